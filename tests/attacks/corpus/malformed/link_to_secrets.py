# how: links to the teacher's files beside a proper notebook, which prints them
from tests.attacks.forms import code, save

TEXT = """
print("CANARY @NAME@", flush=True)
from pathlib import Path
for name in ("a.txt", "b.txt", "c.db", "d/00_small/00_small.ipynb"):
    try:
        print("LOOT", Path(name).read_text(errors="replace")[:300000])
    except OSError as error:
        print(error)
"""


def hand_in(notebook, folder):
    (folder / "a.txt").symlink_to("../../../../secret.txt")
    (folder / "b.txt").symlink_to("../../../../home/secret.txt")
    (folder / "c.db").symlink_to("../../../gradebook.db")
    (folder / "d").symlink_to("../../../source")
    notebook["cells"].append(code(TEXT))
    save(notebook, folder)
