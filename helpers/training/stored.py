"""Trained networks that come with the course, so that a page can ask them before anything was trained.

`python -m helpers.training.stored` trains them anew: the two functions `…_from_scratch` are all there is to it.
"""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import nn
from torch.nn.functional import avg_pool2d

from helpers.data.pictures import Pictures, Traits, paint, render, sample
from helpers.models.alexnet import ConvNet, MiniAlexNet
from helpers.models.three_layers import SIDE, three_layers
from helpers.training.loop import train
from helpers.training.metrics import evaluate

HERE = Path(__file__).parent
STORE = HERE / "mini_alexnet.pt"  # half precision: 200 kB, and the same answers
THREE = HERE / "three_layers.pt"
WORLD, FRESH = 1, 2  # seeds of the pictures to learn from and of those to be tested on, as in lesson 01
EASY = 0.35  # difficulty of the portraits that the three layers look at


def stored_net() -> ConvNet:
    """MiniAlexNet as `from_scratch` left it, in evaluation mode, on the CPU."""
    return filled(MiniAlexNet(), STORE)


def stored_three_layers() -> nn.Sequential:
    """The three layers as `three_layers_from_scratch` left them, in evaluation mode, on the CPU."""
    return filled(three_layers(), THREE)


def filled(net: nn.Module, store: Path) -> nn.Module:
    """The network with the stored weights."""
    weights = torch.load(store, weights_only=True)
    net.load_state_dict({name: value.to(net.state_dict()[name].dtype) for name, value in weights.items()})
    return net.eval()


def portraits(count: int, seed: int, difficulty: float = EASY) -> Pictures:
    """Cats, dogs and cars (count, 3, 24, 24), well seen: painted at 48 × 48, then each four pixels averaged."""
    return portraits_of(sample(count, seed, difficulty))


def portraits_of(traits: Traits) -> Pictures:
    """The pictures that `traits` describe, at 24 × 24."""
    painted = render(traits, size=2 * SIDE)
    return Pictures(avg_pool2d(painted.images, 2), painted.labels, {})


def from_scratch(progress: bool = True) -> ConvNet:
    """Train MiniAlexNet on 12,000 pictures with the course's recipe: about ten seconds on a laptop."""
    world = paint(12_000, seed=WORLD)
    torch.manual_seed(0)
    return train(MiniAlexNet(), world.images, world.labels, seed=0, device="cpu", progress=progress).model


def three_layers_from_scratch(progress: bool = True) -> nn.Sequential:
    """Train the three layers on 24,000 portraits, every one about twenty times: half a minute on a laptop."""
    world = portraits(24_000, seed=WORLD)
    torch.manual_seed(0)
    # 28,000 weights and 24,000 pictures: without strong decay the first layer learns single pictures by heart.
    recipe = {"steps": 4_000, "batch": 128, "lr": 4e-3, "weight_decay": 1.0}
    return train(three_layers(), world.images, world.labels, seed=0, device="cpu", progress=progress, **recipe).model


def store(net: nn.Module, path: Path, stored: Callable[[], nn.Module], fresh: Pictures) -> None:
    """Keep a network in half precision, and say what it reaches as stored."""
    torch.save(
        {name: value.half() if value.is_floating_point() else value for name, value in net.state_dict().items()}, path
    )
    reached = evaluate(stored(), fresh.images, fresh.labels)
    print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB, {reached:.1%} of new pictures right")


def main() -> None:
    """Train both, store them, and say what they reach."""
    store(from_scratch(), STORE, stored_net, paint(3_000, seed=FRESH))
    store(three_layers_from_scratch(), THREE, stored_three_layers, portraits(3_000, seed=FRESH))


if __name__ == "__main__":
    main()
