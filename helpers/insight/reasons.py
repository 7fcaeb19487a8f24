"""Is a network right for the reasons that are told of it? What it says without parts, and without its eye units."""

from torch import Tensor, nn

from helpers.data.pictures import Pictures
from helpers.insight.concepts import CONCEPTS, correlations
from helpers.insight.repaint import PARTS, cats, conjunction, effects
from helpers.insight.silence import fall

SILENT = (3, 5)  # the layers whose eye units are silenced
ROWS = ("before", "silenced", "control")


def reasons(net: nn.Module, world: dict[str, Pictures], seed: int) -> dict:
    """What a network calls 200 cats repainted without parts, and what it still gets right without its eye units.

    world: "fresh" pictures with masks, by which units get their names, and "test" ones. Returns plain numbers: called
    (2, 2, 2), by eyes, ears, whiskers; effects on the cats' logit, by parts; silence, by layer: units (how many), and
    before, silenced, control (the share of each class right).
    """
    eight, silence = conjunction(net, cats(200, seed)), {}
    for layer in SILENT:
        nearest = correlations(net, world["fresh"])[layer - 1].argmax(1)
        units = [unit for unit, concept in enumerate(nearest) if CONCEPTS[concept] == "eye"]
        found = fall(net, world["test"], layer, units)
        silence[str(layer)] = {"units": len(units)} | {name: short(getattr(found, name).diag()) for name in ROWS}
    split = effects(eight.logits.mean(-1)).items()
    return {
        "called": short((eight.logits > 0).float().mean(-1)),
        "effects": {" and ".join(PARTS[axis] for axis in axes): round(float(effect), 4) for axes, effect in split},
        "silence": silence,
    }


def short(numbers: Tensor) -> list:
    """A tensor as lists of numbers with four digits."""
    return numbers.double().round(decimals=4).tolist()
