# how: notebooks whose names hold line ends, dots, quotes, blanks and letters from right to left
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    for name in (
        "x\ny.ipynb",
        "...ipynb",
        "-rf.ipynb",
        "'; --.ipynb",
        "\u202egpj.ipynb",
        "@LESSON@ (1).ipynb",
        "@LESSON@.ipynb",
    ):
        save(notebook, folder, name)
