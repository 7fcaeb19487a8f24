"""One training loop for every picture classifier of the course."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from statistics import median

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.optim.lr_scheduler import OneCycleLR
from tqdm import tqdm

from helpers.device import autocast, best_device, stopwatch
from helpers.progress import progress_bar
from helpers.training.metrics import predict

LOOK_EVERY = 25  # steps between two looks at the loss: on a GPU, looking means waiting for all that is queued


@dataclass
class Run:
    """What training leaves: the model, ready for use; the loss of each step done; the wall time of those steps."""

    model: nn.Module
    losses: Tensor  # (steps,) float, on the CPU
    seconds: float
    interrupted: bool = False

    @property
    def steps(self) -> int:
        """Steps done."""
        return len(self.losses)


def train(
    model: nn.Module,
    images: Tensor,
    labels: Tensor,
    steps: int = 500,
    batch: int = 48,
    lr: float = 1e-2,
    weight_decay: float = 0.02,
    smoothing: float = 0.1,
    flips: bool = False,
    seed: int = 0,
    device: torch.device | str | None = None,
    progress: bool = True,
    on_step: Callable[[int, float], None] | None = None,
) -> Run:
    """Train a classifier in place: AdamW, one cycle of the learning rate, smoothed labels.

    images (N, C, H, W) float; labels (N,) int in [0, K), where K is the number of logits. `lr` is the highest rate,
    reached after a fifth of the `steps`. flips=True mirrors half of the pictures: worth it where they all look one way.
    The same seed gives the same losses on a CPU; no outer generator is touched.
    `on_step(step, loss)` is called after each step, counted from 1. An interrupt keeps what was learned so far.
    The model comes back on `device` (by default the best there is), in evaluation mode.
    Raises ValueError for data or settings that cannot work, FloatingPointError when the loss is no number any more.
    Loshchilov & Hutter 2019 (AdamW); Smith & Topin 2018 (one cycle); Szegedy et al. 2016 (label smoothing).
    """
    check_settings(steps, batch, lr)
    model, images, labels, device = ready(model, images, labels, device)
    rows, mirrored = (part.to(device) for part in plan(len(images), steps, batch, flips, seed))
    recipe = {"lr": lr, "weight_decay": weight_decay, "smoothing": smoothing}

    losses, done, interrupted = torch.zeros(steps, device=device), 0, False
    with own_seed(seed, device), stopwatch(device) as watch, progress_bar(steps, "training", "step", progress) as bar:
        try:
            for done, loss in enumerate(learn(model, images, labels, rows, mirrored, **recipe), start=1):
                losses[done - 1] = loss
                if on_step:
                    on_step(done, loss.item())
                if done % LOOK_EVERY == 0 or done == steps:
                    look(loss.item(), done, lr, bar)
        except KeyboardInterrupt:
            interrupted = True
    model.eval()
    if interrupted:
        print(f"Stopped after {done} of {steps} steps; the model keeps what it has learned so far.")
    return Run(model, losses[:done].cpu(), watch.seconds, interrupted)


def learn(model, images, labels, rows, mirrored, lr, weight_decay, smoothing) -> Iterator[Tensor]:
    """Take one step for each of rows (steps, batch), and yield its loss."""
    fused = images.device.type in ("cpu", "cuda")
    optimiser = torch.optim.AdamW(model.parameters(), lr, weight_decay=weight_decay, fused=fused)
    # A cycle of five steps has no first step to rise on, and makes torch divide by zero.
    schedule = OneCycleLR(optimiser, lr, total_steps=max(len(rows), 10), pct_start=0.2)
    flips = bool(mirrored.any())
    for row, mirror in zip(rows, mirrored, strict=True):
        pictures = images[row]  # (B, C, H, W)
        if flips:
            pictures = torch.where(mirror.view(-1, 1, 1, 1), pictures.flip(-1), pictures)
        with autocast(images.device):
            loss = cross_entropy(model(pictures), labels[row], label_smoothing=smoothing)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        yield loss.detach()


def plan(count: int, steps: int, batch: int, flips: bool, seed: int) -> tuple[Tensor, Tensor]:
    """Which pictures each step sees: row numbers and whether mirrored, both (steps, batch).

    Every picture comes once, in a new random order, before any comes again; a batch may span two such rounds.
    """
    draw = torch.Generator().manual_seed(seed)
    rounds = -(-steps * batch // count)
    rows = torch.cat([torch.randperm(count, generator=draw) for _ in range(rounds)])
    mirrored = torch.rand(steps, batch, generator=draw) < (0.5 if flips else 0.0)
    return rows[: steps * batch].view(steps, batch), mirrored


def seconds_for(
    model: nn.Module,
    images: Tensor,
    labels: Tensor,
    steps: int = 500,
    batch: int = 48,
    device=None,
    budget: float = 0.5,
) -> float:
    """Seconds that `train` will take here: `steps` times the median of about `budget` seconds of steps on a copy.

    The median, since a machine that does other things too now and then takes ten times as long for a step.
    """
    model, images, labels, device = ready(deepcopy(model), images[: 8 * batch], labels[: 8 * batch], device)
    rows, mirrored = (part.to(device) for part in plan(len(images), 201, batch, flips=False, seed=0))
    steady = learn(model, images, labels, rows, mirrored, lr=1e-3, weight_decay=0.02, smoothing=0.05)
    seconds = []
    with own_seed(0, device):
        next(steady)  # the first step also builds kernels and fills caches
        while sum(seconds) < budget and len(seconds) < 200:
            with stopwatch(device) as watch:
                next(steady)
            seconds.append(watch.seconds)
    return median(seconds) * steps


def ready(model: nn.Module, images: Tensor, labels: Tensor, device) -> tuple[nn.Module, Tensor, Tensor, torch.device]:
    """Model (in training mode) and checked data on the device, laid out as convolutions like it."""
    device = torch.device(device or best_device())
    model.to(device, memory_format=torch.channels_last)
    check_data(model, images, labels)
    images, labels = images.to(device, memory_format=torch.channels_last), labels.to(device, torch.long)
    return model.train(), images, labels, device


def look(loss: float, done: int, lr: float, bar: tqdm) -> None:
    """Show how far training is; raise FloatingPointError if the loss is no finite number."""
    bar.set_postfix_str(f"loss {loss:.3f}", refresh=False)
    bar.update(done - bar.n)
    if not torch.isfinite(torch.tensor(loss)):
        raise FloatingPointError(
            f"the loss is {loss} by step {done}: the learning rate lr={lr:g} is too high (try lr={lr / 10:g}), "
            "or the images hold NaN or infinite values (images.isfinite().all() tells)."
        )


@contextmanager
def own_seed(seed: int, device: torch.device) -> Iterator[None]:
    """Seed torch inside the block (dropout draws from it), and put its generators back afterwards."""
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed)
        yield


def check_settings(steps: int, batch: int, lr: float) -> None:
    """Raise ValueError, saying what to choose, if nothing would be trained."""
    if steps < 1 or batch < 1 or not lr > 0:
        raise ValueError(
            f"steps={steps}, batch={batch}, lr={lr}: choose at least 1 step, 1 picture a step, and lr > 0."
        )


def check_data(model: nn.Module, images: Tensor, labels: Tensor) -> None:
    """Raise ValueError, saying what to do, if these cannot be trained with."""
    if images.ndim != 4 or not images.is_floating_point():
        raise ValueError(
            f"images are {tuple(images.shape)} {images.dtype}: give (pictures, channels, height, width) as floats, "
            "with images[None] for one picture and images / 255 for bytes."
        )
    if labels.ndim != 1 or labels.is_floating_point() or labels.is_complex() or labels.dtype == torch.bool:
        raise ValueError(
            f"labels are {tuple(labels.shape)} {labels.dtype}: give one class number a picture, such as "
            "labels.argmax(1) for one-hot rows or labels.long() for whole numbers kept as floats."
        )
    if len(images) != len(labels) or len(images) == 0:
        raise ValueError(f"{len(images)} images and {len(labels)} labels: give one label an image, and at least one.")
    check_outputs(model, images, labels)


def check_outputs(model: nn.Module, images: Tensor, labels: Tensor) -> None:
    """Raise ValueError if the model cannot take these images, or has no output for one of these labels."""
    try:
        shape = predict(model, images[:1]).shape
    except RuntimeError as error:
        raise ValueError(f"the model cannot take images of shape {tuple(images.shape)}: {error}") from error
    if len(shape) != 2:
        raise ValueError(
            f"the model gives {tuple(shape)} for one image: it should give one row of logits, (1, classes)."
        )
    low, high = labels.min().item(), labels.max().item()
    if low < 0 or high >= shape[1]:
        raise ValueError(
            f"labels run from {low} to {high}, but the model has {shape[1]} outputs, for 0 to {shape[1] - 1}: "
            f"count classes from 0, or make the model with classes={high + 1}."
        )
