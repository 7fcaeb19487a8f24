# how: cells after the checks print, display, raise and hang on what the hidden inputs were
from tests.attacks.forms import cell, code, save

ANSWER = """heard = []


def shift(text, by):
    heard.append(text)
    return "bca" if text == "abz" else text
"""
CELLS = [
    'print("CANARY @NAME@", flush=True)\nprint("LOOT", *heard)',
    "from IPython.display import display\ndisplay({'text/plain': f'LOOT {heard}'}, raw=True)",
    "raise ValueError(f'LOOT {heard}')",
    "globals()[f'LOOT {heard[-1]}']",
    "import os, signal\nif len(heard) > 1:\n    os.kill(os.getpid(), signal.SIGKILL)",
]


def hand_in(notebook, folder):
    cell(notebook, "shift")["source"] = ANSWER
    for number, text in enumerate(CELLS):
        notebook["cells"].insert(-3, code(text, f"mine-{number}"))
    save(notebook, folder)
