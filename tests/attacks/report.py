"""The table of a run, its evidence, and its last line."""

import json
import platform
from importlib.metadata import version
from pathlib import Path

from .corpus_reader import CLASSES
from .judge import VERDICTS
from .runner import Outcome

COLUMNS = ["attacks", "ran", *VERDICTS]


def counts(outcome: Outcome, kind: str | None = None) -> dict[str, int]:
    """How many attacks there were, ran, and succeeded in which way; of one class or of all."""
    verdicts = [verdict for verdict in outcome.verdicts if kind in (None, verdict.attack.kind)]
    found = {"attacks": len(verdicts), "ran": sum(verdict.ran for verdict in verdicts)}
    for name in VERDICTS:
        found[name] = sum(bool(getattr(verdict, name)) for verdict in verdicts)
        found[name] += 0 if kind else sum(line.startswith(f"{name}: ") for line in outcome.nameless)
    return found


def table(outcome: Outcome) -> str:
    rows = [[kind, *counts(outcome, kind).values()] for kind in CLASSES if counts(outcome, kind)["attacks"]]
    rows.append(["all", *counts(outcome).values()])
    lines = [["class", *COLUMNS], ["---", *["---:"] * len(COLUMNS)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def evidence(outcome: Outcome) -> list[str]:
    """A line for each success of an attack and for each that did not run."""
    lines = [f"{each.attack.name}: it did not run (no canary)" for each in outcome.verdicts if not each.ran]
    for each in outcome.verdicts:
        for name in VERDICTS:
            lines += [f"{each.attack.name}: {name}: {'; '.join(getattr(each, name))[:200]}"] * bool(getattr(each, name))
    return lines + outcome.nameless


def held(outcome: Outcome) -> bool:
    found = counts(outcome)
    return found["ran"] == found["attacks"] and not any(found[name] for name in VERDICTS)


def show(outcome: Outcome) -> None:
    print(*evidence(outcome), "", table(outcome), sep="\n")
    print(json.dumps(counts(outcome)))


def write(outcome: Outcome, path: Path) -> None:
    """docs/attacks.md: the stock table, and what each attack does and achieved."""
    versions = f"nbgrader {version('nbgrader')}, ipykernel {version('ipykernel')}, Python {platform.python_version()}"
    lines = [
        INTRO.format(versions=versions, usual=", ".join(sorted(outcome.usual)) or "none"),
        table(outcome),
        "",
        OPEN,
        LIST,
    ]
    for each in sorted(outcome.verdicts, key=lambda verdict: CLASSES.index(verdict.attack.kind)):
        got = [name for name in VERDICTS if getattr(each, name)]
        how = each.attack.header.get("how", "")
        lines.append(f"| {each.attack.name} | {how.replace('|', '/')} | {', '.join(got) or '–'} |")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n")


INTRO = """\
# Attacks on stock nbgrader

Each attack of `tests/attacks/corpus/` was graded by `nbgrader autograde` as it comes ({versions}), alone in a
container, on top of answers that are wrong everywhere; with one honest student after it, except where it is a
cell that only forges or looks.

- **ran**: its canary was seen, so the payload was in place; or, where it runs no code, the submission was processed.
- **forged**: a mark that the same wrong answers do not earn. **leaked**: a secret reached the student beyond what the
  feedback shows to everybody, which on stock nbgrader is: {usual}.
- **tampered**: a file or a mark that is not the attacker's changed. **escaped**: a process that lives on, a file left
  elsewhere, or a connection. **stopped**: the honest student after it has no mark or a wrong one.

`make attacks` runs the same corpus against the course's own grader; `python -m tests.attacks --against stock --write`
makes this page.
"""
OPEN = """\
## What the course's own grader leaves open

- **Word of a hidden input.** An answer sees what it is called with. Its outputs are then the teacher's only, and the
  feedback's come from a process that saw no hidden input; but what the feedback says of each hidden check depends on
  the answer: passed or not, which built-in error, which cell was stopped. That is about ten bits a check. And what is
  in the machine's page cache can be found out by timing, by a later process too. No other student has the same
  inputs, so what is learnt is worth little.
- **Time.** An endless loop costs 10 s a call, 30 s a check or a cell, and 300 s a notebook; a check's own function
  that a student makes compute for ever in one step of C costs as much, and then the whole submission is refused.
- **Memory of the kernel.** A sandbox's open files are counted from outside (1,024 in all), so buffers of sockets and
  pipes come to 160 MB or so before it is ended.
- **Changes of arguments.** Where the lesson's own solution changes an argument in a check, changes of any argument of
  that check count; and if later checks use the same object, they get it as it was left.
- **Earlier versions of a lesson.** Work is marked against the version that it was handed out with, which the checks in
  the notebook tell. Whoever keeps an old copy chooses the old checks; the teacher reads a note that says so.
- **A question for the teacher.** An answer of a type that no check can compare is left to the teacher to mark, and is
  not a zero: whoever wants to can ask for that.

## Every attack
"""
LIST = "| attack | how | on stock nbgrader |\n|---|---|---|"
