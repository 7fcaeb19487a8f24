"""`course`: the project's verbs. Each prints what it did, where the result is and what to do next; no logic here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from helpers import authoring, grading

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)
say = Console(highlight=False).print
Names = Annotated[list[str] | None, typer.Argument(help="lessons, as 01 or 01_the_2012_moment; all if none is named")]


def root() -> Path:
    """The course's folder: the nearest one upwards with nbgrader_config.py and notebooks/."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (folder / "nbgrader_config.py").exists() and (folder / "notebooks").is_dir():
            return folder
    sys.exit("This is not the course's folder: cd to where nbgrader_config.py and notebooks/ are, and try again.")


def run(*command: str) -> None:
    """Show a command, run it in the course's folder, and stop with its exit code where it fails."""
    say(f"[bold]$ {' '.join(Path(command[0]).name if i == 0 else c for i, c in enumerate(command))}")
    code = subprocess.run(command, cwd=root(), check=False).returncode
    if code:
        say(f"[red]That did not hold (exit code {code}); the lines above say what.")
        raise typer.Exit(code)


@app.command()
def build(
    lessons: Names = None,
    check: Annotated[bool, typer.Option("--check", help="execute nothing; name what is wrong and how to mend it")] = False,
    execute: Annotated[bool, typer.Option(help="run the lesson and keep its outputs")] = True,
    forget: Annotated[bool, typer.Option(help="let a released grade_id disappear")] = False,
) -> None:
    """Build the notebooks from the lesson texts, or check them."""
    if check:
        raise typer.Exit(authoring.check(root(), say))
    raise typer.Exit(authoring.build_all(root(), lessons, execute=execute, forget=forget, say=say))


@app.command()
def diagrams() -> None:
    """Render every mermaid source in diagrams/ to the SVG beside it."""
    for path in authoring.render_diagrams(root()):
        say(f"drew {path}")
    say("Next: course build, which puts them into the notebooks.")


@app.command()
def lab(port: int = 0, browser: bool = True) -> None:
    """Copy what is new in release/ to work/, overwriting nothing, and open it in JupyterLab."""
    copied = authoring.copy_release(root())
    say(f"{len(copied)} new notebooks copied to work/; what you had there is as it was. Opening JupyterLab; Ctrl-C ends it.")
    options = [] if browser else ["--no-browser"]
    run(sys.executable, "-m", "jupyterlab", "work", f"--ServerApp.port={port}", *options)


@app.command()
def demo() -> None:
    """Let a class of 12 hand in lesson 01, grade it, write feedback and grades.csv, print the marks."""
    raise typer.Exit(grading.demo(root(), say))


@app.command()
def fairness(
    lessons: Names = None,
    as_json: Annotated[bool, typer.Option("--json", help="print the result as JSON")] = False,
    extra: Annotated[list[Path] | None, typer.Option("--with", help="one more bank of answers")] = None,
    seeds: Annotated[int, typer.Option(help="how many seeds each answer is checked with")] = 20,
) -> None:
    """Check the checks: right answers keep every mark, wrong ones lose some and learn why."""
    result = grading.fairness(root(), lessons, extra or [], seeds=seeds)
    print(json.dumps(result.counts, indent=2) if as_json else result.table())
    raise typer.Exit(0 if result.holds else 1)


@app.command()
def bench(subjects: Annotated[list[str] | None, typer.Argument(help="lessons, pictures, …; all if none")] = None) -> None:
    """Measure what the project promises; one JSON line a figure."""
    run(sys.executable, "-m", "benchmarks", *(subjects or []))


@app.command()
def test() -> None:
    """Run every test: style, drift, unit tests, the class of 12, the browser, and the notebooks top to bottom."""
    run(sys.executable, "-m", "ruff", "check")
    run(sys.executable, "-m", "ruff", "format", "--check")
    run(sys.executable, "-m", "helpers", "build", "--check")
    run(sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile")
    run(sys.executable, "-m", "pytest", "--nbval", "--nbval-sanitize-with", "tests/nbval.cfg", "-p", "no:xdist", "notebooks")
    say("[green]Every test passed.[/] Next: make demo, or make lab.")
