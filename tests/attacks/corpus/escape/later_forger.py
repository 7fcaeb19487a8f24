# how: a process waits for the marks to be written and raises them then
import subprocess
import sys

TEXT = """
import sqlite3, sys, time
for _ in range(100):
    time.sleep(0.3)
    try:
        book = sqlite3.connect(sys.argv[1], timeout=5)
        book.execute("update grade set auto_score = 2 where auto_score = 0")
        book.commit()
    except sqlite3.Error:
        pass
"""
print("CANARY @NAME@", flush=True)
path = __import__("os").path.abspath("../../../gradebook.db")
subprocess.Popen([sys.executable, "-c", TEXT, path, "@MARK@"], start_new_session=True)
