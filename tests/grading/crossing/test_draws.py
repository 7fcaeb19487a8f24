"""Tests of the random states that cross: are they the generators' own, and does a process that gets them draw alike?"""

import random

import numpy as np
import pytest
import torch

from helpers.grading.crossing.draws import TWISTER, move_on, packed, set_states, states


@pytest.fixture(autouse=True)
def _seeded():
    before = random.getstate(), np.random.get_state(), torch.get_rng_state()
    random.seed(1), np.random.seed(2), torch.manual_seed(3)
    yield
    random.setstate(before[0]), np.random.set_state(before[1]), torch.set_rng_state(before[2])


def draw() -> tuple:
    """One number of each."""
    return random.random(), np.random.rand(), torch.rand(1).item()


@pytest.mark.parametrize("drawn", [0, 1, 311, 312, 1000])
def test_numpys_state_is_what_numpy_says(drawn):
    """Is what lies in NumPy's memory what its get_state tells, wherever the generator stands?"""
    np.random.rand(drawn)
    *keys, position = TWISTER.unpack(states()[1])
    _, theirs, place, *_ = np.random.get_state()
    assert (keys, position) == (theirs.tolist(), place)


def test_states_bring_back_what_was_drawn():
    """With its state set again, does each generator draw the same; and does one without a state go on?"""
    np.random.normal()  # it keeps a second number, which must not be drawn later
    kept = [packed(state) for state in states()]
    first, normal = draw(), np.random.normal()
    set_states([bytearray(state) for state in kept])
    assert draw() == first
    assert np.random.normal() != normal
    set_states([bytearray(kept[0]), None, None])
    again = draw()
    assert again[0] == first[0]
    assert not {*again[1:]} & {*first[1:]}


def test_states_tell_whether_anybody_drew():
    """Is a state equal to itself until somebody draws, or seeds with what was the seed?"""
    before = states()
    assert states() == before
    move_on()
    assert not any(now == then for now, then in zip(states(), before, strict=True))
    random.seed(1), np.random.seed(2), torch.manual_seed(3)
    assert states() == before


def test_another_generator_of_numpys_has_no_state_to_send():
    """Where somebody put another kind in NumPy's place: is nothing read from memory that is not its own?"""
    usual = np.random.get_bit_generator()
    try:
        np.random.set_bit_generator(np.random.PCG64(1))
        assert states()[1] == b""
    finally:
        np.random.set_bit_generator(usual)
