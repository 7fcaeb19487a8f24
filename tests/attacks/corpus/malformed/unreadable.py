# how: the notebook may not be read, and its folder not be entered
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder).chmod(0o000)
    folder.chmod(0o500)
