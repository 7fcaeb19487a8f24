"""Does the work run where it should, repeatably, and is it timed honestly?"""

import random
import time

import numpy as np
import pytest
import torch

from helpers import device


@pytest.mark.parametrize(
    ("cuda", "mps", "best"), [(True, True, "cuda"), (False, True, "mps"), (True, False, "cuda"), (False, False, "cpu")]
)
def test_the_fastest_device_is_chosen(monkeypatch, cuda, mps, best):
    """Is the order cuda, mps, cpu?"""
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)
    assert device.best_device() == torch.device(best)


@pytest.mark.parametrize("wish", ["cpu", " CPU ", "cuda:1", "cuda"])
def test_the_environment_overrides_the_choice(monkeypatch, wish):
    """Does COURSE_DEVICE win, however it is written?"""
    monkeypatch.setenv("COURSE_DEVICE", wish)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert device.best_device() == torch.device(wish.strip().lower())


@pytest.mark.parametrize("wish", ["gpu", "tpu:0", "cuda:x", "cpu:", "cuda:2", "mps"])
def test_a_device_that_is_not_there_is_refused_by_name(monkeypatch, wish):
    """Does a wrong COURSE_DEVICE give an error that names it and says what to do?"""
    monkeypatch.setenv("COURSE_DEVICE", wish)
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    with pytest.raises(ValueError, match=rf"'{wish}'.* set it to cpu"):
        device.best_device()


def test_a_reader_learns_what_the_device_is(monkeypatch):
    """Is the CPU described with the cores that torch uses, and a GPU with its name and memory?"""
    assert device.describe("cpu").startswith(f"CPU ({torch.get_num_threads()} core")
    card = type("Card", (), {"name": "Tesla T4", "total_memory": 15 * 2**30})
    monkeypatch.setattr(torch.cuda, "get_device_properties", lambda _: card)
    assert device.describe("cuda") == "Tesla T4 (GPU, 15 GiB)"


def test_a_seed_fixes_every_generator():
    """Do random, numpy and torch repeat themselves after the same seed, and differ after another?"""

    def draw(seed):
        device.seed_everything(seed)
        return random.random(), np.random.rand(), torch.rand(1).item()

    assert draw(3) == draw(3)
    assert all(a != b for a, b in zip(draw(3), draw(4), strict=True))


def test_the_stopwatch_waits_for_the_device(monkeypatch):
    """Is work that the device still has to finish counted in?"""
    monkeypatch.setattr(torch.cuda, "synchronize", lambda _: time.sleep(0.05))
    with device.stopwatch("cuda") as watch:
        pass  # asked at once, done 0.05 s later
    assert watch.seconds >= 0.05


def test_the_stopwatch_also_reads_after_an_error():
    """Are the seconds there when the block was interrupted?"""
    watch = device.stopwatch("cpu")
    with pytest.raises(KeyboardInterrupt), watch:
        raise KeyboardInterrupt
    assert watch.seconds >= 0


@pytest.mark.parametrize(("flags", "expected"), [({"avx2", "fma"}, torch.float32), ({"avx512_bf16"}, torch.bfloat16)])
def test_a_cpu_computes_in_bfloat16_only_where_it_can(monkeypatch, flags, expected):
    """Does a matrix product under autocast come out in bfloat16 exactly where the hardware has it?"""
    monkeypatch.setattr(device, "cpu_flags", lambda: frozenset(flags))
    with device.autocast("cpu"):
        assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == expected


@pytest.mark.parametrize(("capability", "has_it"), [((7, 5), False), ((8, 0), True), ((9, 0), True)])
def test_a_gpu_that_only_emulates_bfloat16_is_left_in_float32(monkeypatch, capability, has_it):
    """Is a T4 (7.5) told from an A100 (8.0)?"""
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda _: capability)
    assert device.has_bfloat16("cuda") is has_it


def test_one_thread_is_for_the_block_alone():
    """Does the block run on one thread, and is the number as before afterwards, also after an error?"""
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    with pytest.raises(ZeroDivisionError), device.one_thread():
        1 / (torch.get_num_threads() - 1)
    within_and_after = torch.get_num_threads()
    torch.set_num_threads(before)
    assert within_and_after == 2
