class Dense(nn.Module):
    def __init__(self, weight, bias):
        super().__init__()
        self.weight, self.bias = nn.Parameter(weight), nn.Parameter(bias)

    def forward(self, x):
        return torch.addmm(self.bias, x, self.weight.t())

def dense(x, weight, bias):
    return Dense(weight, bias)(x)
