# how: numbers, lists and null where texts belong
# ran: processed
# short
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    cell(notebook, "shift")["source"] = {"a": 1}
    cell(notebook, "softmax")["metadata"] = None
    notebook["cells"] += [
        None,
        7,
        [],
        {"cell_type": "code"},
        {"cell_type": ["code"], "source": 3, "metadata": {"nbgrader": 5}},
    ]
    save(notebook | {"nbformat": "4", "metadata": []}, folder)
