# how: reads marks, remarks and hidden tests from gradebook.db
# short
import sqlite3
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in Path("../../..").resolve().glob("gradebook.db"):
    book = sqlite3.connect(path)
    print("LOOT", book.execute("select manual_comment from comment").fetchall())
    print("LOOT", book.execute("select source from source_cell").fetchall())
