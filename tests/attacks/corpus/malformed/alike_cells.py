# how: two thousand cells of one letter, each as long as may be
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    for number in range(1900):
        notebook["cells"].insert(number % 9, code("#" + "e" * 4000 + str(number), f"mine-{number}"))
    save(notebook, folder)
