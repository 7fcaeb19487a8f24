# how: nbgrader_config.py, jupyter_config.py and pyproject.toml beside the notebook and above it
# ran: processed
from tests.attacks.forms import save

TEXT = "c = get_config()\nc.Execute.enabled = False\nc.Execute.allow_errors = False\nc.SaveAutoGrades.enabled = False\n"


def hand_in(notebook, folder):
    for place in (folder, folder.parent):
        for name in ("nbgrader_config.py", "jupyter_config.py", "jupyter_nbconvert_config.py"):
            (place / name).write_text(TEXT)
    save(notebook, folder)
