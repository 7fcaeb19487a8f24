# how: a hundred thousand saved outputs and widget state
# ran: processed
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    output = {"output_type": "stream", "name": "stdout", "text": "3.0\n"}
    cell(notebook, "check-shift")["outputs"] = [output] * 100000
    notebook["metadata"]["widgets"] = {
        "application/vnd.jupyter.widget-state+json": {"state": {str(n): {} for n in range(10000)}}
    }
    save(notebook, folder)
