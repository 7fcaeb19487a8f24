# how: nbformat 3, with worksheets
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    cells = [
        {
            "cell_type": "code",
            "input": each["source"],
            "outputs": [],
            "language": "python",
            "metadata": each["metadata"],
        }
        for each in notebook["cells"]
    ]
    save(
        {
            "nbformat": 3,
            "nbformat_minor": 0,
            "metadata": {"name": "x"},
            "worksheets": [{"cells": cells, "metadata": {}}],
        },
        folder,
    )
