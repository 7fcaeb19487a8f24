"""The warm process that every other one is a fork of: torch, NumPy, IPython and helpers are imported and have run once.

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
from collections.abc import Callable, Iterator

from ..sandbox import Limits, SandboxError, Sandboxes, collapse_code, collapse_memory, count_threads

COMPILER, COUNTER = "torch._dynamo", "torch.utils.flop_counter"  # the second imports the first when it is first used


def main() -> None:
    """Warm up, then serve until the other end hangs up."""
    control = socket.socket(fileno=int(sys.argv[1]))
    zygote = Zygote(control, json.loads(control.recv(1 << 16)))
    control.sendall(json.dumps({"ready": os.getpid()}).encode() + b"\n")
    while True:
        text, fds, _, _ = socket.recv_fds(control, 1 << 20, 4)
        if not text:
            if zygote.sandboxes:
                zygote.sandboxes.close()
            os._exit(0)
        answer = zygote.answer_to(json.loads(text), fds)
        for fd in fds:
            os.close(fd)
        control.sendall(json.dumps(answer).encode() + b"\n")


class Zygote:
    """The warm process. Its sandboxes come first, made while it is small; None where the teacher said --unsafe."""

    def __init__(self, control: socket.socket, request: dict):
        self.control = control
        self.sandboxes = Sandboxes() if request["sandbox"] else None
        self.dying: set[int] = set()  # forks that were killed and not yet waited for
        gc.disable()  # until it is settled: what is imported stays
        self.shell = warm_up()
        settle(request["sandbox"])

    def answer_to(self, request: dict, fds: list[int]) -> dict:
        """Do what is asked."""
        self.end_without_sandboxes()
        self.bury(os.WNOHANG)
        if request["do"] == "spawn":
            with on_cpu(request["cpu"]):
                return self.spawn(request, fds)
        if request["do"] == "kill":
            return self.kill(request["pid"], request["wait"])
        gc.disable()
        threaded = import_all(request["modules"])
        if request["rehearse"] and not threaded and {COMPILER, COUNTER} & sys.modules.keys():
            from .rehearsal import rehearse_layers

            rehearse_layers(self.shell)
            threaded = COMPILER if count_threads() > 1 else ""
        settle(self.sandboxes is not None)
        return {"imported": len(request["modules"]), "threaded": threaded}

    def spawn(self, request: dict, fds: list[int]) -> dict:
        """Fork a student's or a checking process; its socket is the first descriptor that came along.

        The second one tells what went wrong; closed and empty it says that the sandbox stands.
        """

        def inside() -> None:
            os.close(fds[1])
            play(request["role"], fds[0], self.shell)

        if self.sandboxes is None:
            return {"pid": unconfined(inside, self.control)}
        gpu, limits = request["gpu"], Limits(data_mb=request["data_mb"])
        limits = limits.with_gpu() if gpu else limits
        try:
            return {"pid": self.sandboxes.start(limits, inside, lambda reason: tell(fds[1], reason), keep=fds, gpu=gpu)}
        except SandboxError as refused:
            self.end_without_sandboxes()
            tell(fds[1], str(refused))
            return {"pid": None}

    def end_without_sandboxes(self) -> None:
        """End where their maker did, and all of them with it: whoever asks will start another zygote."""
        if self.sandboxes and not self.sandboxes.alive:
            os._exit(1)

    def kill(self, pid: int, wait: bool) -> dict:
        """End a fork and all that came of it; wait until it has ended, or let the next one start meanwhile.

        Who used much memory takes a tenth of a second to end.
        """
        for end in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(pid, signal.SIGKILL)
        self.dying.add(pid)
        self.bury(0 if wait else os.WNOHANG)
        return {"killed": pid}

    def bury(self, how: int) -> None:
        """Wait for those that were killed; with os.WNOHANG for those only that have ended."""
        for pid in [*self.dying]:
            done = pid
            with contextlib.suppress(ChildProcessError):
                done = os.waitpid(pid, how)[0]
            if done:
                self.dying.remove(pid)
                if self.sandboxes:
                    self.sandboxes.ended(pid)


@contextlib.contextmanager
def on_cpu(cpu: int | None) -> Iterator[None]:
    """Be on this CPU, or on any, for as long as it takes to fork: a child stays where it was born."""
    before = None if cpu is None else os.sched_getaffinity(0)
    with contextlib.suppress(OSError):  # it was taken from this machine since: then any will do
        if before:
            os.sched_setaffinity(0, {cpu})
    try:
        yield
    finally:
        if before:
            os.sched_setaffinity(0, before)


def warm_up() -> object:
    """Import what all submissions need, with one thread: a fork of a process that ever used two hangs."""
    import torch

    torch.set_num_threads(1)
    torch.backends.cpu.get_cpu_capability()  # it reads /proc/cpuinfo once, which a sandbox does not show
    from . import checker  # noqa: F401 (imported before the forks)
    from .rehearsal import rehearse
    from .shell import Shell

    shell = Shell()
    rehearse(shell)
    return shell


def import_all(names: list[str]) -> str:
    """Import modules, and whatever of the names is none, as far as that works.

    Returns the first that started a thread, at which it stops: of this process nobody can be forked any more.
    """
    for name in names:
        for module in filter(None, (name.rpartition(".")[0], name)):
            with contextlib.suppress(Exception):  # not a module; or a broken one, then the setup cell says so
                importlib.import_module(module)
            if count_threads() > 1:
                return module
    return ""


def settle(sandbox: bool) -> None:
    """Make forks cheap: a collection in a fork must not copy what all share, and large pages need fewer tables."""
    gc.collect()
    gc.freeze()
    gc.enable()
    if sandbox:
        collapse_memory()
        collapse_code()


def tell(end: int, reason: str) -> None:
    """What went wrong, to whoever waits for the sandbox."""
    os.write(end, reason[:2000].encode())


def unconfined(inside: Callable[[], None], control: socket.socket) -> int:
    """A fork in a process group of its own, and in no sandbox; its pid."""
    pid = os.fork()
    if pid:
        return pid
    with contextlib.suppress(BaseException):
        control.close()
        os.setsid()
        silence = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(silence, stream)
        os.chdir(os.environ["HOME"])
        inside()
    os._exit(1)


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


if __name__ == "__main__":
    main()
