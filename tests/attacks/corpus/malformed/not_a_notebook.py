# how: JSON, but a list
# ran: processed
def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").write_text('["cells", {"nbformat": 4}]')
