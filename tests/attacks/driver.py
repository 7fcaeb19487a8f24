"""Run one batch and watch it: `python -m tests.attacks.driver JOB RESULT`. As process 1 of its own namespace if it can.

Nothing that an attack does inside can end process 1, so there is always a result.
"""

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import watch


def main() -> None:
    job, result = json.loads(Path(sys.argv[1]).read_text()), Path(sys.argv[2])
    if job["copy"]:
        Path(job["copy"][1]).parent.mkdir(parents=True, exist_ok=True)
        # What may not be read does not come along: some submissions are like that on purpose.
        subprocess.run(["cp", "-a", "--sparse=always", *job["copy"]], check=False, stderr=subprocess.DEVNULL)
    ears, before, began = watch.Ears(), watch.snapshot(job["protected"]), time.time()
    ran = [run(command, job) for command in job["commands"]]
    time.sleep(3 if job["linger"] else 0.5)
    alive = watch.survivors(job["marks"])
    after = watch.snapshot(job["protected"])
    seen = {
        "ran": ran,
        "alive": alive,
        "heard": ears.heard,
        "changed": sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key)),
        "left": watch.marked(job["searched"], job["marks"], began),
    }
    for source, target in job["bring"]:
        bring(Path(source), Path(target))
    result.write_text(json.dumps(seen))


def run(command: dict, job: dict) -> dict:
    """Run one command in a session of its own under a wall limit; return how it ended."""
    began = time.monotonic()
    with open(command["log"], "wb") as log:
        process = subprocess.Popen(
            command["argv"],
            cwd=job["cwd"],
            env=job["env"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=lambda: limit(job["limits"]),
        )
        code = wait(process, command["limit"])
    return {"code": code, "seconds": time.monotonic() - began, "timed_out": code is None}


def wait(process: subprocess.Popen, limit: float) -> int | None:
    deadline = time.monotonic() + limit
    while (code := process.poll()) is None and time.monotonic() < deadline:
        time.sleep(0.05)
    if code is None:
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(process.pid, 9)
        process.wait()
    return code


def limit(limits: dict[str, int]) -> None:
    """In the child: first to be killed when memory ends, and resource limits."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900")
    for name, value in limits.items():
        resource.setrlimit(getattr(resource, name), (value, value))


def bring(source: Path, target: Path) -> None:
    """Copy plain files that are not too large."""
    paths = [source] if source.is_file() else list(watch.files(source))
    for path in paths:
        with contextlib.suppress(OSError):
            if path.is_symlink() or not path.is_file() or path.stat().st_size > 30 << 20:
                continue
            to = target / path.relative_to(source) if path != source else target
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, to)


if __name__ == "__main__":
    main()
