# how: grade_ids that are paths, SQL and other types
# ran: processed
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    cell(notebook, "softmax")["metadata"]["nbgrader"]["grade_id"] = "'; drop table grade; --"
    cell(notebook, "shift")["metadata"]["nbgrader"]["grade_id"] = "../../../../etc/passwd"
    cell(notebook, "break-mean")["metadata"]["nbgrader"]["grade_id"] = ["break-mean"]
    save(notebook, folder)
