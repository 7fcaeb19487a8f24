"""Stock kernels without the wait: each is a fork of a process in which the lesson's modules are imported already.

It is ipykernel as it is, and all messages go the usual way; only `import torch` finds torch there. Run as a script,
this file is that process: it reads the arguments of kernels from stdin, a JSON line each, and answers with their pids.
"""

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import time
from typing import Any

from jupyter_client.manager import AsyncKernelManager


class WarmKernels:
    """The process that kernels are forked from, and a class of kernel managers that have it start theirs."""

    def __init__(self, modules: list[str]):
        self._modules = modules

    def __enter__(self) -> type[AsyncKernelManager]:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.same.warm", *self._modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for the tool
        )
        return type("WarmKernelManager", (WarmKernelManager,), {"fork": staticmethod(self._fork)})

    def __exit__(self, *_: object) -> None:
        self._parent.stdin.close()
        self._parent.wait()
        self._parent.stdout.close()

    def _fork(self, arguments: list[str]) -> "Forked":
        print(json.dumps(arguments), file=self._parent.stdin, flush=True)
        return Forked(int(self._parent.stdout.readline()))


class WarmKernelManager(AsyncKernelManager):
    """Starts a kernel by asking for a fork; all else is Jupyter's."""

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        process = self.fork(kernel_cmd[kernel_cmd.index("-f") :])
        self.provisioner.process, self.provisioner.pid, self.provisioner.pgid = process, process.pid, process.pid
        self._reconcile_connection_info(self.provisioner.connection_info)


class Forked:
    """What jupyter_client asks of a Popen, for a process that is no child of this one."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int):
        self.pid = pid

    def poll(self) -> int | None:
        """0 once it has ended."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Wait until it has ended."""
        while self.poll() is None:
            time.sleep(0.05)
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it is there still."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    terminate = kill


def main() -> None:
    """Import, then fork a kernel a line."""
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel ends itself with its parent
    import torch

    torch.set_num_threads(1)  # a fork of a process that ever used two threads hangs
    for name in ["ipykernel.kernelapp", *sys.argv[1:]]:
        with contextlib.suppress(Exception):  # the last part may be no module
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for kernels: they go at once when they end
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            be_a_kernel(json.loads(line))
        print(pid, flush=True)


def be_a_kernel(arguments: list[str]) -> None:
    """What `python -m ipykernel_launcher` does, in a process group of its own and without torch's slow teardown."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)  # stdout is the pipe on which pids are said
    from ipykernel.kernelapp import IPKernelApp

    try:
        IPKernelApp.launch_instance(arguments)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
