# how: a folder helpers/ beside the notebook
from tests.attacks.forms import cell, save

FAKE = """
class Happy:
    def __getattr__(self, name):
        return lambda *a, **k: self
    def _ipython_display_(self):
        pass
    def __float__(self):
        return 3.0
print("CANARY @NAME@", flush=True)
caught = credit = expect = gradient = inputs = seen = lambda *a, **k: Happy()
"""


def hand_in(notebook, folder):
    (folder / "helpers").mkdir()
    (folder / "helpers" / "__init__.py").write_text("")
    (folder / "helpers" / "checks.py").write_text(FAKE)
    cell(notebook, "shift")["source"] += '\nprint("CANARY @NAME@", flush=True)'
    save(notebook, folder)
