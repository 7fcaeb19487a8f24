"""Not a test: the process that plays the grader. Its forks wake up in sandboxes, a snippet runs in each.

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
from collections import Counter
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT))

from helpers.grading.sandbox import Limits, SandboxError, Sandboxes, calls  # noqa: E402

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


ROLES = {
    "caller": ("nursery", "confined"),
    "nursery": ("supervisor",),
    "supervisor": ("init",),
    "confined": ("confined",),
}
role = "caller"  # which of a sandbox's processes this is


def name_the_forks() -> None:
    """Let each fork know from here on which of a sandbox's processes it is."""
    working, count = os.fork, 0

    def fork() -> int:
        global role
        nonlocal count
        count += 1
        pid = working()
        if not pid:
            role, count = ROLES[role][min(count, len(ROLES[role])) - 1], 0
        return pid

    os.fork = fork


def break_call(nth: int = 0, name: str = "", result: int = -errno.EPERM, where: str = "") -> None:
    """Let the nth system call, or every call with this name or this first argument, do nothing and answer `result`.

    where: in which of a sandbox's processes; by default in each.
    """
    working, counts = calls.call, Counter()

    def refusing(called: str, *args):
        counts[role] += 1
        hit = counts[role] == nth or called == name or (name and args and args[0] == name.encode())
        return result if hit and where in ("", role) else working(called, *args)

    for key, module in list(sys.modules.items()):
        if key.startswith("helpers.grading.sandbox") and getattr(module, "call", None) is working:
            module.call = refusing


def break_function(function: str, nth: int, where: str) -> None:
    """Let the nth call of a function of Python's os or resource raise, in one of a sandbox's processes."""
    import resource

    module = resource if hasattr(resource, function) else os
    working, counts = getattr(module, function), Counter()

    def refusing(*args, **options):
        counts[role] += 1
        if counts[role] == nth and role == where:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM))
        return working(*args, **options)

    setattr(module, function, refusing)


def snippet(order: dict) -> None:
    """What the confined process does: run the code, and end as it asks."""
    code = 1
    try:
        exec(compile(order["code"], "snippet", "exec"), {"__name__": "snippet"})
        code = 0
    except SystemExit as asked:
        code = asked.code
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(code)


def start(sandboxes: Sandboxes, order: dict, output: int, report: int | None = None) -> int:
    """The pid of a confined process that writes what it says to `output`."""
    before = [os.dup(stream) for stream in (1, 2)]
    for stream in (1, 2):
        os.dup2(output, stream)
    try:
        return sandboxes.start(
            Limits(**order.get("limits", {})),
            inside=lambda: snippet(order),
            failed=lambda reason: os.write(1, f"SandboxError: {reason}\n".encode()),
            keep=[1, 2],
            readable=order.get("readable", ()),
            report=report,
        )
    finally:
        for stream, was in zip((1, 2), before, strict=True):
            os.dup2(was, stream)
            os.close(was)


def play(sandboxes: Sandboxes, order: dict) -> dict:
    """One sandbox from start to end, seen from the process that grades."""
    output, output_end = os.pipe()
    report, report_end = os.pipe()
    victim = order.get("kill")
    if victim in ("waiting", "waiting, seen late"):
        victim = kill_waiting(sandboxes, late="late" in victim)
    asleep = {**order, "code": "import time; time.sleep(60)"}
    others = [start(sandboxes, asleep, output_end) for _ in range(1, order.get("at_once", 1))]
    began = time.perf_counter()
    confined = start(sandboxes, order, output_end, report_end)
    os.close(output_end)
    os.close(report_end)
    supervisor, open_files = sandboxes.given[confined].supervisor, 0
    with suppress(OSError):
        open_files = len(os.listdir(f"/proc/{supervisor}/fd"))
    for pid in others:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        sandboxes.ended(pid)
    said = b""
    while more := os.read(output, 65536):
        said += more
        if b"READY" in said and victim:
            os.kill({"supervisor": supervisor, "nursery": sandboxes.nursery, "grader": os.getpid()}[victim], 9)
            victim = None
    told = os.read(report, 4096).decode()
    status = os.waitpid(confined, 0)[1]
    end = {"unheard": end_unheard, "starving": end_starving}.get(order.get("end"), Sandboxes.ended)
    end(sandboxes, confined)
    os.close(output)
    os.close(report)
    return {
        "said": said.decode(errors="replace")[-20000:],
        "verdict": json.loads(told) if told else {},
        "code": os.waitstatus_to_exitcode(status),
        "seconds": time.perf_counter() - began,
        "supervisor": [supervisor, open_files],
    }


def kill_waiting(sandboxes: Sandboxes, late: bool) -> None:
    """End every init that stands ready and waits, as a kernel does that is short of memory.

    late: whether their supervisors learn of it only after a second, as on a busy machine.
    """
    supervisors = children_of(sandboxes.nursery)
    if late:
        send(signal.SIGSTOP, supervisors)
        signal.signal(signal.SIGALRM, lambda *_: send(signal.SIGCONT, supervisors))
        signal.setitimer(signal.ITIMER_REAL, 1)
    for supervisor in supervisors:
        with suppress(FileNotFoundError):  # the one before was just ending
            send(signal.SIGKILL, children_of(supervisor))
    time.sleep(0.1)


def end_unheard(sandboxes: Sandboxes, confined: int) -> None:
    """End all supervisors after the word that they should go on, and before they have heard it."""
    supervisors = children_of(sandboxes.nursery)
    send(signal.SIGSTOP, supervisors)
    sandboxes.ended(confined)
    send(signal.SIGKILL, supervisors)
    time.sleep(0.1)


def end_starving(sandboxes: Sandboxes, confined: int) -> None:
    """Let the supervisor go on with fewer open files than it needs."""
    import resource

    with suppress(PermissionError):  # an ordinary user's has other rights, and does not go on
        resource.prlimit(sandboxes.given[confined].supervisor, resource.RLIMIT_NOFILE, (4, 4))
    sandboxes.ended(confined)


def send(number: signal.Signals, pids: list[int]) -> None:
    """Send a signal to those that still live."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def broken(order: dict) -> dict:
    """A process of its own in which something does not work, from the first process of a sandbox to the last."""
    output, output_end = os.pipe()
    child = os.fork()
    if not child:
        try:
            name_the_forks()
            how = order["break"]
            break_function(**how) if "function" in how else break_call(**how)
            sandboxes = Sandboxes()
            if order.get("again"):
                with suppress(SandboxError):
                    play(sandboxes, order)
            print(json.dumps(play(sandboxes, order)), file=os.fdopen(output_end, "w"), flush=True)
        except SandboxError as refused:
            said = {"said": f"SandboxError: {refused}\n", "verdict": {}, "code": 1, "seconds": 0}
            print(json.dumps(said), file=os.fdopen(output_end, "w"), flush=True)
        finally:
            os._exit(0)
    os.close(output_end)
    with os.fdopen(output) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return json.loads(said)


def kill_early(order: dict) -> dict:
    """Kill a grader, or its nursery, at the given moment: while sandboxes are being made."""
    null = os.open(os.devnull, os.O_WRONLY)
    reader, writer = os.pipe()
    grader = os.fork()
    if not grader:
        sandboxes = Sandboxes()
        os.write(writer, f"{sandboxes.nursery}\n".encode())
        with suppress(SandboxError):
            for _ in range(order.get("turns", 5)):
                confined = start(sandboxes, order, null)
                if "turns" in order:
                    os.waitpid(confined, 0)
                    sandboxes.ended(confined)
        time.sleep(60)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as told:
        nursery = int(told.readline())
    time.sleep(order["after_s"])
    os.kill({"grader": grader, "nursery": nursery}[order["kill"]], signal.SIGKILL)
    if order["kill"] == "nursery":
        time.sleep(0.2)  # all sandboxes have to end although the grader lives; what is left is a zombie of the grader's
        alive = [state for state in map(state_of, children_of(grader)) if state != "Z"]
        os.kill(grader, signal.SIGKILL)
    else:
        alive = []
    os.waitpid(grader, 0)
    os.close(null)
    return {"said": str(alive), "verdict": {}, "code": 0, "seconds": 0}


def children_of(pid: int) -> list[int]:
    """The pids of a process's children."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def state_of(pid: int) -> str:
    """The letter that /proc has for what a process does."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def main() -> None:
    """Play each order of the list; torch is imported first where one wants it."""
    orders = json.loads(sys.argv[1])
    if orders[0]["who"] == "ordinary" and not os.geteuid():
        become_ordinary()
    os.umask(0o077)  # as a careful teacher has it: nothing inside may depend on that
    own = [kind for kind in ("break", "after_s") if kind in orders[0]]  # these make their sandboxes themselves
    sandboxes = None if own else Sandboxes()
    if orders[0].get("warm"):
        import numpy
        import torch

        torch.set_num_threads(1)
        torch.backends.cpu.get_cpu_capability()  # as the zygote does: inside, there is no /proc/cpuinfo
        numpy.ones(3) @ numpy.ones(3)
    for order in orders:
        done = kill_early(order) if "after_s" in order else broken(order) if own else play(sandboxes, order)
        print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main()
