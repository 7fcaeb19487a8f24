# how: a file numpy.py beside the notebook
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    (folder / "numpy.py").write_text(
        "import builtins\nbuiltins.all = lambda x: True\nndarray = generic = type('n', (), {})\n"
    )
    cell(notebook, "shift")["source"] += '\nprint("CANARY @NAME@", flush=True)'
    save(notebook, folder)
