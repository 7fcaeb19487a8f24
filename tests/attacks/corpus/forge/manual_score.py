# how: gives itself a manual mark in the gradebook, which autograding keeps
# short
import sqlite3

print("CANARY @NAME@", flush=True)
book = sqlite3.connect("../../../gradebook.db", timeout=20)
book.execute(
    "update grade set manual_score = 3.0, extra_credit = 2.0 where notebook_id in (select submitted_notebook.id from"
    " submitted_notebook join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
    " where student_id = '@STUDENT@')"
)
book.commit()
book.close()
