# how: an answer in words of brackets, stars, dollars and tables without end, on which writers of pages may be slow
# ran: processed
from tests.attacks.forms import cell, save

PARTS = [
    "[",
    "*a **b ",
    "`" * 40 + "x",
    "> " * 200,
    "$$a ",
    "|a" * 300 + "|\n" + "|-" * 300 + "|\n",
    "[](" * 99,
    "<a " * 99,
]


def hand_in(notebook, folder):
    cell(notebook, "why-rows")["source"] = "\n\n".join(part * (3000 // len(part) + 1) for part in PARTS) * 20
    save(notebook, folder)
