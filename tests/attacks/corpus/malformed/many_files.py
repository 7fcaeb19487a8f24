# how: ten thousand files beside the notebook
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder)
    for number in range(5000):
        (folder / f"{number}.txt").write_text("x")
