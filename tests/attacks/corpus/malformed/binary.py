# how: half a megabyte of noise
# ran: processed
import os


def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").write_bytes(os.urandom(1 << 19))
