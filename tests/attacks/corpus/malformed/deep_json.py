# how: lists nested a hundred thousand deep in the metadata
# ran: processed
import json


def hand_in(notebook, folder):
    text = json.dumps(notebook | {"metadata": {"deep": "@DEEP@"}})
    (folder / "@LESSON@.ipynb").write_text(text.replace('"@DEEP@"', "[" * 100000 + "]" * 100000))
