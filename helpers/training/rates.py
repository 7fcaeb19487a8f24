"""How fast a device multiplies matrices, by size and by the kind of number, and how far that is from its best.

`python -m helpers.training.rates`, on a machine with a GPU, measures it and keeps it for those who have none.
"""

import json
from pathlib import Path

import torch
from torch import Tensor

from helpers.device import best_device, describe, has_bfloat16, stopwatch

STORE = Path(__file__).with_name("rates.json")
SIZES = {"cpu": (16, 64, 256, 1024), "cuda": (64, 256, 1024, 4096, 8192), "mps": (64, 256, 1024, 4096)}

# Dense peaks in TFLOP/s, as NVIDIA's data sheets give them (without their factor of 2 for sparse matrices).
PUBLISHED = {
    "T4": {"float32": 8.1, "float16": 65},
    "A100": {"float64": 19.5, "float32": 19.5, "tf32": 156, "bfloat16": 312, "float16": 312},
    "H100": {"float64": 67, "float32": 67, "tf32": 494.7, "bfloat16": 989.4, "float16": 989.4},  # SXM
    "H200": {"float64": 67, "float32": 67, "tf32": 494.7, "bfloat16": 989.4, "float16": 989.4},
}


def kinds(device: torch.device | str) -> list[str]:
    """The kinds of numbers that the hardware of this device multiplies itself, from exact to coarse."""
    device = torch.device(device)
    there = [] if device.type == "mps" else ["float64"]  # Apple's GPUs have none
    there += ["float32"]
    if device.type == "cuda":
        there += ["tf32"] if torch.cuda.get_device_capability(device) >= (8, 0) else []
        there += ["float16"]
    return there + (["bfloat16"] if has_bfloat16(device) else [])


def rate(size: int, kind: str, device: torch.device | str = "cpu", seconds: float = 0.05) -> float:
    """FLOP/s of a product of two square matrices: the best of at least three, in about `seconds`.

    2 · size³ operations each, a multiplication and an addition for each term. kind: "float64", "float32", "tf32"
    (float32 with a shortened mantissa, on GPUs), "bfloat16" or "float16". The best, since other work on the machine
    can only slow it down.
    """
    device, dtype = torch.device(device), torch.float32 if kind == "tf32" else getattr(torch, kind)
    # Random numbers: a chip that multiplies ones flips fewer bits, takes less power, and clocks higher than in use.
    draw = torch.Generator(device).manual_seed(0)  # its own: how many are drawn depends on the machine
    left, right = (torch.rand(size, size, device=device, generator=draw).to(dtype) - 0.5 for _ in range(2))
    answer = torch.empty_like(left)
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("high" if kind == "tf32" else "highest")
    try:
        once(left, right, answer, 1)  # builds kernels, wakes the device
        repeats = max(1, int(2e-4 / once(left, right, answer, 1)))  # so short a product is timed many at a time
        times = []
        while len(times) < 3 or sum(times) * repeats < seconds:
            times.append(once(left, right, answer, repeats))
    finally:
        torch.set_float32_matmul_precision(before)
    return 2 * size**3 / min(times)


def once(left: Tensor, right: Tensor, answer: Tensor, repeats: int) -> float:
    """Seconds of one product, as the mean of `repeats` in a row."""
    with stopwatch(left.device) as watch:
        for _ in range(repeats):
            torch.mm(left, right, out=answer)
    return watch.seconds / repeats


def measure(device: torch.device | str = "cpu", seconds: float = 0.05) -> dict[str, dict[int, float]]:
    """The rate for each kind of number and each size, in FLOP/s: {kind: {size: rate}}."""
    sizes = SIZES[torch.device(device).type]
    return {kind: {size: rate(size, kind, device, seconds) for size in sizes} for kind in kinds(device)}


def shares(rates: dict[str, dict[int, float]], peaks: dict[str, float] | None = None) -> Tensor:
    """Each rate as a share of the peak of its kind: (kinds, sizes).

    peaks: {kind: FLOP/s}; a kind without one is compared with the best that was measured for it.
    """
    peaks = peaks or {}
    rows = [[value / peaks.get(kind, max(row.values())) for value in row.values()] for kind, row in rates.items()]
    return torch.tensor(rows)


def faster(there: dict[str, dict[int, float]], plain: dict[int, float]) -> dict[str, dict[int, float]]:
    """How many times faster each kind and size is there than the CPU in float32, since that is what a CPU would use.

    plain: the CPU's rates {size: FLOP/s}. A product larger than these is set beside the largest of them (a CPU's rate
    hardly grows any more); one of another size is left out.
    """
    largest = max(plain)
    return {
        kind: {size: rate / plain[min(size, largest)] for size, rate in row.items() if min(size, largest) in plain}
        for kind, row in there.items()
    }


def recorded(beside: bool = False) -> tuple[dict[str, dict[int, float]], str]:
    """The rates of a GPU that ran this module, as `measure` gives them, and its description.

    beside: of the CPU in the same computer instead, float32 only.
    """
    kept = json.loads(STORE.read_text())
    kept = kept["beside"] if beside else kept
    table = {kind: {int(size): rate for size, rate in row.items()} for kind, row in kept["rates"].items()}
    return table, kept["device"]


def published(name: str) -> dict[str, float]:
    """The published peaks of a card with this name, {kind: FLOP/s}; {} where we know none."""
    found = next((peaks for card, peaks in PUBLISHED.items() if f" {card}" in f" {name}"), {})
    return {kind: 1e12 * peak for kind, peak in found.items()}


def main() -> None:
    """Measure the GPU of this machine and keep its rates. Raises RuntimeError if there is none."""
    device = best_device()
    if device.type == "cpu":
        raise RuntimeError("there is no GPU here: run it where there is one")
    kept = {"device": describe(device), "torch": torch.__version__, "rates": measure(device, seconds=0.5)}
    kept["beside"] = {"device": describe("cpu"), "rates": {"float32": measure("cpu", seconds=0.5)["float32"]}}
    STORE.write_text(json.dumps(kept, indent=0) + "\n")
    print(f"rates: {kept['device']} in {STORE.name}")


if __name__ == "__main__":
    main()
