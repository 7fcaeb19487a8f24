# how: the notebook is a link to the teacher's source with its solutions
# short
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").symlink_to("../../../source/@LESSON@/@LESSON@.ipynb")
