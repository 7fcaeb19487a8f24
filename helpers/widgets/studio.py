"""The creature studio: change one trait after another, and see what a trained network makes of it."""

import base64
import io
from dataclasses import replace
from functools import cache

import ipywidgets
import torch
from PIL import Image, ImageDraw
from torch import Tensor, nn
from torch.nn.functional import avg_pool2d

from helpers import theme
from helpers.data.pictures import CLASSES, Traits, render, sample
from helpers.device import one_thread
from helpers.training.metrics import predict
from helpers.training.stored import stored_net
from helpers.widgets.explorable import Explorable, choice

STEPS = [round(0.1 * step, 1) for step in range(11)]
FUR = {"plain": 0, "stripes": 1, "spots": 2}
POSE = {"front": 0.0, "side": 1.0}
MODELS = 30  # how many creatures of each kind stand for their portrait, one after the other


class Studio(Explorable):
    """The studio, and what was kept in it: `kept` holds (traits, shares) pairs, in the order they were kept."""

    def __init__(self, net: nn.Module):
        self.net, self.kept, self.turn = net, [], 0
        keep = ipywidgets.Button(description="Keep this one", icon="camera")
        another = ipywidgets.Button(description="Another one", icon="refresh")
        keep.on_click(lambda _: self.keep())
        another.on_click(lambda _: self.another())
        self.gallery = ipywidgets.HBox(layout={"flex_flow": "row wrap"})
        super().__init__(controls(), extra=(ipywidgets.HBox([another, keep]),))

    def arrange(self) -> list[ipywidgets.Widget]:
        """The picture beside the sliders, so that it stays in sight, and the wall below."""
        for control in self.controls.values():
            control.layout.width, control.style.description_width = "23em", "6em"
        sliders = ipywidgets.VBox([*self.controls.values(), *self.extra])
        stage = ipywidgets.HBox([sliders, self.picture], layout={"flex_flow": "row wrap"})
        return [stage, self.words, self.gallery]

    def redraw(self, change=None) -> None:
        """Offer only the sliders that this creature has, then draw it."""
        car = self.controls["creature"].value == "car"
        for name in ("ears", "whiskers", "wheels"):
            self.controls[name].disabled = car is not (name == "wheels")
        self.traits = pose(self.turn, **self.values)
        self.image = render(self.traits, size=64).images  # (1, 3, 64, 64)
        self.shares = judge(self.net, self.image)
        super().redraw(change)

    def another(self) -> None:
        """The next creature of its kind takes the stage; the sliders stay."""
        self.turn += 1
        self.redraw()

    def keep(self) -> None:
        """Hang the picture, with what the network said, on the wall below."""
        self.kept.append((self.traits, self.shares))
        creature = self.controls["creature"].value
        self.gallery.children = (*self.gallery.children, frame(creature, self.image[0], self.shares))

    def paint(self) -> tuple[bytes, int]:
        """The portrait, without matplotlib: it would take longer than all the rest."""
        page = io.BytesIO()
        card = portrait(self.image[0], self.shares)
        card.save(page, "PNG", compress_level=1)
        return page.getvalue(), card.width

    def describe(self, **values) -> str:
        """What the network says of the creature that is painted."""
        return verdict(values["creature"], self.shares)


def creature_studio(net: nn.Module | None = None) -> Studio:
    """Sliders for a creature's traits, its picture, and the percentages of `net` (by default a stored MiniAlexNet)."""
    return Studio(net or stored_net())


def controls() -> dict[str, ipywidgets.Widget]:
    """One slider a trait."""
    return {
        "creature": choice("creature", CLASSES, "cat"),
        "ears": choice("ears folded", STEPS, 0.0),
        "whiskers": choice("whiskers", STEPS, 1.0),
        "fur": choice("fur", list(FUR), "stripes"),
        "wheels": choice("wheels", STEPS, 0.5),
        "light": choice("shade", STEPS, 0.2),
        "pose": choice("seen from", list(POSE), "front"),
        "tilt": choice("tilt", [-0.6, -0.4, -0.2, 0.0, 0.2, 0.4, 0.6], 0.0),
    }


@cache
def models() -> Traits:
    """Creatures by lot, well seen: little clutter, no haze."""
    return sample(3 * MODELS, seed=2012, difficulty=0.35)


def pose(turn: int, creature: str, ears, whiskers, fur, wheels, light, pose, tilt) -> Traits:
    """One creature with these traits; `turn` says which of its kind."""
    of_kind = (models().label == CLASSES.index(creature)).nonzero()[:, 0]
    one = models()[of_kind[turn % len(of_kind)][None]]
    new = {
        "ears": ears, "whiskers": whiskers, "wheels": 0.5 + wheels, "light": light, "side": POSE[pose], "tilt": tilt,
    }  # fmt: skip
    return replace(
        one, fur=torch.tensor([FUR[fur]]), **{name: torch.tensor([float(value)]) for name, value in new.items()}
    )


def judge(net: nn.Module, image: Tensor) -> Tensor:
    """The network's shares (K,) for one picture (1, 3, 64, 64); it gets it at half that size, as it is used to."""
    with one_thread():  # for one picture a second thread costs more than it brings
        return predict(net, avg_pool2d(image, 2)).softmax(1)[0].cpu()


def portrait(image: Tensor, shares: Tensor) -> Image.Image:
    """The picture (3, 64, 64), and beside it one bar a class with its share, the longest in colour."""
    card = Image.new("RGB", (488, 288), theme.STAGE)
    card.paste(theme.enlarge(theme.to_image(image), 256), (16, 16))
    pen, font = ImageDraw.Draw(card), theme.letters(16)
    for row, (name, share) in enumerate(zip(CLASSES, shares.tolist(), strict=True)):
        top = 36 + 80 * row
        pen.text((304, top), f"{name} {share:.0%}", theme.INK, font)
        colour = theme.PULSE if share == shares.max() else theme.MUTED
        pen.rectangle((304, top + 26, 306 + 164 * share, top + 46), colour)
    return card


def verdict(creature: str, shares: Tensor) -> str:
    """What the network says of it, and whether that is right."""
    said = CLASSES[int(shares.argmax())]
    each = ", ".join(f"{name} {share:.0%}" for name, share in zip(CLASSES, shares.tolist(), strict=True))
    right = "It is right." if said == creature else f"It is fooled: this is still a {creature}."
    return f"A {creature}. The network says {each}. {right}"


def frame(creature: str, image: Tensor, shares: Tensor) -> ipywidgets.Widget:
    """A kept picture (3, 64, 64) with its caption."""
    caption = f"{creature}, called {CLASSES[int(shares.argmax())]} ({shares.max():.0%})"
    data = base64.b64encode(theme.to_png(theme.enlarge(theme.to_image(image), 128))).decode()
    picture = f'<img src="data:image/png;base64,{data}" alt="a {caption}" width="128">'
    return ipywidgets.HTML(f"<figure>{picture}<figcaption>{caption}</figcaption></figure>")
