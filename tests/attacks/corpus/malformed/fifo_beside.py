# how: FIFOs and sockets beside a proper notebook
# ran: processed
import os
import socket

from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook, folder)
    os.mkfifo(folder / "timestamp.txt")
    os.mkfifo(folder / "data.csv")
    here = os.getcwd()
    os.chdir(folder)
    try:
        socket.socket(socket.AF_UNIX).bind("s.sock")
    finally:
        os.chdir(here)
