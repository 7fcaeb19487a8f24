# how: a timestamp in the year 99999, and one before all deadlines
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder)
    (folder / "timestamp.txt").write_text("99999-12-31 23:59:59 UTC")
