where = "cuda" if torch.cuda.is_available() else "cpu"

def bump(centre, width, ramp):
    ends = torch.tensor([centre - width / 2, centre + width / 2], device=where, dtype=torch.float64)
    corners = (ends[:, None] + torch.tensor([-ramp / 2, ramp / 2], device=where)).flatten()
    return corners, torch.tensor([1.0, -1.0, -1.0, 1.0], device=where) / ramp
