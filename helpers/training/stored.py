"""A trained MiniAlexNet that comes with the course, so that a page can ask it before anything was trained.

`python -m helpers.training.stored` trains it anew: `from_scratch` below is all there is to it.
"""

from pathlib import Path

import torch

from helpers.data.pictures import paint
from helpers.models.alexnet import ConvNet, MiniAlexNet
from helpers.training.loop import train
from helpers.training.metrics import evaluate

STORE = Path(__file__).with_name("mini_alexnet.pt")  # half precision: 200 kB, and the same answers
WORLD, FRESH = 1, 2  # seeds of the pictures to learn from and of those to be tested on, as in lesson 01


def stored_net() -> ConvNet:
    """MiniAlexNet as `from_scratch` left it, in evaluation mode, on the CPU."""
    net = MiniAlexNet()
    weights = torch.load(STORE, weights_only=True)
    net.load_state_dict({name: value.to(net.state_dict()[name].dtype) for name, value in weights.items()})
    return net.eval()


def from_scratch(progress: bool = True) -> ConvNet:
    """Train MiniAlexNet on 12,000 pictures with the course's recipe: about ten seconds on a laptop."""
    world = paint(12_000, seed=WORLD)
    torch.manual_seed(0)
    return train(MiniAlexNet(), world.images, world.labels, seed=0, device="cpu", progress=progress).model


def main() -> None:
    """Train, store, and say what the stored network reaches."""
    net = from_scratch()
    torch.save(
        {name: value.half() if value.is_floating_point() else value for name, value in net.state_dict().items()}, STORE
    )
    fresh = paint(3_000, seed=FRESH)
    reached = evaluate(stored_net(), fresh.images, fresh.labels)
    print(f"{STORE.name}: {STORE.stat().st_size / 1e3:.0f} kB, {reached:.1%} of new pictures right")


if __name__ == "__main__":
    main()
