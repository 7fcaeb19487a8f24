# how: the student's folder is a link to another student's
# ran: processed
def hand_in(notebook, folder):
    folder.rmdir()
    folder.parent.rmdir()
    folder.parent.symlink_to("s0001-earlier")
