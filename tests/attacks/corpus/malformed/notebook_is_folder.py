# how: a folder named like the notebook
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").mkdir()
