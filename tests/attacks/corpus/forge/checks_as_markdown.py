# how: checks retyped as text and as raw cells
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    for number, cell in enumerate(notebook["cells"]):
        if cell["metadata"].get("nbgrader", {}).get("grade") and cell["cell_type"] == "code":
            cell["cell_type"] = "raw" if number % 2 else "markdown"
            cell.pop("outputs", None), cell.pop("execution_count", None)
    save(notebook, folder)
