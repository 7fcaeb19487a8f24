# how: cells of magics, shell lines and other languages
# ran: processed
from tests.attacks.forms import code, save


def hand_in(notebook, folder):
    for text in (
        "%%bash\nexit 1",
        "!kill -9 $PPID",
        "%reset -f",
        "%%javascript\nalert(1)",
        "%autoreload 2\n%pip install x",
        "??",
    ):
        notebook["cells"].append(code(text))
    notebook["cells"].insert(0, code("%reset -f\nquit()", "q"))
    save(notebook, folder)
