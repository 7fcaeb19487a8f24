# how: checks deleted, and passed outputs left in their place
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    kept = [cell for cell in notebook["cells"] if not cell["metadata"].get("nbgrader", {}).get("grade")]
    passed = code("3.0")
    passed["outputs"] = [
        {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "3.0"}, "metadata": {}}
    ]
    save(notebook | {"cells": [*kept, passed]}, folder)
