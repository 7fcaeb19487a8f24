"""Where the work runs: the fastest device there is, its seeds, and a clock that waits for it."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from pathlib import Path

import numpy as np
import torch


def best_device() -> torch.device:
    """The fastest device here: cuda, else mps, else cpu.

    The environment variable COURSE_DEVICE ("cpu", "mps", "cuda" or "cuda:1") overrides the choice.
    Raises ValueError if it names a device that torch does not know or that this machine does not have.
    """
    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    wish = os.environ.get("COURSE_DEVICE", "").strip().lower()
    if not wish:
        return torch.device(next(kind for kind, is_there in there.items() if is_there))
    try:
        device = torch.device(wish)
        is_there = there[device.type]
    except (RuntimeError, KeyError):
        raise ValueError(f"COURSE_DEVICE={wish!r} is unknown here: unset it, or set it to cpu, mps or cuda.") from None
    if not is_there or (device.type == "cuda" and (device.index or 0) >= torch.cuda.device_count()):
        raise ValueError(f"COURSE_DEVICE={wish!r}, but torch finds no such device: unset it, or set it to cpu.")
    return device


def describe(device: torch.device | str) -> str:
    """One line for a reader: the device's name, and its memory or the cores that torch uses."""
    device = torch.device(device)
    if device.type == "cuda":
        card = torch.cuda.get_device_properties(device)
        return f"{card.name} (GPU, {card.total_memory / 2**30:.0f} GiB)"
    cores = torch.get_num_threads()
    processor = f"{cores} core{'s' if cores > 1 else ''}"
    return f"Apple GPU (memory shared with the CPU's {processor})" if device.type == "mps" else f"CPU ({processor})"


def seed_everything(seed: int = 0) -> None:
    """Seed the generators of random, numpy and torch (all devices). `seed` is an int in [0, 2³²)."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch's CPU operations inside the block run on one thread.

    Where tensors are small a second thread gains nothing, and on a busy machine the two wait for each other: that was
    ten times slower.
    """
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def synchronise(device: torch.device | str) -> None:
    """Wait until the device has done all it was asked: a GPU answers Python before it has finished."""
    device = torch.device(device)
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()


class stopwatch:  # noqa: N801 (used like a function: `with stopwatch(device) as watch`)
    """Time a block honestly, waiting for the device at both ends; afterwards `.seconds` holds the wall time.

    >>> with stopwatch("cpu") as watch:
    ...     _ = torch.ones(3).sum()
    >>> watch.seconds > 0
    True
    """

    def __init__(self, device: torch.device | str = "cpu"):
        self.device, self.seconds = torch.device(device), float("nan")

    def __enter__(self) -> "stopwatch":
        synchronise(self.device)
        self.start = time.perf_counter()
        return self

    def __exit__(self, *_) -> None:
        synchronise(self.device)
        self.seconds = time.perf_counter() - self.start


def autocast(device: torch.device | str) -> AbstractContextManager:
    """bfloat16 where the hardware computes in it, else a context that changes nothing.

    Elsewhere bfloat16 is emulated, and slower than float32: ten times, measured on a CPU with AVX2 only.
    """
    device = torch.device(device)
    return torch.autocast(device.type, dtype=torch.bfloat16) if has_bfloat16(device) else nullcontext()


def has_bfloat16(device: torch.device | str) -> bool:
    """Does the hardware itself multiply bfloat16? NVIDIA since Ampere (8.0); CPUs with AVX512-BF16 or AMX."""
    device = torch.device(device)
    if device.type == "cuda":
        # torch.cuda.is_bf16_supported() also says yes where it is emulated (the T4 of Colab).
        return torch.cuda.get_device_capability(device) >= (8, 0)
    return device.type == "cpu" and bool({"avx512_bf16", "amx_bf16"} & cpu_flags())


@cache
def cpu_flags() -> frozenset[str]:
    """What Linux says this processor can do; nothing on other systems."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return frozenset()
    return frozenset(next((line.split(":")[1].split() for line in lines if line.startswith("flags")), ()))
