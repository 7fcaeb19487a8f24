# how: a notebook of sixty megabytes
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    notebook["cells"].append(code("# " + "x" * 60_000_000))
    save(notebook, folder)
