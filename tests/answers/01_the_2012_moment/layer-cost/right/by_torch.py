def cost(size, channels, outputs, kernel, stride=1, padding=0, groups=1):
    layer = torch.nn.Conv2d(channels, outputs, kernel, stride, padding, groups=groups)
    y = layer(torch.zeros(1, channels, size, size))
    return layer.weight.numel() + layer.bias.numel(), layer.weight.numel() * y[0, 0].numel()
