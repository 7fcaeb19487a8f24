# how: the notebook is a hard link to another student's
# ran: processed
import os


def hand_in(notebook, folder):
    os.link(folder.parents[1] / "s0001-earlier/@LESSON@/@LESSON@.ipynb", folder / "@LESSON@.ipynb")
