# how: writes a late timestamp.txt into others' folders and changes their times
import os
from pathlib import Path

print("CANARY @NAME@", flush=True)
for folder in Path("../../..").glob("submitted/*/*"):
    if "@STUDENT@" not in str(folder):
        (folder / "timestamp.txt").write_text("2099-01-01 00:00:00 UTC LEFT @MARK@")
        for path in folder.glob("*.ipynb"):
            os.utime(path, (4e9, 4e9))
