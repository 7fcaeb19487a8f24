# how: code that a page's highlighter is slow on: open strings, brackets, numbers, decorators, quotes without end
# ran: processed
from tests.attacks.forms import code, save

PARTS = ["'" * 9999, '"""\n' * 2499, "f'{" * 3333, "1_" * 4999, "@a" * 4999, "\\\n" * 4999, "%" * 9999, "a?" * 4999]
PARTS += ["!" * 9999, "match " * 1666, "\ufeff" * 9999, "rb'" * 3333, "0x" * 4999, "#\n" * 4999, ("a" + " " * 79) * 124]
PARTS += ["lambda" * 1666, "\u0301" * 9999, "from . " * 1428, "class " * 1666, "1e" * 4999, "{" * 9999, "[" * 9999]


def hand_in(notebook, folder):
    for number, part in enumerate(PARTS):
        notebook["cells"].append(code(part, f"mine-{number}"))
    save(notebook, folder)
