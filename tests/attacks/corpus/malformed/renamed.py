# how: only a renamed notebook, in capital letters
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder, "@LESSON@-Final (2).IPYNB")
