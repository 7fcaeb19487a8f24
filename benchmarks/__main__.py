"""Run the benchmarks named on the command line, or all of them; exit 1 where a goal does not hold.

A benchmark is a module of this package with `main() -> list[bool]`: whether each of its figures holds.
"""

import importlib
import pkgutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {"report", "browser", "plain", "__main__"}  # no benchmarks of their own
SUBJECTS = sorted(m.name for m in pkgutil.iter_modules([str(HERE)]) if m.name not in PARTS)


def main(names: list[str]) -> int:
    """Run each named benchmark and print one line that sums up; return the exit code."""
    unknown = [name for name in names if name not in SUBJECTS]
    if unknown:
        print(f"no benchmark called {', '.join(unknown)}; there are: {', '.join(SUBJECTS)}", file=sys.stderr)
        return 2
    held = []
    for name in names or SUBJECTS:
        print(f"bench {name} …", file=sys.stderr, flush=True)
        held += importlib.import_module(f"benchmarks.{name}").main()
    print(f"bench: {sum(held)} of {len(held)} figures hold", file=sys.stderr)
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
