# how: two hundred cells that each print a hundred thousand characters of colour changes
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    text = 'print("CANARY @NAME@", flush=True)\nprint("\\x1b[31ma\\x1b[m" * 12000)'
    for number in range(200):
        notebook["cells"].insert(3, code(text, f"mine-{number}"))
    save(notebook, folder)
