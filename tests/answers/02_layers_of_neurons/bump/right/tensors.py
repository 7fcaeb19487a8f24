def bump(centre, width, ramp):
    left, right = centre - width / 2, centre + width / 2

    corners = torch.tensor([left, left, right, right]) + ramp / 2 * torch.tensor([-1, 1, -1, 1])
    slopes = torch.tensor([1.0, -1, -1, 1]).div(ramp)
    print(corners, slopes)
    return corners, slopes
