# how: a sparse notebook of eight gigabytes
# ran: processed
import os


def hand_in(notebook, folder):
    path = folder / "@LESSON@.ipynb"
    path.write_text("{")
    os.truncate(path, 8 << 30)
