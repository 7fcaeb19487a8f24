"""What a function of the check's process answers to an answer that computes on another device."""

import torch

from helpers.grading.processes.answers import beside


def test_a_function_answers_on_the_device_of_what_it_is_given():
    """Do its tensors come where the arguments are, and nowhere else? The meta device stands for any but the CPU."""
    there, here = torch.ones(2, device="meta"), torch.ones(2)
    found = beside(([there], {"bias": here}), (here, {"slopes": [here, 3]}, "words"))
    assert found[0].device.type == found[1]["slopes"][0].device.type == "meta"
    assert found[1]["slopes"][1] == 3
    assert found[2] == "words"
    assert beside(((here,), {}), here) is here
