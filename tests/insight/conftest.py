"""Tests share their cores with other tests: on nets this small, threads that wait for each other cost tenfold."""

import pytest
import torch


@pytest.fixture(autouse=True)
def one_thread():
    """One thread a test, and as many as before afterwards."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
