"""The warm process that every other one is a fork of: torch, NumPy, IPython and helpers are imported, nothing has run.

It reads requests with file descriptors from a Unix socket, whose number is its argument, forks, and kills. It never
sees a notebook, a path of the course or the teacher's environment: its memory is what a student's process inherits.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys


def main() -> None:
    """Warm up, then serve until the other end hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    ready = warm_up(json.loads(control.recv(1 << 16)))
    control.sendall(json.dumps({"ready": os.getpid()}).encode() + b"\n")
    while True:
        text, fds, _, _ = socket.recv_fds(control, 1 << 20, 4)
        if not text:
            os._exit(0)
        request = json.loads(text)
        answer = answer_to(request, fds, ready, control)
        for fd in fds:
            os.close(fd)
        control.sendall(json.dumps(answer).encode() + b"\n")


def warm_up(request: dict) -> object:
    """Import what submissions need, with one thread: a fork of a process that ever used two hangs."""
    import torch

    torch.set_num_threads(1)
    torch.backends.cpu.get_cpu_capability()  # it reads /proc/cpuinfo once, which a sandbox does not show
    import_all(request["modules"])
    from . import answers, checker  # noqa: F401 (imported before the forks)
    from .shell import Shell

    shell = Shell()
    settle(request["sandbox"])
    return shell


def answer_to(request: dict, fds: list[int], shell: object, control: socket.socket) -> dict:
    """Do what is asked."""
    if request["do"] == "spawn":
        return spawn(request, fds, shell, control)
    if request["do"] == "kill":
        return kill(request["pid"])
    import_all(request["modules"])
    settle(request["sandbox"])
    return {"imported": len(request["modules"])}


def import_all(names: list[str]) -> None:
    """Import modules, and whatever of the names is none, as far as that works."""
    for name in names:
        for module in (name.rpartition(".")[0], name):
            with contextlib.suppress(Exception):  # not a module; or a broken one, then the setup cell says so
                importlib.import_module(module)


def settle(sandbox: bool) -> None:
    """Make forks cheap: a collection in a fork must not copy what all share, and large pages need fewer tables."""
    gc.collect()
    gc.freeze()
    if sandbox:
        from ..sandbox import collapse_memory

        collapse_memory()


def spawn(request: dict, fds: list[int], shell: object, control: socket.socket) -> dict:
    """Fork a student's or a checking process; its socket is the first descriptor that came along."""
    pid = os.fork()
    if pid:
        return {"pid": pid}
    try:
        control.close()
        confine(request, fds)
    except BaseException as error:
        with contextlib.suppress(BaseException):
            os.write(fds[1], f"{error}"[:2000].encode())
        os._exit(1)
    os.close(fds[1])  # closed and empty: whoever waits for it knows that the sandbox stands
    with contextlib.suppress(BaseException):
        play(request["role"], fds[0], shell)
    os._exit(1)


def confine(request: dict, fds: list[int]) -> None:
    """Enter the sandbox, or, where the teacher said --unsafe, at least a process group of its own."""
    if request["sandbox"]:
        from ..sandbox import Limits, enter

        gpu, limits = request["gpu"], Limits(**request["limits"])
        enter(limits.with_gpu() if gpu else limits, keep=fds, slot=request["slot"], gpu=gpu)
        return
    os.setsid()
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    os.chdir(os.environ["HOME"])


def play(role: str, end: int, shell: object) -> None:
    """Be what was asked for, and end without torch's slow teardown."""
    from ..crossing.channel import Channel
    from . import checker
    from .answers import Answers

    if role == "student":
        Answers(Channel.from_fd(end), shell).serve_forever()
    else:
        checker.serve(Channel.from_fd(end))
    os._exit(0)


def kill(pid: int) -> dict:
    """End a fork and all that came of it."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(pid, 0)
    return {"killed": pid}


if __name__ == "__main__":
    main()
