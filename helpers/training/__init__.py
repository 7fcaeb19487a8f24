"""Train a picture classifier, and count how well it does."""

from helpers.training.loop import Run, seconds_for, train
from helpers.training.metrics import accuracy, evaluate, evaluating, predict

__all__ = ["Run", "accuracy", "evaluate", "evaluating", "predict", "seconds_for", "train"]
