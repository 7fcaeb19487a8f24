"""The three generators of random numbers that checks and answers draw from: Python's, NumPy's and torch's.

An answer draws what it would draw in the check's own process. Their states are sent where the check has seeded or drawn
since the call before: else the answer's generators go on from where they are, as in a notebook.
"""

import ctypes
import random
import struct

import numpy as np
import torch

TWISTER = struct.Struct("625I")  # a Mersenne Twister: 624 numbers, and which of them is next


def states() -> list:
    """The three states, each equal to itself as long as nobody draws or seeds."""
    return [random.getstate()[1], _numpys(), torch.get_rng_state().numpy().tobytes()]


def packed(state: tuple | bytes) -> bytes:
    """A state as bytes."""
    return state if type(state) is bytes else TWISTER.pack(*state)


def set_states(found: list) -> None:
    """Let the generators draw from these states of `packed`; None leaves one as it is."""
    python, numpys, torchs = found
    if python is not None:
        random.setstate((3, TWISTER.unpack(python), None))
    if numpys is not None:
        *keys, position = TWISTER.unpack(numpys)
        np.random.set_state(("MT19937", keys, position, 0, 0.0))
    if torchs is not None:
        torch.set_rng_state(torch.frombuffer(torchs, dtype=torch.uint8))


def move_on() -> None:
    """Draw once from each generator: who seeds anew, and only who does, gets the same numbers again."""
    random.random()
    np.random.random()
    torch.rand(1)


def _numpys() -> bytes:
    """From NumPy's own memory: its get_state takes twenty times as long as the other two together."""
    generator = np.random.get_bit_generator()
    if type(generator) is not np.random.MT19937:  # somebody has put another in its place: then each has its own
        return b""
    return ctypes.string_at(generator.ctypes.state_address, TWISTER.size)
