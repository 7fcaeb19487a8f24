"""Not a test: the process that plays the grader. It forks, the fork enters a sandbox, a snippet runs in there.

Called with two arguments: an order in JSON, and a marker by which the tests find every process that comes from here
(a fork keeps its command line). Prints one JSON line: what the snippet printed, the verdict, the error.
"""

import errno
import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from helpers.grading.sandbox import Limits, SandboxError, calls, enter  # noqa: E402

ORDINARY = 1000
PRIVATE, RECURSIVE = 1 << 18, 1 << 14


def become_ordinary() -> None:
    """Go on as an ordinary user; where Python lies in root's home, closed to others, that is replaced here."""
    calls.must("test", "unshare", calls.NEWNS)
    calls.must("test", "mount", b"none", b"/", 0, PRIVATE | RECURSIVE, 0)
    home = Path("/root")
    if Path(sys.base_prefix).is_relative_to(home):
        python = calls.must("test", "open_tree", -100, sys.base_prefix.encode(), 1 | 0x8000)
        calls.must("test", "mount", b"tmpfs", bytes(home), b"tmpfs", 0, b"mode=755")
        os.makedirs(sys.base_prefix)
        calls.must("test", "move_mount", python, b"", -100, sys.base_prefix.encode(), 4)
    os.setgroups([])
    os.setgid(ORDINARY)
    os.setuid(ORDINARY)


def break_call(nth: int = 0, name: str = "", result: int = -errno.EPERM) -> None:
    """Let the nth system call, or every call with this name or this first argument, do nothing and answer `result`."""
    working, count = calls.call, 0

    def refusing(called: str, *args):
        nonlocal count
        count += 1
        hit = count == nth or called == name or (name and args and args[0] == name.encode())
        return result if hit else working(called, *args)

    for key, module in list(sys.modules.items()):
        if key.startswith("helpers.grading.sandbox") and getattr(module, "call", None) is working:
            module.call = refusing


def break_function(function: str, nth: int) -> None:
    """Let the nth call of a function of Python's os or resource raise."""
    import resource

    module = resource if hasattr(resource, function) else os
    working, count = getattr(module, function), 0

    def refusing(*args, **options):
        nonlocal count
        count += 1
        if count == nth:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        return working(*args, **options)

    setattr(module, function, refusing)


def sandboxed(order: dict, limits: Limits, report: int, output: int) -> None:
    """The fork: enter, run the snippet, end."""
    code = 1
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        if broken := order.get("break"):
            break_function(**broken) if "function" in broken else break_call(**broken)
        enter(limits, keep=[1, 2], readable=order.get("readable", ()), report=report)
        exec(compile(order["code"], "snippet", "exec"), {"__name__": "snippet"})
        code = 0
    except SandboxError as refused:
        print("SandboxError:", refused)
    except SystemExit as asked:
        code = asked.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def play(order: dict) -> dict:
    """One sandbox from start to end, seen from the process that grades."""
    output, output_end = os.pipe()
    report, report_end = os.pipe()
    start = time.perf_counter()
    supervisor = os.fork()
    if not supervisor:
        sandboxed(order, Limits(**order.get("limits", {})), report_end, output_end)
    os.close(output_end)
    os.close(report_end)
    said = b""
    while more := os.read(output, 65536):
        said += more
        if b"READY" in said and (victim := order.get("kill")):
            os.kill({"supervisor": supervisor, "grader": os.getpid()}[victim], signal.SIGKILL)
            order["kill"] = ""
    verdict = os.read(report, 4096).decode()
    status = os.waitpid(supervisor, 0)[1]
    os.close(output)
    os.close(report)
    return {
        "said": said.decode(errors="replace")[-20000:],
        "verdict": json.loads(verdict) if verdict else {},
        "code": os.waitstatus_to_exitcode(status),
        "seconds": time.perf_counter() - start,
    }


def kill_early(order: dict) -> dict:
    """Kill the supervisor, or a grader between it and us, at the given moment: while the sandbox is being made."""
    null = os.open(os.devnull, os.O_WRONLY)
    first = os.fork()
    if not first:
        if order["kill"] == "grader" and os.fork():
            time.sleep(60)
        sandboxed(order, Limits(), null, null)
    time.sleep(order["after_s"])
    os.kill(first, signal.SIGKILL)
    os.waitpid(first, 0)
    os.close(null)
    return {"said": "", "verdict": {}, "code": 0, "seconds": 0}


def main() -> None:
    """Play each order of the list; torch is imported first where one wants it."""
    orders = json.loads(sys.argv[1])
    if orders[0]["who"] == "ordinary" and not os.geteuid():
        become_ordinary()
    if orders[0].get("warm"):
        import numpy
        import torch

        torch.set_num_threads(1)
        torch.backends.cpu.get_cpu_capability()  # as the zygote does: inside, there is no /proc/cpuinfo
        numpy.ones(3) @ numpy.ones(3)
    for order in orders:
        print(json.dumps(kill_early(order) if "after_s" in order else play(order)), flush=True)


if __name__ == "__main__":
    main()
