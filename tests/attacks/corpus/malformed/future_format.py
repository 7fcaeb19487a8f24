# how: nbformat 99
# ran: processed
from tests.attacks.forms import save


def hand_in(notebook, folder):
    save(notebook | {"nbformat": 99, "nbformat_minor": -1}, folder)
