# how: writes other tests into source/
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in Path("../../..").glob("source/*/*.ipynb"):
    path.write_text(path.read_text().replace("expect(", "print('LEFT @MARK@') or (lambda x: 1)("))
