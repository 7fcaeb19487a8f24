# how: the marks of solutions and hidden tests in a student's own cells, open, closed, nested and in an answer in words
# ran: processed
from tests.attacks.forms import cell, code, save

ANSWER = "### END HIDDEN TESTS\n### BEGIN HIDDEN TESTS\n### BEGIN SOLUTION\n"


def hand_in(notebook, folder):
    for name in ("shift", "why-rows"):
        cell(notebook, name)["source"] = ANSWER + "".join(cell(notebook, name)["source"])
    notebook["cells"].append(code("### BEGIN HIDDEN TESTS\nprint(1)\n### END SOLUTION", "mine"))
    save(notebook, folder)
