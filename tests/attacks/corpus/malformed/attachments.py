# how: attachments and Markdown that name local files
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    cell = {
        "cell_type": "markdown",
        "id": "m",
        "metadata": {},
        "source": "![x](attachment:../../secret.txt) ![y](file:///etc/passwd)",
    }
    cell["attachments"] = {"../../secret.txt": {"image/png": "/etc/passwd"}}
    notebook["cells"].append(cell)
    save(notebook, folder)
