"""`python -m tests.accidents`: every kind of honest accident through the grader. Ends with one JSON line."""

import json
import sys
import tempfile
from pathlib import Path

from .run import run


def main() -> int:
    """Print a line a kind that did not come out as it should."""
    with tempfile.TemporaryDirectory() as folder:
        results = run(Path(__file__).parents[2], Path(folder) / "course", sys.argv[1:])
    for name, wrong in results.items():
        if wrong:
            print(f"{name}: {wrong}")
    silent = sum(bool(wrong) for wrong in results.values())
    print(json.dumps({"accidents": len(results), "as_they_should": len(results) - silent, "wrong": silent}))
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
