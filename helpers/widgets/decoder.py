"""The decoder: walk a picture through the layers of a network, and see what each of them finds in it."""

import base64
import io
from collections.abc import Sequence
from functools import cache

import ipywidgets
import torch
from PIL import Image, ImageOps
from plotly import graph_objects as go
from torch import Tensor, nn

from helpers import theme
from helpers.charts.decoder import COLUMN, DENSE, EDGE, GAP, INPUT, TOP, decoder
from helpers.data.pictures import CLASSES, render, sample
from helpers.insight.album import Page, album_of, stored_album
from helpers.insight.decode import Decoded, decode
from helpers.insight.repaint import confounded
from helpers.scene.show import show
from helpers.training.stored import FRESH, stored_net
from helpers.widgets.explorable import Explorable, choice

# Which of the first 300 fresh pictures are shown. The mistake is a cat: the network says dog.
PICKED = {"a cat": 16, "a dog": 24, "a car": 10, "another cat": 7, "another dog": 2, "another car": 4, "a mistake": 158}
STOPS = ["the picture", *(f"layer {layer}" for layer in range(1, 6)), "the answer"]
YOURS = "yours"
SIDE = 32


@cache
def cast() -> dict[str, Tensor]:
    """The pictures to be decoded: name → (3, 32, 32) in [0, 1]; the last ones were made to mislead."""
    rows = sample(300, seed=FRESH)[torch.tensor(list(PICKED.values()))]
    made = {f"a {name}": render(traits).images[0] for name, traits in confounded().items()}
    return dict(zip(PICKED, render(rows).images, strict=True)) | made


class Decoder(Explorable):
    """Sliders for the picture and for how far to walk; a picture of one's own can be uploaded."""

    def __init__(self, net: nn.Module, album: Sequence[Page], pictures: dict[str, Tensor]):
        self.net, self.album, self.pictures = net, album, dict(pictures)
        controls = {
            "picture": choice("picture", list(self.pictures), next(iter(self.pictures))),
            "walk": choice("walk to", [(name, stop) for stop, name in enumerate(STOPS)], len(STOPS) - 1),
        }
        self.upload = ipywidgets.FileUpload(accept="image/*", multiple=False, description="Your own picture")
        self.upload.layout.width = "auto"
        self.upload.observe(self.take, names="value")
        super().__init__(controls, extra=(self.upload,))

    def redraw(self, change=None) -> None:
        """Decode the picture if it is another one, then paint as far as the walk goes."""
        if change is None or change["owner"] is self.controls["picture"]:
            self.decoded = decode(self.net, self.pictures[self.values["picture"]], self.album)
        super().redraw(change)

    def paint(self) -> tuple[bytes, int]:
        """The columns up to where the walk has come."""
        page, file = decoder(self.decoded, CLASSES, self.values["walk"]), io.BytesIO()
        page.save(file, "PNG", compress_level=1)
        return file.getvalue(), round(page.width / DENSE)

    def describe(self, picture: str, walk: int) -> str:
        """What the layers up to this one found, and the answer at the end."""
        return in_words(self.decoded, picture, walk)

    def take(self, change) -> None:
        """Decode a picture that was uploaded; one that cannot be read is said to be so."""
        content = uploaded(change["new"])
        if content is None:
            return
        try:
            self.pictures[YOURS] = fitted(content)
        except (OSError, ValueError, Image.DecompressionBombError):
            self.words.value = (
                '<p aria-live="polite">This file is no picture that can be read here: try a JPEG or PNG.</p>'
            )
            return
        control = self.controls["picture"]
        if control.value == YOURS:
            self.redraw()
            return
        control.options = list(self.pictures)
        control.value = YOURS


def explore_decoder(net: nn.Module | None = None, pictures: dict[str, Tensor] | None = None) -> Decoder:
    """Walk pictures through a MiniAlexNet, by default the stored one; another is looked through first, half a minute.

    pictures: name → (3, 32, 32) in [0, 1], by default `cast()`.
    """
    return Decoder(net or stored_net(), album_of(net) if net else stored_album(), pictures or cast())


def show_decoder(names: Sequence[str] = ("a cat", "a dog", "a mistake")) -> None:
    """The decoder for a few of `cast()`, without a kernel: buttons for the picture, a slider for the walk.

    Where a figure cannot be drawn, a still picture of the first one stands in.
    """
    found = {name: decode(stored_net(), cast()[name], stored_album()) for name in names}
    pages = {name: decoder(part, CLASSES) for name, part in found.items()}
    first = next(iter(names))
    words = " ".join(in_words(part, name, len(STOPS) - 1) for name, part in found.items())
    told = f"A picture decoded, layer by layer: {in_words(found[first], first, len(STOPS) - 1)}"
    show(walk(pages), small(pages[first]), told, f"<p>{words}</p>")


def walk(pages: dict[str, Image.Image]) -> go.Figure:
    """The painted decoders as one plotly figure: buttons change the picture, a slider uncovers column after column."""
    first = next(iter(pages.values()))
    width, height = (round(side / DENSE) for side in first.size)
    placed = {"xref": "x", "yref": "y", "x": 0, "y": 0, "sizex": width, "sizey": height, "layer": "below"}
    sources = [f"data:image/webp;base64,{base64.b64encode(small(page, 'WEBP')).decode()}" for page in pages.values()]
    images = [placed | {"source": source, "visible": place == 0} for place, source in enumerate(sources)]
    covers = [cover(stop, height, width) for stop in range(1, len(STOPS))]
    figure = go.Figure(go.Scatter(x=[0, width], y=[0, height], mode="markers", opacity=0, hoverinfo="skip"))
    axis = {"visible": False, "fixedrange": True, "autorange": False, "constrain": "domain"}
    figure.update_layout(  # no width: it takes what the page has
        template="none", height=height + 160, margin={"l": 0, "r": 0, "t": 50, "b": 110},
        paper_bgcolor=theme.STAGE, plot_bgcolor=theme.STAGE, font={"color": theme.INK}, showlegend=False,
        xaxis=axis | {"range": [0, width], "constraintoward": "left"},
        yaxis=axis | {"range": [height, 0], "constraintoward": "top", "scaleanchor": "x"}, images=images, shapes=covers,
        updatemenus=[buttons(list(pages))], sliders=[uncover(len(covers))],
    )  # fmt: skip
    return figure


def cover(stop: int, height: float, width: float) -> dict:
    """A dark sheet over the column of one stop of the walk."""
    left = EDGE + INPUT + (stop - 1) * (GAP + COLUMN)
    right = left + GAP + COLUMN if stop < len(STOPS) - 1 else width
    box = {"x0": left, "x1": right, "y0": TOP - 8, "y1": height, "line": {"width": 0}}
    return {"type": "rect", "xref": "x", "yref": "y", "layer": "above", "fillcolor": theme.STAGE, "opacity": 0} | box


def buttons(names: list[str]) -> dict:
    """One button a picture; it shows its image and hides the others."""
    made = []
    for chosen, name in enumerate(names):
        shown = {f"images[{place}].visible": place == chosen for place in range(len(names))}
        made.append({"label": name, "method": "relayout", "args": [shown]})
    look = {"bgcolor": theme.FAINT, "bordercolor": theme.MUTED, "font": {"color": theme.INK}, "showactive": False}
    return (
        {"type": "buttons", "direction": "right", "x": 0, "xanchor": "left", "y": 1.0, "yanchor": "bottom"}
        | look
        | {"buttons": made}
    )


def uncover(covers: int) -> dict:
    """The slider: at stop s the covers of all later columns lie there, at the last none does."""
    steps = []
    for stop, name in enumerate(STOPS):
        there = {f"shapes[{place}].opacity": float(place >= stop) for place in range(covers)}
        steps.append({"label": name, "method": "relayout", "args": [there]})
    look = {"bgcolor": theme.FAINT, "activebgcolor": theme.PULSE, "bordercolor": theme.MUTED, "tickcolor": theme.MUTED}
    return {
        "active": len(STOPS) - 1,
        "steps": steps,
        "x": 0.04,
        "y": 0,
        "pad": {"t": 12},
        "len": 0.92,
        "currentvalue": {"prefix": "walk to: "},
    } | look


def small(page: Image.Image, form: str = "JPEG") -> bytes:
    """A painted decoder, small enough to be kept in a notebook: as WEBP two thirds of what a JPEG takes."""
    file = io.BytesIO()
    page.convert("RGB").save(file, form, quality=55)
    return file.getvalue()


def in_words(decoded: Decoded, name: str, upto: int) -> str:
    """What the layers up to this stop of the walk found in a picture, and the answer if it goes that far."""
    parts = [f"{name[0].upper()}{name[1:]}."]
    for layer, column in enumerate(decoded.columns[:upto], start=1):
        found = ", ".join(f"{unit.concept or 'something without a name'} {unit.place}" for unit in column)
        parts.append(f"Layer {layer}: {found or 'nothing'}.")
    if upto > len(decoded.columns):
        each = ", ".join(f"{kind} {share:.0%}" for kind, share in zip(CLASSES, decoded.shares.tolist(), strict=True))
        parts.append(f"The network says {each}.")
    return " ".join(parts)


def uploaded(value) -> bytes | None:
    """The bytes of the last uploaded file, or None: ipywidgets 8 gives a tuple of files, 7 a dict by name."""
    files = list(value.values() if isinstance(value, dict) else value)
    return bytes(files[-1]["content"]) if files else None


def fitted(content: bytes) -> Tensor:
    """A picture file as (3, 32, 32) in [0, 1]: upright, the largest square in its middle, averaged down.

    Raises OSError (PIL's) for a file that is no picture.
    """
    picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    picture = ImageOps.fit(picture, (SIDE, SIDE), Image.Resampling.BOX)
    return torch.frombuffer(bytearray(picture.tobytes()), dtype=torch.uint8).view(SIDE, SIDE, 3).movedim(-1, 0) / 255
