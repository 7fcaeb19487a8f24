"""Marks submissions, each in two confined processes: one runs the student's cells, one the checks.

This process, the teacher's, only starts and ends them: it parses nothing that a student wrote but the checking
process's own answer.
"""

from __future__ import annotations

import contextlib
import json
import marshal
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .cpus import Claim
from .crossing.channel import BadMessageError, Channel, GoneError
from .processes.code import codes

if TYPE_CHECKING:  # nbgrader takes a second to import: meanwhile the zygote can start
    from .rebuild import Cell
    from .skeleton import Skeleton

LARGEST = 64 << 20  # bytes of a submitted file
CALL_S, TIMES_THE_REFERENCE = 10.0, 20  # one call may take the larger of the two
ROOM_MB, MOST_MB = 640, 4096  # of memory as many times the reference's, but at least and at most that much
FEEDBACK_SEED = "another-seed"  # inputs that a student may see
FIRST_SEED = "a-first-seed"  # an input that is the same with it and with FEEDBACK_SEED is not drawn
MEMORY = "PYTORCH_ALLOC_CONF"  # where torch reads how much of a GPU it may take
ENDED = (
    "the process that marks it ended: the notebook is too large, has a check's function compute for ever, "
    "or is damaged on purpose"
)
LATE = "marking it took too long"
SPARE_S = 30.0  # the checking process has this much longer than its own limit


class NoSandboxError(RuntimeError):
    """This machine cannot confine a process; grading would run students' code as the teacher."""


class NoZygoteError(RuntimeError):
    """The process that all others are forked from has died: start another Grader."""


class ThreadedError(NoZygoteError):
    """A module started a thread when it was imported, and nobody can be forked from a process that has two."""


THREADED: set[str] = set()  # such modules, so far: every student's process imports them for itself


@dataclass
class Submission:
    """What to mark: a file's bytes, or answers by the names of exercises, or the texts that a record kept."""

    file: bytes | None = None
    answers: dict[str, str] = field(default_factory=dict)
    texts: list[dict] = field(default_factory=list)


@dataclass
class Reference:
    """What is known of a lesson's own solution, and what follows for answers.

    untouched  checks in which it changes no argument
    examples   for each check the calls that a student may see
    call_s     seconds that one call may take
    data_mb    memory of each of a student's processes, see sandbox.limits
    """

    untouched: list[str] = field(default_factory=list)
    examples: dict[str, list[str]] = field(default_factory=dict)
    call_s: float = CALL_S
    data_mb: int = MOST_MB

    @property
    def limits(self) -> dict[str, float]:
        """Seconds, by their names in processes.marking."""
        return {"cell": 3 * self.call_s, "call": self.call_s, "check": 3 * self.call_s, "all": 30 * self.call_s}


class Grader:
    """The zygote and what is asked of it. `unsafe` leaves the sandbox out: only where the teacher says so.

    gpu: the share of a GPU's memory, 0 to 1, that each student's process may take; with 0 it sees no GPU.
    """

    def __init__(self, modules: list[str], unsafe: bool = False, gpu: float = 0.0):
        self._wanted, self._unsafe, self._gpu = list(modules), unsafe, gpu
        self._process: subprocess.Popen | None = None
        self._lock = threading.Lock()
        self._warmed: dict[str, Reference] = {}  # by version of the lesson

    def __enter__(self) -> Grader:
        if not self._unsafe:
            refuse_without_sandbox()
        self._home = tempfile.TemporaryDirectory(prefix="course-")
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "helpers.grading.processes.zygote", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd="/",
                env=surroundings(self._home.name, self._gpu),
                start_new_session=True,  # Ctrl-C is for the teacher's process, which then ends this one
            )
        self._control, self._lines, self._modules = ours, ours.makefile("r"), []
        try:
            ours.sendall(json.dumps({"sandbox": not self._unsafe}).encode())
            self._answer()
            self.learn(self._wanted)
        except ThreadedError:  # the next will do without that module
            self.__exit__()
            return self.__enter__()
        except (OSError, NoZygoteError) as error:
            self.__exit__()
            raise NoZygoteError(f"the process that others are forked from died while it started: {error}") from None
        return self

    def __exit__(self, *_: object) -> None:
        self._lines.close()
        self._control.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._home.cleanup()

    def kill_zygote(self) -> None:
        """End the process that others are forked from, at once; from any thread."""
        if self._process is not None:
            self._process.kill()

    def mark(self, skeleton: Skeleton, submission: Submission, seeds: dict[str, str | None], **how: object) -> dict:
        """Mark one submission; see processes.checker for what comes back, {"refused": reason} or {"version": name}.

        how: explain (find out what the student may read), versions (earlier ones of the lesson: what students saw of
        their checks), is_solution (tell what its process imported). Raises NoZygoteError.
        """
        if submission.file is not None and len(submission.file) > LARGEST:
            return {"refused": f"the file is larger than {LARGEST >> 20} MB. Clear its outputs and hand it in again"}
        reference = self._warmed.get(skeleton.version, Reference())
        job = {
            **lesson(skeleton.cells),
            "answers": submission.answers,
            "texts": submission.texts,
            "seeds": seeds,
            "feedback_seed": FEEDBACK_SEED,
            "untouched": reference.untouched,
            "examples": reference.examples,
            "versions": how.get("versions") or {},
            "explain": bool(how.get("explain", True)),
            "is_solution": bool(how.get("is_solution")),
            "limits": reference.limits,
        }
        blocks = [] if submission.file is None else [submission.file]
        with Family(self, reference.data_mb) as family:
            return family.work(job, blocks)

    def learn(self, modules: list[str]) -> None:
        """Import for all what was not imported yet. Raises NoZygoteError, also where a module starts a thread."""
        if new := [name for name in threadless(modules) if name not in self._modules]:
            self._modules += new
            self._ask({"do": "import", "modules": new, "rehearse": not THREADED})

    def warm(self, skeleton: Skeleton) -> dict:
        """Mark the lesson's own solution once: import for all what it and its checks import, set the limits.

        Returns what came of the solution, nothing the second time: a check that it does not pass, nobody can pass.
        """
        if skeleton.version in self._warmed:
            return {}
        with ThreadPoolExecutor(1) as beside:  # nobody else can be marked yet: two cores are free
            calls = beside.submit(self._calls, skeleton)
            result = self.mark(skeleton, Submission(answers=skeleton.solution), {}, explain=False, is_solution=True)
        self._warmed[skeleton.version] = Reference(
            untouched=result.get("untouched", []),
            examples=calls.result(),
            call_s=max(CALL_S, TIMES_THE_REFERENCE * result.get("longest", 0.0)),
            data_mb=min(MOST_MB, max(ROOM_MB, TIMES_THE_REFERENCE * result.get("grown", 0))),
        )
        imported = result.get("imported", [])
        self.learn([name for name in imported if all(part.isidentifier() for part in name.split("."))])
        return result

    def _calls(self, skeleton: Skeleton) -> dict:
        job = {
            **lesson(skeleton.cells),
            "answers": skeleton.solution,
            "texts": [],
            "limits": {},
            "calls": [FIRST_SEED, FEEDBACK_SEED],
        }
        with Family(self) as family:
            return family.work(job, []).get("calls", {})

    def try_out(self, skeleton: Skeleton, submission: Submission, trial: dict) -> dict:
        """Run some checks on answers with many seeds; see processes.checker."""
        job = {
            **lesson([cell for cell in skeleton.cells if cell.kind != "check" or cell.name in trial["checks"]]),
            "answers": submission.answers,
            "texts": [],
            "trial": {"seeds": trial["seeds"], "until_lost": trial["until_lost"]},
            "limits": {"cell": trial["limit"], "call": trial["limit"], "check": trial["limit"], "all": 3600.0},
        }
        with Family(self) as family:
            return family.work(job, [])

    def fork(self, role: str, cpu: int | None = None, data_mb: int = MOST_MB) -> tuple[int, socket.socket]:
        """A new process of a role, on one CPU or on any, and our end of its socket; data_mb: see sandbox.limits."""
        ours, theirs = socket.socketpair()
        wait, said = os.pipe()
        try:
            gpu = bool(self._gpu) and role == "student"
            request = {"do": "spawn", "role": role, "cpu": cpu, "gpu": gpu, "data_mb": data_mb}
            pid = self._ask(request, [theirs.fileno(), said])["pid"]
        except NoZygoteError:
            ours.close()
            os.close(wait)
            raise
        finally:
            theirs.close()
            os.close(said)
        reason = read_all(wait)
        if reason:
            ours.close()
            if pid:
                self.kill(pid)
            raise NoSandboxError(reason)
        return pid, ours

    def kill(self, pid: int) -> None:
        """End a process and all that came of it; who may have had a GPU has given it back when this returns."""
        self._ask({"do": "kill", "pid": pid, "wait": bool(self._gpu)})

    def _ask(self, request: dict, fds: list[int] = ()) -> dict:
        """Send the zygote a request, with file descriptors, and return its answer."""
        with self._lock:
            try:
                socket.send_fds(self._control, [json.dumps(request).encode()], fds)
                return self._answer()
            except OSError as error:
                raise NoZygoteError(f"the process that others are forked from has died: {error}") from None

    def _answer(self) -> dict:
        line = self._lines.readline()
        if not line:
            raise NoZygoteError("the process that others are forked from has died; its last words are above")
        answer = json.loads(line)
        if name := answer.get("threaded"):
            THREADED.add(name)
            raise ThreadedError(f"{name} starts a thread when it is imported: import it in the lesson's setup cell")
        return answer


class Family:
    """The checking process of one submission and the student's processes that it asks for, one at a time."""

    def __init__(self, grader: Grader, data_mb: int = MOST_MB):
        self._grader, self._data_mb, self._student = grader, data_mb, None

    def __enter__(self) -> Family:
        self._claim = Claim()
        try:
            self._checker, self._control = self._grader.fork("checker", self._claim.cpu)
        except BaseException:
            self._claim.release()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._control.close()
            self._end_student()
            self._grader.kill(self._checker)
        finally:
            self._claim.release()

    def work(self, job: dict, blocks: list[bytes]) -> dict:
        """Give the job to the checking process, and it the students' processes that it needs, until it is done."""
        channel, deadline = Channel(self._control), time.monotonic() + job["limits"].get("all", 300.0) + SPARE_S
        try:
            channel.send({}, [marshal.dumps(job), *blocks])  # not JSON: it brings code, and is ours
            while True:
                if not select.select([self._control], [], [], max(0, deadline - time.monotonic()))[0]:
                    return {"refused": LATE}
                self._control.settimeout(max(0.1, deadline - time.monotonic()))
                message, _ = channel.receive()
                if message.get("need") != "student":
                    return message.pop("done", {}) | message
                self._send_student()
        except (GoneError, BadMessageError):
            return {"refused": ENDED}

    def _send_student(self) -> None:
        self._end_student()
        self._student, end = self._grader.fork("student", self._claim.cpu, self._data_mb)
        with end:
            socket.send_fds(self._control, [b"S"], [end.fileno()])

    def _end_student(self) -> None:
        if self._student is not None:
            self._grader.kill(self._student)
        self._student = None


class Ahead:
    """A grader that is being started, in a thread of its own."""

    def __init__(self, unsafe: bool = False, gpu: float = 0.0):
        self.how = {"unsafe": unsafe, "gpu": gpu}
        self._grader = Grader([], **self.how)
        self._started = ThreadPoolExecutor(1).submit(self._grader.__enter__)

    def grader(self) -> Grader:
        """It, once it has started; raises what went wrong."""
        return self._started.result()

    def give_up(self) -> None:
        """End it although it may be starting: nobody wants it."""
        self._grader.kill_zygote()
        with contextlib.suppress(RuntimeError):  # it says that it was ended
            self.grader().__exit__()


def lesson(cells: list[Cell]) -> dict:
    """What a checking process has to know of a lesson."""
    checks = [cell for cell in cells if cell.kind == "check"]
    return {"skeleton": [vars(cell) for cell in cells], "code": codes(checks)}


def threadless(modules: list[str]) -> list[str]:
    """Those of the modules that start no thread, as far as is known."""
    return [name for name in modules if not any(f"{name}.".startswith(f"{other}.") for other in THREADED)]


def refuse_without_sandbox() -> None:
    """Raise NoSandboxError, with what to do, where this machine cannot confine a process."""
    from .sandbox import available

    if reason := available():
        raise NoSandboxError(f"{reason}\nNothing was run. `course doctor` says how to get what is missing.")


def surroundings(home: str, gpu: float = 0.0) -> dict[str, str]:
    """The whole environment of the zygote and so of every student's process: nothing of the teacher's.

    gpu: the share of its memory that a process may take. Without one, torch is told that there is none: it must not
    find one in the zygote that the sandbox then hides. With one, torch looks without waking it, for no context survives
    a fork.
    """
    threads = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    threads["JE_ARROW_MALLOC_CONF"] = "background_thread:false"  # of pyarrow, which pandas imports where it is there
    quiet = {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1", "TQDM_DISABLE": "1"}
    places = {"HOME": home, "TMPDIR": home, "MPLCONFIGDIR": home, "IPYTHONDIR": home, "JUPYTER_CONFIG_DIR": home}
    words = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PLOTLY_RENDERER": "plotly_mimetype+notebook_connected"}
    where = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if gpu and name in os.environ}
    cuda = {"PYTORCH_NVML_BASED_CUDA_CHECK": "1", MEMORY: f"per_process_memory_fraction:{gpu}", **where}
    return {**threads, **quiet, **places, **words, **(cuda if gpu else {"CUDA_VISIBLE_DEVICES": ""})}


def read_all(fd: int) -> str:
    """What comes from a pipe until it is closed."""
    with os.fdopen(fd, "rb") as pipe:
        return pipe.read().decode(errors="replace")
