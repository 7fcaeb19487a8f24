"""What lesson 03 promises: edges early, parts late, more than chance; and a picture decoded while you wait.

Three fresh seeds, no recipe was ever tuned on them; means decide, each seed goes to stderr.
"""

import sys
import time
from statistics import mean, median

import torch

from benchmarks.report import figure
from helpers.data.pictures import paint
from helpers.device import one_thread
from helpers.insight import ladder
from helpers.insight.concepts import by_group
from helpers.widgets.decoder import explore_decoder

FRESH = (811, 812, 813)
DEPTHS = ("one layer", *ladder.HAND_MADE)  # beside five layers and random weights, which are probed
NEW = 25  # pictures decoded


def main() -> list[bool]:
    """Every figure of lesson 03."""
    found = {kind: [measured(kind, seed) for seed in FRESH] for kind in ("five layers", "random weights", *DEPTHS)}
    edges, parts = curve(found["five layers"], "edges"), curve(found["five layers"], "parts")
    chance = curve(found["random weights"], "parts")
    below = parts.mean(0).max() - parts.mean(0)[3:].min()
    return [
        figure("insight.edge_peak", ladder.peak(edges), "layer", 2, at_least=False),
        figure("insight.part_peak", below.item(), "AUC of layers 4 and 5 below the peak", 0.01, at_least=False),
        figure("insight.part_margin", (parts.mean(0).max() - chance.mean(0).max()).item(), "AUC", 0.08, at_least=True),
        *accuracies(found),
        figure("insight.decode_ms", decode_ms(), "ms", 300, at_least=False),
    ]


def measured(kind: str, seed: int) -> dict:
    """What a network of that name is found to be with that seed, in a line on stderr too."""
    row = ladder.measure(kind, seed)
    groups = by_group(row.get("probes", {}))
    said = "; ".join(f"{name} {' '.join(f'{value:.3f}' for value in values)}" for name, values in groups.items())
    print(f"  {kind}, seed {seed}: {row['accuracy']:.3f} in {row['seconds']:.0f} CPU s; {said}", file=sys.stderr)
    return row


def curve(rows: list[dict], group: str) -> torch.Tensor:
    """The AUC of probes for a group of concepts: (seeds, layers)."""
    return torch.tensor([by_group(row["probes"])[group] for row in rows])


def accuracies(found: dict[str, list[dict]]) -> list[bool]:
    """Five layers, how far one layer stays behind them, and how far hand-made features do."""
    reached = {kind: mean(row["accuracy"] for row in rows) for kind, rows in found.items()}
    five = reached["five layers"]
    return [
        figure("insight.accuracy", five, "share", 0.96, at_least=True),
        figure("insight.over_one_layer", five - reached["one layer"], "share", 0.3, at_least=True),
        figure(
            "insight.over_hand_made",
            five - max(reached[kind] for kind in ladder.HAND_MADE),
            "share",
            0.15,
            at_least=True,
        ),
    ]


def decode_ms() -> float:
    """CPU milliseconds of the kernel, on one thread, for a picture not seen before: decoded, painted, put in words."""
    with one_thread():
        images = paint(NEW + 1, seed=FRESH[0]).images
        decoder, spent = explore_decoder(pictures={str(place): image for place, image in enumerate(images)}), []
        for place in range(1, NEW + 1):
            started = time.process_time()
            decoder.controls["picture"].value = str(place)
            spent.append(1000 * (time.process_time() - started))
    print(f"  decode: {min(spent):.0f} to {max(spent):.0f} ms", file=sys.stderr)
    return median(spent)
