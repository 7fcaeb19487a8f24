"""The lesson that is attacked: tiny, with every kind of cell, and with secrets that are new for each run."""

import secrets
from dataclasses import dataclass, field
from functools import partial

LESSON = "00_small"
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def token(prefix: str) -> str:
    return f"{prefix}{secrets.token_hex(8)}"


def word() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(18))


def moved(text: str, by: int) -> str:
    return "".join(LETTERS[(LETTERS.index(letter) + by) % 26] for letter in text)


def secret(prefix: str) -> str:
    return field(default_factory=partial(token, prefix))


@dataclass(frozen=True)
class Secrets:
    """What no student may ever see; each is found by its own string."""

    comment: str = secret("hiddencomment")
    planted: str = secret("planted")
    given: str = field(default_factory=word)
    victim: str = secret("victimanswer")
    remark: str = secret("teacherremark")
    parent: str = secret("parentfile")
    home: str = secret("homefile")
    seed: str = secret("courseseed")

    @property
    def wanted(self) -> str:
        return moved(self.given, 3)

    def all(self) -> dict[str, str]:
        return {**vars(self), "wanted": self.wanted}


def lesson_text(hidden: Secrets) -> str:
    return (
        TEXT.replace("@COMMENT@", hidden.comment)
        .replace("@PLANTED@", hidden.planted)
        .replace("@GIVEN@", hidden.given)
        .replace("@WANTED@", hidden.wanted)
    )


TEXT = '''\
# %% [markdown]
# # A small lesson

# %% setup
import numpy as np
import torch

from helpers.checks import caught, credit, expect, gradient, inputs, seen

TABLE = torch.arange(12.0).reshape(4, 3)

# %% [markdown]
# ### Exercise: centre
#
# Take its mean from each column.

# %% exercise="centre"
def centre(table):
    """Take from each column of a table (N, K) its mean."""
    ### BEGIN SOLUTION
    return table - table.mean(0)
    ### END SOLUTION

# %% check="centre" points=1
"""Is the mean of each column nought, and nothing else changed?"""
expect(centre(TABLE)).shape(4, 3)
### BEGIN HIDDEN TESTS
expect(centre(TABLE)).close_to(TABLE - TABLE.mean(0), hint="one mean a column")
### END HIDDEN TESTS

# %% [markdown]
# ## Rows
#
# ### Exercise: softmax
#
# Turn scores into probabilities.

# %% exercise="softmax"
def softmax(scores):
    """Turn scores (N, K) into probabilities (N, K); each row sums to 1."""
    ### BEGIN SOLUTION
    weights = (scores - scores.amax(1, keepdim=True)).exp()
    return weights / weights.sum(1, keepdim=True)
    ### END SOLUTION

# %% check="softmax" points=2
"""Does each row sum to one, even for large scores?"""
draw = inputs("softmax")
expect(softmax(draw.normal(4, 3, scale=100))).shape(4, 3).rows_sum_to(1, hint="which axis did you sum over?")
### BEGIN HIDDEN TESTS
# @COMMENT@
x = draw.normal(5, 7)
expect(softmax(x)).close_to(x.softmax(1), hint="compare one row by hand")
### END HIDDEN TESTS

# %% demo
softmax(torch.arange(6.0).reshape(2, 3))

# %% [markdown]
# ### Exercise: shift
#
# Move letters in the alphabet.

# %% exercise="shift"
def shift(text, by):
    """Move each small letter `by` places on in the alphabet; after z comes a."""
    ### BEGIN SOLUTION
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "".join(letters[(letters.index(letter) + by) % 26] for letter in text)
    ### END SOLUTION

# %% check="shift" points=2
"""Does it move every letter?"""
expect(shift("abz", 1)).equals("bca", hint="what comes after z?")
### BEGIN HIDDEN TESTS
expect(shift("@GIVEN@", 3)).equals("@WANTED@", hint="go round the alphabet")
### END HIDDEN TESTS

# %% predict="letters" options="by 1|by 25|not at all"

# %% demo
shift("abc", 25)

# %% [markdown]
# ### Exercise: break-mean
#
# Write a test that tells a mean from what is none.

# %% exercise="break-mean"
def is_right(mean) -> bool:
    """Is this function the mean of a list of numbers?"""
    ### BEGIN SOLUTION
    return mean([1.0, 2.0]) == 1.5 and mean([4.0]) == 4.0
    ### END SOLUTION

# %% check="break-mean" points=3
"""Does your test accept what is right and refuse what is wrong?"""
expect(is_right(lambda numbers: sum(numbers) / len(numbers))).is_true(hint="what is the mean of 1 and 2?")
### BEGIN HIDDEN TESTS
draw, good = inputs("break-mean"), [lambda numbers: sum(numbers) / len(numbers) for _ in range(3)]
@PLANTED@ = lambda numbers: sum(numbers)
suspects = [*good, @PLANTED@, lambda numbers: max(numbers), lambda numbers: 1.5]
order = draw.permutation(6).tolist()
refused = {number: caught(is_right, [suspects[number]], hint="try lists of other lengths") for number in order}
fair = sum(refused[number] for number in range(3)) == 0
credit(fair * sum(refused[number] for number in range(3, 6)) / 3)
### END HIDDEN TESTS

# %% [markdown] written="why-rows" points=4
# Because each row is one question.
'''

WRONG = {  # each earns nothing, and none raises
    "centre": "def centre(table):\n    return table * 0",
    "softmax": "def softmax(scores):\n    return scores * 0",
    "shift": "def shift(text, by):\n    return text",
    "break-mean": "def is_right(mean):\n    return True",
}
RIGHT = {
    "centre": "def centre(table):\n    return table - table.mean(0, keepdim=True)",
    "softmax": "def softmax(scores):\n    return scores.softmax(1)",
    "shift": 'def shift(text, by):\n    return "".join(chr((ord(letter) - 97 + by) % 26 + 97) for letter in text)',
    "break-mean": "def is_right(mean):\n    return mean([1.0, 2.0]) == 1.5 and mean([4.0]) == 4.0",
}
FULL = {"check-centre": 1.0, "check-softmax": 2.0, "check-shift": 2.0, "check-break-mean": 3.0}
