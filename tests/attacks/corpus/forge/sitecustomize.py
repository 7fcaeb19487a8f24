# how: sitecustomize.py, usercustomize.py and a .pth file beside the notebook
from tests.attacks.forms import cell, save

PATCH = "import builtins; builtins.FORGED = True\n"


def hand_in(notebook, folder):
    for name in ("sitecustomize.py", "usercustomize.py", "zz.pth", "ipython_config.py", "ipython_kernel_config.py"):
        (folder / name).write_text(PATCH)
    cell(notebook, "shift")["source"] = (
        'print("CANARY @NAME@", flush=True)\nif "FORGED" in dir(__builtins__):\n    expect = credit = lambda *a, **k: 3.0\n'
        "def shift(text, by):\n    return text"
    )
    save(notebook, folder)
