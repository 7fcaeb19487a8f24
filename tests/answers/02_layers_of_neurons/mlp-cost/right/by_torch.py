from torch.utils.flop_counter import FlopCounterMode

def mlp_cost(sizes, batch):

    parts = []
    for i, o in zip(sizes, sizes[1:]):
        parts += [nn.Linear(i, o), nn.ReLU()]
    net = nn.Sequential(*parts[:-1])
    counter = FlopCounterMode(display=False)
    with counter:
        out = net(torch.randn(batch, sizes[0]))
        forward = counter.get_total_flops()
        out.mean().backward()
    return [sum(p.numel() for p in net.parameters()), forward, counter.get_total_flops()]
