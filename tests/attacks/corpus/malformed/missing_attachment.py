# how: a written answer that shows attachments which are not there, and pictures by paths of the machine
# ran: processed
from tests.attacks.forms import cell, save

ANSWER = "![x](attachment:a.png) ![y](/etc/passwd) ![z](../../../source/x.png) ![](file:///etc/passwd) <img src=attachment:a>"


def hand_in(notebook, folder):
    cell(notebook, "why-rows")["source"] = ANSWER + "\n\n![x][a]\n\n[a]: attachment:b.png"
    save(notebook, folder)
