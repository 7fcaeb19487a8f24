"""Several at a time: threads, a Dask cluster, workers that die or are unfit. Are the marks those of one at a time?"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from helpers.grading.batch import grade
from helpers.grading.course import Course
from helpers.grading.record import Record
from tests.grading.clusters import cluster
from tests.grading.small import LESSON, hand_in, make

BODIES = ("return a + b", "return 3", "return a - b", "raise OSError")


@pytest.fixture(scope="module")
def template(root, tmp_path_factory):
    """Eight students hand in."""
    course = make(root, tmp_path_factory.mktemp("template") / "course")
    for number in range(8):
        hand_in(course, f"student-{7 - number}", f"def add(a, b):\n    {BODIES[number % 4]}")
    return course.folder


@pytest.fixture(scope="module")
def serial(template, tmp_path_factory):
    """What one process makes of them, one after the other."""
    return marks_of(template, tmp_path_factory.mktemp("serial"))


def marks_of(template: Path, folder: Path, **how: object) -> dict:
    """Grade a copy of the course; return grades.csv, what the records say, and the batch."""
    shutil.copytree(template, folder / "course")
    course = Course(folder / "course")
    batch = grade(course, LESSON, **how)
    assert not batch.stopped, batch.stopped
    entries = [
        (found["student"], found["marks"], found["refused"], found["notebook_sha256"])
        for found in Record(course.folder).entries(LESSON)
    ]
    return {"csv": course.export().read_bytes(), "entries": entries, "batch": batch}


def after_the_first(folder: Path, do) -> threading.Thread:
    """Do something as soon as one submission has been marked."""

    def watch():
        until = time.monotonic() + 120
        while not list((folder / "course" / ".course" / "marks").rglob("*.json")) and time.monotonic() < until:
            time.sleep(0.01)
        do()

    thread = threading.Thread(target=watch)
    thread.start()
    return thread


def test_threads_give_the_same_marks(template, serial, tmp_path):
    """Are grades.csv and the records of two at a time those of one at a time?"""
    found = marks_of(template, tmp_path, workers=2)
    assert found["csv"] == serial["csv"]
    assert found["entries"] == serial["entries"]
    assert len(found["entries"]) == 8


@pytest.mark.parametrize("workers", [2, pytest.param(4, marks=pytest.mark.more)])
def test_a_cluster_gives_the_same_marks_though_a_worker_dies(template, serial, tmp_path, workers):
    """Is every submission marked, once, when a worker is killed in the middle?"""
    with cluster(workers) as running:
        victim = next(iter(running.workers.values())).pid
        killer = after_the_first(tmp_path, lambda: os.kill(victim, signal.SIGKILL))
        found = marks_of(template, tmp_path, scheduler=running.scheduler_address)
        killer.join()
    assert not psutil.pid_exists(victim) or psutil.Process(victim).status() == psutil.STATUS_ZOMBIE
    assert found["csv"] == serial["csv"]
    assert found["entries"] == serial["entries"]


@pytest.mark.more
def test_a_worker_with_another_grader_is_left_out(root, template, serial, tmp_path):
    """Is it told why, and do the others mark all?"""
    other = tmp_path / "other"
    shutil.copytree(root / "helpers", other / "helpers", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "helpers" / "grading" / "points.py").open("a") as file:
        file.write("# another version\n")
    with cluster(1) as running:
        command = [sys.executable, "-m", "distributed.cli.dask_worker", running.scheduler_address]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        env = os.environ | {"PYTHONPATH": str(other)}
        flags = ["--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--local-directory", str(tmp_path)]
        worker = subprocess.Popen([*command, *flags], env=env, cwd=tmp_path, **quiet)
        try:
            until = time.monotonic() + 60
            while len(running.scheduler.workers) < 2 and time.monotonic() < until:
                time.sleep(0.1)
            found = marks_of(template, tmp_path, scheduler=running.scheduler_address)
        finally:
            worker.kill()
            worker.wait()
    assert "another version of helpers" in "".join(found["batch"].warnings)
    assert found["csv"] == serial["csv"]


def test_a_cluster_that_cannot_mark_stops_with_the_reason(template, tmp_path):
    """Does an address where nobody answers end with words, and without a mark?"""
    shutil.copytree(template, tmp_path / "course")
    batch = grade(Course(tmp_path / "course"), LESSON, scheduler="tcp://127.0.0.1:9")
    assert "no Dask scheduler answers" in batch.stopped
    assert not batch.reports


def kill_a_zygote() -> list[int]:
    """Kill the process that others are forked from, if it runs; return its id in a list."""
    for child in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if "helpers.grading.processes.zygote" in child.cmdline():
                child.kill()
                return [child.pid]
    return []


@pytest.mark.more
def test_another_zygote_takes_over(template, serial, tmp_path):
    """Is all marked when the process that others are forked from is killed?"""
    killed = []
    killer = after_the_first(tmp_path, lambda: killed.extend(kill_a_zygote()))
    found = marks_of(template, tmp_path, workers=2)
    killer.join()
    assert found["csv"] == serial["csv"]
    assert killed


def test_zygotes_that_die_while_they_start_cost_nobody_a_mark(template, serial, tmp_path):
    """Is all marked when the first three are killed before they are ready?"""
    killed, until = [], time.monotonic() + 120

    def watch():
        while len(killed) < 3 and time.monotonic() < until:
            killed.extend(pid for pid in kill_a_zygote() if pid not in killed)
            time.sleep(0.02)

    killer = threading.Thread(target=watch)
    killer.start()
    found = marks_of(template, tmp_path, workers=2)
    killer.join()
    assert len(killed) == 3
    assert found["csv"] == serial["csv"]
    assert found["entries"] == serial["entries"]
