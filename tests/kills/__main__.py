"""`python -m tests.kills [KILLS [SEED]]`: SIGKILL to what grades, at random moments; ends with JSON."""

import json
import random
import sys
import tempfile
from collections import Counter
from contextlib import nullcontext
from pathlib import Path

from tqdm import tqdm

from tests.grading.clusters import cluster

from .run import graded, prepare, state

KILLS, A_RUN = 200, 5
ROOT = Path(__file__).parents[2]


def main(kills: int = KILLS, seed: int = 0) -> dict[str, int]:
    """Kill until there were enough; every second course is graded by a cluster."""
    draw, killed, differences, course = random.Random(seed), Counter(), 0, 0
    with tempfile.TemporaryDirectory() as folder, tqdm(total=kills, unit="kill") as bar:
        template = prepare(ROOT, Path(folder) / "template")
        graded(template, Path(folder) / "whole", draw, most=0)
        wanted = state(Path(folder) / "whole")
        while killed.total() < kills:
            course += 1
            place = Path(folder) / f"course-{course}"
            most = min(A_RUN, kills - killed.total())
            with cluster(2) if course % 2 == 0 else nullcontext() as running:
                victims = graded(template, place, draw, most, running.scheduler_address if running else "")
            killed.update(victims)
            bar.update(len(victims))
            found = state(place)
            for part in wanted:
                if found[part] != wanted[part]:
                    differences += 1
                    words = unlike(wanted[part], found[part])
                    print(f"course {course}, killed {', '.join(victims)}: {part}: {words}", file=sys.stderr)
    return {"kills": killed.total(), "differences": differences, "courses": course, **killed}


def unlike(wanted: object, found: object) -> str:
    """Where two states of a part differ."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        keys = [key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key)]
        return "; ".join(f"{key}: {unlike(wanted.get(key), found.get(key))}" for key in sorted(keys))
    if isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        pairs = [pair for pair in zip(wanted, found, strict=True) if pair[0] != pair[1]]
        return "; ".join(unlike(*pair) for pair in pairs)
    return f"{told(wanted)} became {told(found)}"


def told(part: object) -> str:
    """A part in short; of what is kept of a marking, why there was none."""
    if isinstance(part, list) and part and all(isinstance(entry, dict) for entry in part):
        return str([entry.get("refused") or entry.get("marks") for entry in part])
    return str(part)[:300]


if __name__ == "__main__":
    found = main(*map(int, sys.argv[1:3]))
    print(json.dumps(found))
    sys.exit(1 if found["differences"] else 0)
