# how: the notebook is a link to itself
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").symlink_to("@LESSON@.ipynb")
