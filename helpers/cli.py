"""`course`: the project's verbs. Each prints what it did, where the result is and what to do next; no logic here.

The rooms are imported where they are used: `course lab` need not wait for torch.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

# Threads of torch that wait by spinning make each other ten times slower where another program wants the cores.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
say = Console(highlight=False, soft_wrap=True).print
Names = Annotated[list[str] | None, typer.Argument(help="lessons, as 01 or 01_the_2012_moment; all if none is named")]
Subjects = Annotated[list[str] | None, typer.Argument(help="lessons, pictures, …; all if none is named")]


def root() -> Path:
    """The project's folder: the nearest one upwards with nbgrader_config.py and notebooks/."""
    return nearest("nbgrader_config.py", "notebooks")


def course_folder(given: Path | None = None) -> Path:
    """The folder of the course whose submissions are meant: the nearest one upwards, unless another is given."""
    if given is not None and not (given / "nbgrader_config.py").is_file():
        sys.exit(f"{given} is no folder of an nbgrader course: there is no nbgrader_config.py in it.")
    return given.resolve() if given else nearest("nbgrader_config.py")


def nearest(*names: str) -> Path:
    """The nearest folder upwards that holds all of `names`."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if all((folder / name).exists() for name in names):
            return folder
    sys.exit(f"This is not the course's folder: cd to where {' and '.join(names)} can be found, and try again.")


def run(*module: str) -> None:
    """Run a Python module in the course's folder, showing the command, and stop with its exit code where it fails."""
    say(f"[bold]$ python -m {' '.join(module)}")
    code = subprocess.run([sys.executable, "-m", *module], cwd=root(), check=False).returncode
    if code:
        say(f"[red]That did not hold (exit code {code}); the lines above say what.")
        raise typer.Exit(code)


@app.command()
def build(
    lessons: Names = None,
    check: Annotated[bool, typer.Option("--check", help="execute nothing; name mistakes and how to mend them")] = False,
    execute: Annotated[bool, typer.Option(help="run the lesson and keep its outputs")] = True,
    forget: Annotated[bool, typer.Option("--forget", help="let a released grade_id disappear")] = False,
) -> None:
    """Build the notebooks from the lesson texts, or check them."""
    from helpers.authoring.report import build_all, check_all

    raise typer.Exit(check_all(root(), say) if check else build_all(root(), lessons or [], execute, forget, say))


@app.command()
def page(lessons: Names = None) -> None:
    """Write each lesson as one HTML page that needs no kernel and no network: to read, to play, to put on a site."""
    from helpers.authoring.page import PageError, write_pages

    try:
        pages = write_pages(root(), lessons or [])
    except PageError as error:
        sys.exit(f"No page: {error}")
    for path in pages:
        say(f"wrote {path.relative_to(root())}, {path.stat().st_size / 1e6:.1f} MB")
    say(f"Next: open {pages[0].as_uri()} in a browser.")


@app.command()
def diagrams() -> None:
    """Render every mermaid source in diagrams/ to the SVG beside it."""
    from helpers.authoring.diagrams import render

    for path in render(root()):
        say(f"drew {path}")
    say("Next: course build, which puts them into the notebooks.")


@app.command()
def lab(options: Annotated[list[str] | None, typer.Argument(help="options for JupyterLab, after --")] = None) -> None:
    """Copy what is new in release/ to work/, overwriting nothing, and open it in JupyterLab."""
    from helpers.authoring.workcopy import copy_to_work

    new = copy_to_work(root())
    say(f"Copied {len(new)} new notebooks to work/; what you had there is as it was. Ctrl-C ends JupyterLab.")
    run("jupyterlab", "--notebook-dir=work", *(options or []))


@app.command()
def demo() -> None:
    """Let a class of 12 hand in lesson 01, grade it, write feedback and grades.csv, print the marks."""
    from helpers.grading.demo import demo

    raise typer.Exit(demo(root(), say))


@app.command()
def grade(
    lesson: Annotated[str, typer.Argument(help="the lesson, by the name of its folder in submitted/STUDENT/")],
    student: Annotated[str, typer.Option(help="only students whose name fits")] = "*",
    rerun: Annotated[bool, typer.Option("--rerun", help="mark again what is marked; manual marks stay")] = False,
    workers: Annotated[int, typer.Option(help="how many are marked at the same time; 0: as many as cores")] = 0,
    scheduler: Annotated[str, typer.Option(help="let this Dask scheduler's workers mark: tcp://HOST:8786")] = "",
    folder: Annotated[Path | None, typer.Option("--course", help="the folder of any nbgrader course")] = None,
    gpu: Annotated[float, typer.Option(help="let each student's code take this share of a GPU's memory", max=1)] = 0.0,
    unsafe: Annotated[bool, typer.Option("--unsafe", help="run students' code without a sandbox, as you")] = False,
    compare: Annotated[bool, typer.Option("--dry", help="mark nobody: compare the reference in both graders")] = False,
) -> None:
    """Mark what was handed in: each submission in confined processes, marks in gradebook.db and grades.csv."""
    from helpers.grading.grader import Ahead

    ahead = None if compare or scheduler else Ahead(unsafe, gpu)
    from helpers.grading import batch, dry
    from helpers.grading.course import Course
    from helpers.grading.jobs import BENCH

    if ahead:
        BENCH.expect(ahead)
    try:
        course = Course(course_folder(folder))
        if compare:
            raise typer.Exit(dry.compare(course, lesson, say, unsafe))
        if unsafe:
            say("[red]--unsafe: students' code runs as you, with all that you may read and write.")
        how = {"unsafe": unsafe, "gpu": gpu, "workers": workers or os.cpu_count() or 1, "scheduler": scheduler}
        raise typer.Exit(batch.tell(batch.grade(course, lesson, student, rerun, **how), say, course))
    finally:
        BENCH.close()  # there may have been nothing to mark


@app.command()
def check(
    notebook: Annotated[Path, typer.Argument(help="your notebook, solved as far as you got")],
    unsafe: Annotated[bool, typer.Option("--unsafe", help="run it without a sandbox: it is your own code")] = False,
) -> None:
    """Say what a notebook of your own would be marked with, hidden checks included; no gradebook is needed."""
    from helpers.grading.learner import check

    raise typer.Exit(check(root(), notebook, say, unsafe))


@app.command()
def audit(
    lesson: str,
    student: Annotated[str, typer.Option(help="only students whose name fits")] = "*",
    recompute: Annotated[bool, typer.Option("--recompute", help="mark again from what was kept, and compare")] = False,
) -> None:
    """Say of every mark when, by what and from what it came; with --recompute, make it again and compare."""
    from helpers.grading.audit import audit

    raise typer.Exit(audit(course_folder(), lesson, student, recompute, say))


@app.command()
def doctor() -> None:
    """Say what this machine can do, and how to get what is missing; downloads nothing."""
    from helpers.grading.doctor import doctor

    raise typer.Exit(doctor(say))


@app.command()
def fairness(
    lessons: Names = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the result as JSON")] = False,
    extra: Annotated[list[Path] | None, typer.Option("--with", help="one more bank of answers")] = None,
    seeds: Annotated[int, typer.Option(help="how many seeds each answer is checked with")] = 20,
    mutants: Annotated[bool, typer.Option(help="put small mistakes into the references too")] = True,
) -> None:
    """Check the checks: right answers keep every mark, wrong ones lose some and learn why."""
    from helpers.grading.fairness import fairness

    result = fairness(root(), lessons or [], extra or [], seeds=seeds, mutants=mutants)
    print(json.dumps(result.counts, indent=2) if as_json else result.table())
    raise typer.Exit(0 if result.holds else 1)


@app.command()
def bench(subjects: Subjects = None) -> None:
    """Measure what the project promises; one JSON line a figure."""
    run("benchmarks", *(subjects or []))


@app.command()
def test() -> None:
    """Run every test: style, drift, units, a graded class, real browsers, and the notebooks from top to bottom."""
    run("ruff", "check")
    run("ruff", "format", "--check")
    run("helpers", "build", "--check")
    run("pytest", "-n", "2", "--dist", "loadfile")
    os.environ["TQDM_DISABLE"] = "1"  # what a bar says depends on the machine's pace
    forgiving = ("-p", "tests.figures", "--nbval-sanitize-with", "tests/nbval.cfg")
    run("pytest", "--nbval", *forgiving, "-W", "default", "notebooks")
    say("[green]Every test passed.[/] Next: make demo, or make lab.")
