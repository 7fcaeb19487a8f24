# how: the exercise looks the teacher's solution up when it is called
# cell: shift
import json
from pathlib import Path


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    for path in Path("../../..").glob("source/*/*.ipynb"):
        for cell in json.loads(path.read_text())["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == "shift":
                space = {}
                exec(cell["source"], space)
                return space["shift"](text, by)
    return text
