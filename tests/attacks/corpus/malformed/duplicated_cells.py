# how: every exercise stands there twice under one grade_id, which stops a whole batch
# ran: processed
import copy

from tests.attacks.forms import save


def hand_in(notebook, folder):
    notebook["cells"] += [copy.deepcopy(each) for each in notebook["cells"]]
    save(notebook, folder)
