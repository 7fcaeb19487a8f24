# how: numbers that no float holds, NaN and Infinity in the JSON
# ran: processed
import json


def hand_in(notebook, folder):
    text = json.dumps(notebook | {"nbformat": 4, "metadata": {"a": "@A@", "b": "@B@"}})
    text = text.replace('"@A@"', "9" * 10000).replace('"@B@"', "[NaN, Infinity, -Infinity, 1e999]")
    (folder / "@LESSON@.ipynb").write_text(text)
