# how: links in circles and a folder that contains itself
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder)
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    (folder / "again").symlink_to(".")
