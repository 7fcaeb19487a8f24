def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    h = ramp / 2
    return torch.tensor([[left - h, left + h, right - h, right + h], [1 / ramp, -1 / ramp, -1 / ramp, 1 / ramp]], dtype=torch.float64)
