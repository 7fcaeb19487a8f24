"""Try answers out: each in a fork of one process that has torch and the lesson's imports ready, under a time limit.

`serve` is that process. It reads JSON lines from stdin: first the modules to import, then lists of jobs. A job has
an id, its cells (name, source, visible, and points where it is a check), seeds, a limit in seconds for each seed, and
until_lost: whether to stop after the first seed that loses marks.
It answers with one JSON line a job, as soon as the job is done: its id, its runs (one a seed), and why it was stopped.
"""

import ast
import contextlib
import importlib
import io
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
import types
from collections.abc import Callable, Hashable
from pathlib import Path

from nbformat import from_dict
from nbgrader.utils import determine_grade

from helpers.checks import CheckFailed

LONGEST_FEEDBACK = 2000  # characters


class Trials:
    """The process that tries answers, from the outside; `done` is called with the number of jobs that are through."""

    def __init__(self, modules: list[str], done: Callable[[int], None]):
        self._modules, self._done, self._count = modules, done, 0

    def __enter__(self) -> "Trials":
        self._folder = tempfile.TemporaryDirectory()  # where answers may write
        here = Path(__file__).parents[2]
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from helpers.grading.trial import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=self._folder.name,
            env=os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": f"{here}:{os.environ.get('PYTHONPATH', '')}"},
        )
        self._send(self._modules)
        return self

    def __exit__(self, *_) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()

    def run(self, jobs: dict[Hashable, dict]) -> dict[Hashable, dict]:
        """Run the jobs; return what became of each: {"runs": one a seed, "stopped": why it did not end, or ""}."""
        keys = list(jobs)
        self._send([job | {"id": number} for number, job in enumerate(jobs.values())])
        results = {}
        for _ in keys:
            result = json.loads(self._process.stdout.readline() or "null")
            if result is None:
                raise RuntimeError("the process that tries answers died; its last words are above")
            results[keys[result.pop("id")]] = result
            self._count += 1
            self._done(self._count)
        return results

    def _send(self, message: list) -> None:
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()


def serve() -> None:
    """Be the process that every trial is a fork of, until stdin ends."""
    import torch

    # Before any operation: a fork of a process that ever used a second thread hangs.
    torch.set_num_threads(1)
    for name in json.loads(sys.stdin.readline()):
        for module in (name.rpartition(".")[0], name):
            with contextlib.suppress(Exception):  # not a module; or a broken one, then the setup cell says so
                importlib.import_module(module)
    for line in sys.stdin:
        run_jobs(json.loads(line), os.cpu_count() or 1)


def run_jobs(jobs: list[dict], slots: int) -> None:
    """Run the jobs, `slots` at a time; a job that is silent for longer than its limit is killed with its children."""
    waiting, running, selector = jobs[::-1], {}, selectors.DefaultSelector()
    try:
        while waiting or running:
            while waiting and len(running) < slots:
                fork = Fork(waiting.pop())
                running[fork.pipe] = fork
                selector.register(fork.pipe, selectors.EVENT_READ)
            next_deadline = min(fork.deadline for fork in running.values())
            for key, _ in selector.select(timeout=max(0, next_deadline - time.monotonic())):
                running[key.fd].read()
            for pipe in [pipe for pipe, fork in running.items() if fork.ended()]:
                selector.unregister(pipe)
                print(json.dumps(running.pop(pipe).close()), flush=True)
    finally:  # also when interrupted: a fork has its own process group, which Ctrl-C does not reach
        for fork in running.values():
            fork.close()


class Fork:
    """A child that tries one answer with every seed and writes a line after each."""

    def __init__(self, job: dict):
        self.job, self.lines, self.finished = job, b"", False
        self.pipe, end = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self.pipe)
            try_out(job, end)
        os.close(end)
        self.deadline = time.monotonic() + job["limit"]

    def read(self) -> None:
        """Take what the child has written; a finished seed earns the next one its own time."""
        text = os.read(self.pipe, 1 << 16)
        self.lines, self.finished = self.lines + text, not text
        if b"\n" in text:
            self.deadline = time.monotonic() + self.job["limit"]

    def ended(self) -> bool:
        return self.finished or time.monotonic() > self.deadline

    def close(self) -> dict:
        """Kill what is left of the child and its children; return what it wrote."""
        for kill in (os.killpg, os.kill):
            with contextlib.suppress(ProcessLookupError):
                kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.pipe)
        runs = [json.loads(line) for line in self.lines.splitlines(keepends=True) if line.endswith(b"\n")]
        through = len(runs) == len(self.job["seeds"]) or any(is_last(self.job, run) for run in runs)
        stopped = "" if through else "its process died"
        if not self.finished:
            stopped = f"it ran for more than {self.job['limit']:.0f} s"
        return {"id": self.job["id"], "runs": runs, "stopped": stopped}


def is_last(job: dict, run: dict) -> bool:
    """Does this run make those with further seeds needless?"""
    return job["until_lost"] and any(check["share"] < 1 for check in run["full"])


def try_out(job: dict, end: int) -> None:
    """The child: play the job's cells with every seed, and with the first one also as a student sees them."""
    os.setsid()  # a process group of its own, to be killed as one
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)
    with open(end, "w", buffering=1) as lines:
        for number, seed in enumerate(job["seeds"]):
            started = time.perf_counter()
            run = {"full": play(job["cells"], "source", seed), "seconds": time.perf_counter() - started}
            run["visible"] = play(job["cells"], "visible", seed) if number == 0 else []
            print(json.dumps(run), file=lines)
            if is_last(job, run):
                break
    os._exit(0)  # without torch's slow teardown, and without the parent's exit handlers


def play(cells: list[dict], text: str, seed: str | None) -> list[dict]:
    """Run the cells in a fresh namespace; return what each check gives: its name, its share, what the student reads."""
    os.environ.pop("COURSE_SEED", None)
    if seed is not None:
        os.environ["COURSE_SEED"] = seed
    sys.modules["__main__"] = main = types.ModuleType("__main__")  # dataclasses and pickle look classes up there
    ran = [(cell, run_cell(cell[text], main.__dict__)) for cell in cells]
    return [mark(cell, *result) for cell, result in ran if "points" in cell]


def run_cell(source: str, namespace: dict) -> tuple[list[dict], BaseException | None]:
    """Run a cell as a kernel does; return its outputs, in nbformat's terms, and the error that ended it."""
    out, err, value, error = io.StringIO(), io.StringIO(), None, None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            value = execute(ast.parse(source), namespace)
        except BaseException as raised:
            error = raised
    streams = {"stdout": out.getvalue(), "stderr": err.getvalue()}
    outputs = [{"output_type": "stream", "name": name, "text": text} for name, text in streams.items() if text]
    if error is not None:
        outputs.append({"output_type": "error"})
    elif value is not None:
        outputs.append({"output_type": "execute_result", "data": {"text/plain": value}})
    return outputs, error


def execute(tree: ast.Module, namespace: dict) -> str | None:
    """Run the statements; return the text of the last one's value, if a kernel would display it."""
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), namespace)
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), namespace) if last else None
    return None if value is None or hasattr(type(value), "_ipython_display_") else repr(value)


def mark(cell: dict, outputs: list[dict], error: BaseException | None) -> dict:
    """Score a check by nbgrader's own rule, as a share of its points; numbers are left out, as for hidden tests."""
    about = {"grade": True, "solution": False, "points": cell["points"]}
    graded = from_dict({"cell_type": "code", "metadata": {"nbgrader": about}, "outputs": outputs})
    said = [output["text"] for output in outputs if output["output_type"] == "stream"]
    try:
        score, points = determine_grade(graded)
    except ValueError as wrong:  # more credit than points stops nbgrader: that is no full mark
        score, points, said = 0, cell["points"], [*said, str(wrong)]
    words = " ".join([*said, in_words(error)]).split()
    return {"name": cell["name"], "share": score / points, "said": " ".join(words)[:LONGEST_FEEDBACK]}


def in_words(error: BaseException | None) -> str:
    if isinstance(error, CheckFailed):
        return str(error.without_numbers())
    return f"{type(error).__name__}: {error}" if error is not None else ""
