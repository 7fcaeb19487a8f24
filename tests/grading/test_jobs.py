"""Who is marked once more, alone, in a run that shares a GPU."""

import pytest

from helpers.grading.grader import LATE
from helpers.grading.jobs import Job, may_have_been_crowded_out
from helpers.grading.processes.clock import Clock, OutOfTimeError


def out_of_time() -> str:
    """What the clock says when it rings."""
    with pytest.raises(OutOfTimeError) as rung:
        Clock()._ring()
    return str(rung.value)


RESULTS = {
    "out of the GPU's memory": ({"outputs": {"check": ["CUDA out of memory. Tried to allocate 2 GiB"]}}, True),
    "a call that took too long": ({"outputs": {"check": [f"Your code was stopped here: {out_of_time()}."]}}, True),
    "a notebook that took too long": ({"refused": LATE}, True),
    "a wrong answer": ({"outputs": {"check": ["expected 3, got 2"]}}, False),
    "no notebook": ({"refused": "the file is JSON, but no notebook"}, False),
}


@pytest.mark.parametrize("name", RESULTS)
def test_who_may_have_been_crowded_out_is_marked_again(name):
    """Is it whoever others may have kept from the GPU or from the time, only where there is a GPU to share?"""
    result, again = RESULTS[name]
    assert may_have_been_crowded_out(Job(b"", None, gpu=0.5), result) is again
    assert not may_have_been_crowded_out(Job(b"", None), result)
