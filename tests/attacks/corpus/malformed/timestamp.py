# how: a timestamp that is nonsense
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder)
    (folder / "timestamp.txt").write_bytes(b"yesterday \xff\x00" * 1000)
