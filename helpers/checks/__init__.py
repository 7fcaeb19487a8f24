"""Checks that teach: the same words when a student studies and when their work is marked."""

from .caught import caught
from .expect import expect
from .failure import CheckFailed
from .gradient import gradient
from .inputs import inputs
from .marks import credit, seen
from .predict import compare
from .waits import waits_for

__all__ = ["CheckFailed", "caught", "compare", "credit", "expect", "gradient", "inputs", "seen", "waits_for"]
