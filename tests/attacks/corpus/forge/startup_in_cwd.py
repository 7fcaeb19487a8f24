# how: profile_default/startup and conftest.py beside the notebook
from tests.attacks.forms import cell, save


def hand_in(notebook, folder):
    for name in (".ipython/profile_default/startup", "profile_default/startup"):
        (folder / name).mkdir(parents=True)
        (folder / name / "00.py").write_text("expect = credit = lambda *a, **k: 3.0\n")
    (folder / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.enabled = False\n")
    cell(notebook, "shift")["source"] += '\nprint("CANARY @NAME@", flush=True)'
    save(notebook, folder)
