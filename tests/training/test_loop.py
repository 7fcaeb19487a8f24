"""Does the loop learn, repeat itself, stop politely, and explain what cannot work?"""

import contextlib
import copy

import pytest
import torch
from torch import nn

from helpers import progress
from helpers.device import autocast
from helpers.training import evaluate, loop, seconds_for, train


def stripes(count: int = 90, seed: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Noisy pictures (count, 3, 8, 8) whose only red, green or blue column of pixels is their class."""
    draw = torch.Generator().manual_seed(seed)
    labels = torch.arange(count) % 3
    images = 0.2 * torch.rand(count, 3, 8, 8, generator=draw)
    images[torch.arange(count), labels, :, 3] += 1
    return images, labels


def small_net(classes: int = 3) -> nn.Module:
    """A net with everything the loop has to handle: norm, dropout, convolution."""
    torch.manual_seed(7)
    layers = [nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.1)]
    return nn.Sequential(*layers, nn.Linear(8, classes))


def quick(model=None, steps=12, **settings):
    """A few steps on the stripes."""
    return train(model or small_net(), *stripes(), steps=steps, batch=16, device="cpu", progress=False, **settings)


def test_training_learns_what_can_be_learned():
    """Does it reach 95 % on pictures it has not seen, with the very model it was given?"""
    model = small_net()
    run = quick(model, steps=80)
    assert run.model is model
    assert not model.training
    assert run.steps == len(run.losses) == 80
    assert not run.interrupted
    assert 0 < run.seconds < 60
    assert evaluate(model, *stripes(seed=1)) >= 0.95
    assert run.losses[-10:].mean() < run.losses[:10].mean() / 2


def test_the_same_seed_gives_the_same_run():
    """Are losses and weights equal to the last bit for one seed, whatever was drawn before, and other for another?"""
    first = quick(seed=3)
    torch.rand(5)
    second, other = quick(seed=3), quick(seed=4)
    assert torch.equal(first.losses, second.losses)
    for one, two in zip(first.model.state_dict().values(), second.model.state_dict().values(), strict=True):
        assert torch.equal(one, two)
    assert not torch.equal(first.losses, other.losses)


def test_training_draws_nothing_from_outside():
    """Is torch's own generator where it was, so that a lesson's later numbers do not depend on how long it trained?"""
    model = small_net()
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    quick(model)
    assert torch.equal(torch.rand(3), expected)


def test_one_step_is_torchs_own():
    """Is a single step what AdamW does, by hand, to the cross-entropy of all pictures with smoothed labels?"""
    images, labels = stripes(10)
    model = nn.Sequential(nn.Flatten(), nn.Linear(192, 3))
    by_hand = copy.deepcopy(model)
    run = train(
        model, images, labels, 1, 10, flips=False, smoothing=0.1, weight_decay=0.5, device="cpu", progress=False
    )
    with autocast("cpu"):  # where the processor computes in bfloat16, so does training
        loss = nn.CrossEntropyLoss(label_smoothing=0.1)(by_hand(images), labels)
    optimiser = torch.optim.AdamW(by_hand.parameters(), 1e-2 / 25, betas=(0.95, 0.999), weight_decay=0.5)
    loss.backward()
    optimiser.step()
    assert run.losses.tolist() == pytest.approx([loss.item()])
    torch.testing.assert_close(model.state_dict(), by_hand.state_dict())


@pytest.mark.parametrize(("count", "steps", "batch"), [(10, 6, 4), (3, 5, 16), (1, 2, 1), (64, 1, 64)])
def test_each_round_sees_every_picture_once(count, steps, batch):
    """Does each run of `count` draws hold every picture once, in a new order, also where a batch is larger?"""
    rows, mirrored = loop.plan(count, steps, batch, flips=True, seed=0)
    assert rows.shape == mirrored.shape == (steps, batch)
    rounds = rows.flatten()[: steps * batch // count * count].view(-1, count)
    assert (rounds.sort(1).values == torch.arange(count)).all()
    if count == 10:
        assert not torch.equal(rounds[0], rounds[1])


@pytest.mark.parametrize(("flips", "low", "high"), [(True, 0.4, 0.6), (False, 0, 0)])
def test_half_of_the_pictures_are_mirrored_left_to_right(flips, low, high):
    """Does the model see pictures turned about the vertical axis, half of the time, and only where asked?"""
    seen = []

    class Spy(nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = nn.Parameter(torch.zeros(3))

        def forward(self, images):
            if self.training:
                seen.append(images)
            return images.mean((2, 3)) * self.weight

    images = torch.arange(16.0).view(1, 1, 4, 4).expand(20, 3, 4, 4) / 16
    train(Spy(), images, torch.zeros(20, dtype=torch.long), 20, 20, flips=flips, device="cpu", progress=False)
    turned = torch.stack([(batch == images.flip(-1)).all((1, 2, 3)) for batch in seen])
    straight = torch.stack([(batch == images).all((1, 2, 3)) for batch in seen])
    assert (turned ^ straight).all()
    assert low <= turned.float().mean() <= high


def test_an_interrupt_keeps_the_model_and_says_how_far_it_got(capsys):
    """After Ctrl-C at step 5, are there five losses, a usable model as of then, and one line that says so?"""

    def stop(step, loss):
        if step == 5:
            raise KeyboardInterrupt

    run = quick(on_step=stop)
    assert run.interrupted
    assert run.steps == 5
    assert not run.model.training
    assert torch.equal(run.losses, quick().losses[:5])
    assert capsys.readouterr() == ("Stopped after 5 of 12 steps; the model keeps what it has learned so far.\n", "")


def test_each_step_can_be_watched():
    """Is on_step called once a step, counting from 1, with the loss that the run records?"""
    seen = []
    run = quick(on_step=lambda step, loss: seen.append((step, loss)))
    assert seen == list(enumerate(run.losses.tolist(), start=1))


def test_nothing_is_ever_written_to_stderr(capsys, monkeypatch):
    """Is the bar on stdout (nbgrader takes stderr for a failure), gone at the end, and absent from short runs?"""
    train(small_net(), *stripes(), steps=3, batch=8, device="cpu")
    assert capsys.readouterr() == ("", "")
    bar = progress.tqdm
    monkeypatch.setattr(progress, "tqdm", lambda **options: bar(**options | {"delay": 1e-9, "mininterval": 0}))
    train(small_net(), *stripes(), steps=60, batch=8, device="cpu")
    out, err = capsys.readouterr()
    assert err == ""
    assert "training" in out
    assert "loss" in out
    assert out.endswith(" \r")


@pytest.mark.parametrize("steps", range(1, 12))
def test_any_number_of_steps_can_be_taken(steps):
    """Do the shortest runs work too? (One cycle of five steps divides by zero in torch.)"""
    assert quick(steps=steps).steps == steps


def test_a_loss_that_explodes_names_the_learning_rate():
    """Does a hopeless learning rate stop with an error that names it and a better one?"""
    with pytest.raises(FloatingPointError, match=r"lr=1e\+30 is too high \(try lr=1e\+29\)"):
        quick(lr=1e30)


IMAGES, LABELS = stripes(6)
WRONG = {
    "images without a batch": ((IMAGES[0], LABELS), {}, r"images are \(3, 8, 8\).*images\[None\]"),
    "images as bytes": (((255 * IMAGES).byte(), LABELS), {}, r"torch.uint8.*images / 255"),
    "a label too few": ((IMAGES, LABELS[1:]), {}, "6 images and 5 labels"),
    "nothing": ((IMAGES[:0], LABELS[:0]), {}, "0 images and 0 labels.*at least one"),
    "labels as floats": ((IMAGES, LABELS.float()), {}, r"torch.float32.*labels.long\(\)"),
    "one-hot labels": ((IMAGES, nn.functional.one_hot(LABELS)), {}, r"labels are \(6, 3\).*labels.argmax\(1\)"),
    "labels from 1": ((IMAGES, LABELS + 1), {}, "from 1 to 3, but the model has 3 outputs.*from 0.*classes=4"),
    "a negative label": ((IMAGES, LABELS - 1), {}, "from -1 to 1"),
    "grey images": ((IMAGES[:, :1], LABELS), {}, r"cannot take images of shape \(6, 1, 8, 8\).*channels"),
    "no steps": ((IMAGES, LABELS), {"steps": 0}, "steps=0.*at least 1 step"),
    "empty batches": ((IMAGES, LABELS), {"batch": 0}, "batch=0.*1 picture a step"),
    "a learning rate of nothing": ((IMAGES, LABELS), {"lr": 0.0}, r"lr=0.0.*lr > 0"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_work_says_what_to_do(name):
    """Is the mistake named, with a way out, before anything is trained?"""
    data, settings, words = WRONG[name]
    model = small_net()
    before = copy.deepcopy(model.state_dict())
    with pytest.raises(ValueError, match=f"(?s){words}"):
        train(model, *data, **{"steps": 2, "batch": 4, "device": "cpu", "progress": False} | settings)
    torch.testing.assert_close(model.state_dict(), before)


def test_a_model_without_logits_is_named():
    """Is a model that forgets to flatten told that it should give one row of logits an image?"""
    with pytest.raises(ValueError, match="one row of logits"):
        train(nn.Conv2d(3, 3, 3), IMAGES, LABELS, 1, device="cpu", progress=False)


def test_labels_of_any_whole_type_will_do():
    """Are int32 and uint8 labels, and pictures in float64's place, taken as they come?"""
    losses = [
        train(small_net(), IMAGES, LABELS.to(kind), 3, 4, device="cpu", progress=False).losses
        for kind in (torch.long, torch.int32, torch.uint8)
    ]
    assert torch.equal(losses[0], losses[1])
    assert torch.equal(losses[0], losses[2])


def test_the_seconds_to_expect_come_from_real_steps(monkeypatch):
    """Is the forecast the usual pace times the steps, whatever one slow step took, and is the model as it was?"""
    model = small_net()
    before = copy.deepcopy(model.state_dict())
    paces = iter([0.1, 0.1, 5.0] + 10 * [0.1])

    class Watch(contextlib.nullcontext):
        def __init__(self, device):
            super().__init__(self)
            self.seconds = next(paces)

    monkeypatch.setattr(loop, "stopwatch", Watch)
    assert seconds_for(model, *stripes(), steps=300, batch=8, device="cpu", budget=6) == pytest.approx(30)
    torch.testing.assert_close(model.state_dict(), before)
    assert model.training
