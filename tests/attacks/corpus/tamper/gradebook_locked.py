# how: holds a lock on the gradebook while it is graded
import sqlite3

print("CANARY @NAME@", flush=True)

book = sqlite3.connect("../../../gradebook.db", timeout=1, isolation_level=None)
book.execute("begin exclusive")
