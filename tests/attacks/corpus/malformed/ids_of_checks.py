# how: the student's cells carry the ids and names of checks, of each other, and of cells that the grader adds
# ran: processed
from tests.attacks.forms import cell, code, save


def hand_in(notebook, folder):
    ids = [each.get("id") for each in notebook["cells"]]
    for number, identity in enumerate([*ids, "added-3", "added-0", "notes", None, 5]):
        extra = code('print("CANARY @NAME@")', identity)
        extra["metadata"] = {"nbgrader": {"grade_id": ["check-shift", "shift", "added"][number % 3], "grade": True}}
        notebook["cells"].insert(number, extra)
    cell(notebook, "why-rows")["id"] = ids[3]
    save(notebook, folder)
