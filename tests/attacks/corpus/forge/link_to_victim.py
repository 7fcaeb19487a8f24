# how: the notebook is a link to another student's
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").symlink_to("../../s0001-earlier/@LESSON@/@LESSON@.ipynb")
