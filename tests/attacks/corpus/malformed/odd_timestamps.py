# how: a timestamp at the edge of the calendar, in a zone a day off
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    (folder / "timestamp.txt").write_text("0001-01-01 00:00:00 +23:59")
    save(notebook, folder)
