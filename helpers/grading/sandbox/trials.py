"""The trials behind `probe` and `available`; they run in an interpreter of their own, with one thread."""

import json
import os
import time
from collections.abc import Callable

from . import calls, landlock, privileges, remedies
from .limits import Limits, SandboxError
from .nursery import be_nobody_special, gain_rights
from .processes import Sandboxes

NAMESPACES = {
    "mount namespace": calls.NEWNS,
    "pid namespace": calls.NEWPID,
    "network namespace": calls.NEWNET,
    "ipc namespace": calls.NEWIPC,
    "uts namespace": calls.NEWUTS,
    "cgroup namespace": calls.NEWCGROUP,
}


def say(answers: dict[str, str]) -> None:
    """The last line of output is the answer."""
    print(json.dumps(answers))


def probe() -> dict[str, str]:
    """Each mechanism alone, then a whole sandbox."""
    answers = {"user namespace": _in_child(_user_namespace)}
    for name, flag in NAMESPACES.items():
        answers[name] = _in_child(lambda flag=flag: _namespace(flag))
    answers["seccomp"] = _in_child(_seccomp)
    answers["Landlock"] = _in_child(_landlock)
    answers["fresh /proc"] = _in_child(_fresh_proc)
    return answers | {"sandbox": try_sandbox()["sandbox"]}


def try_sandbox() -> dict[str, str]:
    """Make one, time it: {"sandbox": "" or the reason, "milliseconds": …, "as": "root" or "ordinary user"}."""
    start, who = time.perf_counter(), "root" if not os.geteuid() else "ordinary user"
    try:
        said = _from_inside()
    except SandboxError as refused:
        said = str(refused)
    seconds = time.perf_counter() - start
    reason = "" if said == "." else f"{said or 'it ended without a word'}. To mend it: {remedies.allow_namespaces()}"
    return {"sandbox": reason, "milliseconds": f"{seconds * 1000:.0f}", "as": who}


def _from_inside() -> str:
    """A full stop that a confined process wrote, or why there is none. Raises SandboxError."""
    sandboxes = Sandboxes()
    ready, ready_end = os.pipe()
    child = sandboxes.start(
        Limits(wall_s=20),
        inside=lambda: os.write(ready_end, b"."),
        failed=lambda reason: os.write(ready_end, reason.encode()),
        keep=[ready_end],
    )
    os.close(ready_end)
    said = os.read(ready, 4096).decode()
    os.waitpid(child, 0)
    sandboxes.ended(child)
    os.close(ready)
    return said


def _in_child(trial: Callable[[], str]) -> str:
    """Run a trial in a fork, which it may change as it likes; its answer, or what the kernel said against it."""
    answer, answer_end = os.pipe()
    child = os.fork()
    if not child:
        try:
            said = trial()
        except SandboxError as refused:
            said = str(refused)
        except BaseException as failure:
            said = repr(failure)
        os.write(answer_end, said.encode() or b" ")
        os._exit(0)
    os.close(answer_end)
    said = os.read(answer, 4096).decode() or "the kernel ended the trial"
    os.waitpid(child, 0)
    os.close(answer)
    return said.strip()


def _user_namespace() -> str:
    if privileges.own_uid() is not None:
        return ""  # root switches the user instead
    return _with(remedies.allow_namespaces(), be_nobody_special)


def _namespace(flag: int) -> str:
    gain_rights()
    return _with(remedies.allow_namespaces(), lambda: calls.must("make it", "unshare", flag))


def _seccomp() -> str:
    from . import seccomp

    calls.must("forbid new privileges", "prctl", privileges.SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return _with(remedies.NEWER_KERNEL, seccomp.install)


def _landlock() -> str:
    return "" if landlock.version() else f"not in this kernel: {remedies.NO_LANDLOCK}"


def _fresh_proc() -> str:
    """In containers /proc is covered in part, and the kernel then gives ordinary users no fresh one."""
    gain_rights()
    calls.must("make it", "unshare", calls.NEWNS | calls.NEWPID)
    if child := os.fork():
        return f"refused: {remedies.EMPTY_PROC}" if os.waitpid(child, 0)[1] else ""
    calls.call("mount", b"none", b"/", 0, 1 << 18 | 1 << 14, 0)
    os._exit(0 if calls.call("mount", b"proc", b"/proc", b"proc", 0, 0) == 0 else 1)


def _with(remedy: str, trial: Callable[[], object]) -> str:
    try:
        trial()
    except SandboxError as refused:
        return f"{refused}. To mend it: {remedy}"
    return ""
