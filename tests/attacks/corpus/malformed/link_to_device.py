# how: the notebook is a link to /dev/zero
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").symlink_to("/dev/zero")
