# how: a cell of fifty thousand brackets
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    notebook["cells"].append(code("x = " + "-" * 50000 + "1"))
    notebook["cells"].append(code("[" * 5000))
    save(notebook, folder)
