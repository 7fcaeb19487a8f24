"""A network in three dimensions: its numbers (graph), where they stand (layout), how they look (figure, still),
and how a signal travels through them (playback). `stage` puts the four together."""

from helpers.scene.graph import Graph, trace
from helpers.scene.stage import Stage

__all__ = ["Graph", "Stage", "trace"]
