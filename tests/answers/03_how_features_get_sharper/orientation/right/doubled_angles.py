import math

def orientation(across, down):
    strength = across ** 2 + down ** 2
    doubled = 2 * torch.atan2(down, across)
    c, s = (strength * doubled.cos()).sum().item(), (strength * doubled.sin()).sum().item()
    return [math.degrees(math.atan2(s, c)) / 2 % 180, math.hypot(c, s) / strength.sum().item()]
