"""A tiny lesson, marked once in the process that all others are forked from: their code is warm then.

Python fits its steps to what they meet, IPython, torch and NumPy look much up when they are first called, and all that
writes to memory that a fork would have to copy. Measured on lesson 01: a seventh less CPU for a submission.
"""

import contextlib
import json
import linecache
import os
import random
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
import torch
from torch import nn

from ..crossing.channel import Channel
from ..rebuild import Cell, read_notebook, rebuild
from . import checker
from .answers import Answers
from .marking import Limits, Marking
from .shell import Shell

SETUP = """
import decimal, fractions, statistics
import math
import numpy as np
import torch
from torch.nn import functional as F
from helpers.device import seed_everything
seed_everything(0)
"""
ANSWER = '''
def rehearsed(x, w, change=None):
    """Softmax of a linear layer, its input changed before."""
    y = x if change is None else change(x)
    print(y[0], "of", len(y))
    return F.softmax(torch.stack([row @ w for row in y]) / math.sqrt(len(w)), dim=1)
'''
CHECK = """
from helpers.checks import expect, inputs
draw = inputs("rehearsal")
x, w = draw.normal(5, 4), draw.normal(4, 3)
expect(rehearsed(x, w)).shape(5, 3).rows_sum_to(1)
expect(rehearsed(x, w)).close_to(F.softmax(x @ w / 2, dim=1))
expect(rehearsed(x, w, lambda x: 2 * x)).finite().between(0, 1)
with torch.no_grad():
    expect(rehearsed(x.double(), w.double())).dtype(torch.float64)
expect(F.conv2d(torch.ones(2, 3, 9, 9), torch.ones(4, 3, 3, 3))).shape(2, 4, 7, 7)
expect(F.conv2d(torch.ones(2, 4, 9, 9), torch.ones(4, 2, 3, 3), groups=2)).shape(2, 4, 7, 7)
expect(torch.nn.LSTM(4, 3)(torch.ones(5, 1, 4))[0]).shape(5, 1, 3)
expect(np.ones((2, 2)) @ np.ones(2)).equals(np.full(2, 2.0))
assert len(rehearsed(x, w)) == 5
"""
STUB = "def rehearsed(x, w, change=None):\n    ..."
CELLS = [
    Cell("setup", "setup", "setup", SETUP, SETUP, SETUP),
    Cell("rehearsed", "exercise", "rehearsed", ANSWER, ANSWER, STUB, binds=["rehearsed"]),
    Cell("check-rehearsed", "check", "check-rehearsed", CHECK, CHECK, CHECK, CHECK, 1.0),
]
SECONDS = 60.0  # it takes a fraction of one


def rehearse(shell: Shell) -> None:
    """Be first the checking process and then the student's, with a fork for the other; and leave no trace."""
    linecache.getlines(checker.__file__)  # torch, when it is seeded, reads the text of all who called it
    with unchanged(shell):
        _with_a_fork(_check, lambda end: Answers(end, shell).serve_forever())
        _with_a_fork(lambda end: Answers(end, shell).serve_forever(), _check)


def rehearse_layers(shell: Shell) -> None:
    """Make and run layers, and count their products: for lessons that have imported torch's counter, or its compiler.

    The counter imports the compiler when it is first used, which takes a second: nobody else shall wait for that.
    """
    from torch.utils.flop_counter import FlopCounterMode

    with unchanged(shell), torch.no_grad():  # no gradients: on a GPU machine they would wake the GPU
        net = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Dropout(), nn.Flatten(), nn.Linear(144, 5))
        nn.functional.cross_entropy(net(torch.zeros(2, 3, 8, 8)), torch.tensor([1, 2])).item()
        for groups in (1, 3):
            layer = nn.Conv2d(3, 6, 3, stride=2, padding=1, groups=groups, device="meta")
            with FlopCounterMode(display=False) as counter:
                layer(torch.zeros(1, 3, 8, 8, device="meta"))
            counter.get_total_flops()
        torch.manual_seed(0)  # which goes through the compiler, now that it is there


def _check(end: Channel) -> None:
    cells = [{"id": c.id, "cell_type": "code", "source": c.source, "metadata": {}, "outputs": []} for c in CELLS]
    handed = read_notebook(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}).encode())
    rebuilt, _ = rebuild(CELLS, handed)
    marking = Marking(rebuilt, lambda: end, Limits(), time.monotonic() + SECONDS)
    json.dumps(marking.run({}).outputs)
    marking.close()


def _with_a_fork(here: Callable[[Channel], None], there: Callable[[Channel], None]) -> None:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        with contextlib.suppress(BaseException):
            ours.close()
            there(Channel(theirs))
        os._exit(0)
    theirs.close()
    with ours:
        here(Channel(ours))
    os.waitpid(pid, 0)


@contextlib.contextmanager
def unchanged(shell: Shell) -> Iterator[None]:
    """Put back, at the end, what the rehearsal changes in this process."""
    names, streams, environment = dict(shell.names), (sys.stdout, sys.stderr), dict(os.environ)
    states = random.getstate(), np.random.get_state(), torch.get_rng_state()
    try:
        yield
    finally:
        sys.stdout, sys.stderr = streams
        shell.names.clear()
        shell.names.update(names)
        os.environ.clear()
        os.environ.update(environment)
        for name in (signal.SIGALRM, signal.SIGPROF):
            signal.signal(name, signal.SIG_DFL)
        linecache.cache.pop(f"<{CELLS[-1].name}>", None)
        random.setstate(states[0])
        np.random.set_state(states[1])
        torch.set_rng_state(states[2])
