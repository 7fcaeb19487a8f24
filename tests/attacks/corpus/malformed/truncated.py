# how: the notebook ends in the middle
# short
# ran: processed
import json


def hand_in(notebook, folder):
    text = json.dumps(notebook)
    (folder / "@LESSON@.ipynb").write_text(text[: len(text) // 2])
