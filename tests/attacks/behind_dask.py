"""`python behind_dask.py LESSON`: `course grade` in the folder that it is called in, marked by a Dask cluster."""

import subprocess
import sys

from distributed import LocalCluster


def main(lesson: str) -> int:
    """Two workers, each a process of its own on this machine; returns what `course grade` returned."""
    here = {"host": "127.0.0.1", "dashboard_address": "127.0.0.1:0", "worker_dashboard_address": "127.0.0.1:0"}
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, memory_limit=0, **here) as cluster:
        command = [sys.executable, "-m", "helpers", "grade", lesson, "--scheduler", cluster.scheduler_address]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
