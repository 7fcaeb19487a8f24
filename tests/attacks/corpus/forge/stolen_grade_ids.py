# how: the exercise's cell carries the grade_id of a check
# ran: processed
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    mine, theirs = cell(notebook, "softmax"), cell(notebook, "check-softmax")
    mine["metadata"]["nbgrader"], theirs["metadata"]["nbgrader"] = (
        theirs["metadata"]["nbgrader"],
        mine["metadata"]["nbgrader"],
    )
    mine["source"] = "2.0"
    save(notebook, folder)
