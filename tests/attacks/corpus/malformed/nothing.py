# how: a folder without a notebook
# ran: processed
def hand_in(notebook, folder):
    (folder / "readme.txt").write_text("I forgot")
