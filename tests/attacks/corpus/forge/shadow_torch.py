# how: a file torch.py beside the notebook that loads the real one and spoils it
from tests.attacks.forms import cell, save

FAKE = """
import sys
here = sys.path.pop(0)
del sys.modules["torch"]
import torch
torch.isclose = lambda a, *r, **k: torch.ones_like(a, dtype=torch.bool)
torch.Tensor.softmax = lambda self, dim: self * 0
sys.path.insert(0, here)
"""


def hand_in(notebook, folder):
    (folder / "torch.py").write_text(FAKE)
    cell(notebook, "shift")["source"] += '\nprint("CANARY @NAME@", flush=True)'
    save(notebook, folder)
