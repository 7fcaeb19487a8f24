# how: a changed cell after the checks fails with a hidden input as the name of its error, which a note might quote
from tests.attacks.forms import cell, prediction, save

ANSWER = """heard = []


def shift(text, by):
    heard.append(text)
    return "bca" if text == "abz" else text
"""
TELL = """print("CANARY @NAME@", flush=True)
raise type(f"LOOT_{heard[-1] if heard else 0}", (Exception,), {})("LOOT", *heard)
"""


def hand_in(notebook, folder):
    cell(notebook, "shift")["source"] = ANSWER
    prediction(notebook)["source"] = TELL
    save(notebook, folder)
