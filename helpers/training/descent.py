"""One weight walking downhill: the smallest training run there is."""

from torch import Tensor


def walk(x: Tensor, y: Tensor, rate: float, steps: int, start: float = 0.0) -> list[tuple[float, float]]:
    """Follow the slope of the mean squared error of `weight * x` against y.

    x, y (N,) float; rate > 0 is the learning rate. Returns `steps` pairs (weight, loss), each *before* its step.
    """
    weight, path = start, []
    for _ in range(steps):
        error = weight * x - y
        path.append((weight, float((error**2).mean())))
        weight -= rate * float((2 * error * x).mean())
    return path
