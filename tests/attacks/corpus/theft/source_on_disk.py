# how: walk up from where the notebook runs and read source/
# short
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in Path("../../..").glob("source/*/*.ipynb"):
    print("LOOT", path.read_text()[:60000])
