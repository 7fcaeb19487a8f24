# how: an empty file
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").write_text("")
