"""`python behind_dask.py LESSON`: `course grade` in the folder that it is called in, marked by a Dask cluster."""

import subprocess
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))  # it is called in a course's folder

from tests.grading.clusters import cluster


def main(lesson: str) -> int:
    """Two workers, each a process of its own on this machine; returns what `course grade` returned."""
    with cluster(2) as running:
        command = [sys.executable, "-m", "helpers", "grade", lesson, "--scheduler", running.scheduler_address]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
