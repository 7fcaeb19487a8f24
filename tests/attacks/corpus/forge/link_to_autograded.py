# how: the notebook is a link to another student's autograded one
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").symlink_to("../../../autograded/s0001-earlier/@LESSON@/@LESSON@.ipynb")
