# how: saved as UTF-16 with a byte order mark
# ran: processed
import json


def hand_in(notebook, folder):
    (folder / "@LESSON@.ipynb").write_bytes(json.dumps(notebook).encode("utf-16"))
