# how: a thousand cells that change between the two streams two hundred times each
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    text = "import sys\nfor _ in range(100):\n    print(1, flush=True)\n    print(2, file=sys.stderr, flush=True)"
    for number in range(1000):
        notebook["cells"].insert(3, code(text, f"mine-{number}"))
    save(notebook, folder)
