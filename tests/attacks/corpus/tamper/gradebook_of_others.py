# how: sets everybody's marks to zero in gradebook.db
# short
import sqlite3

print("CANARY @NAME@", flush=True)
book = sqlite3.connect("../../../gradebook.db", timeout=20)
book.execute("update grade set auto_score = 0, manual_score = 0")
book.execute("update comment set manual_comment = 'tampered'")
book.commit()
