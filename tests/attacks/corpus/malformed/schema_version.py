# how: nbgrader metadata of schemas 0 and 99, points that are no number
# ran: processed
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    cell(notebook, "check-softmax")["metadata"]["nbgrader"] |= {"schema_version": 99, "points": "NaN"}
    cell(notebook, "check-shift")["metadata"]["nbgrader"] |= {"schema_version": 0, "points": -5}
    save(notebook, folder)
