"""How well a classifier does, counted."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn


def accuracy(logits: Tensor, labels: Tensor) -> float:
    """Share of rows whose largest logit is the label.

    logits (N, K) float; labels (N,) int in [0, K). Returns a number in [0, 1].
    Raises ValueError if the lengths differ or there is no row.
    """
    if len(logits) != len(labels):
        raise ValueError(f"{len(logits)} rows of logits but {len(labels)} labels: give one label a row.")
    if len(labels) == 0:
        raise ValueError("no rows: an accuracy needs at least one.")
    return (logits.argmax(1) == labels.to(logits.device)).float().mean().item()


def evaluate(model: nn.Module, images: Tensor, labels: Tensor, batch: int = 500) -> float:
    """Accuracy of the model, in evaluation mode, on pictures (N, C, H, W) with labels (N,): a number in [0, 1]."""
    return accuracy(predict(model, images, batch), labels)


def predict(model: nn.Module, images: Tensor, batch: int = 500) -> Tensor:
    """The model's logits (N, K) for pictures (N, C, H, W), `batch` at a time, on the CPU."""
    device = next((weights.device for weights in model.parameters()), images.device)
    with torch.no_grad(), evaluating(model):
        return torch.cat([model(part.to(device)).float().cpu() for part in images.split(batch)])


@contextmanager
def evaluating(model: nn.Module) -> Iterator[nn.Module]:
    """Switch to evaluation inside the block; every part of the model then gets back the mode it had."""
    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    try:
        yield model
    finally:
        for part, mode in modes:
            part.training = mode
