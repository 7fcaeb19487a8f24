def step(at, ramp, up=1):
    return [at - ramp / 2, at + ramp / 2], [up / ramp, -up / ramp]

def bump(centre, width, ramp):
    c1, s1 = step(centre - width / 2, ramp)
    c2, s2 = step(centre + width / 2, ramp, up=-1)
    return c1 + c2, s1 + s2
