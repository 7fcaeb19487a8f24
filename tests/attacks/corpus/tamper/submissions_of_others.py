# how: overwrites what others handed in
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in Path("../../..").glob("submitted/*/*/*.ipynb"):
    if "@STUDENT@" not in str(path):
        path.write_text("LEFT @MARK@")
