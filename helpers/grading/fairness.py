"""Are the checks fair? Try every answer of a bank: right ones keep every mark, wrong ones lose some and learn why."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from .bank import Answer, Lesson
from .trial import Trials

SHORTEST_LIMIT, TIMES_THE_REFERENCE = 10, 20  # seconds a seed: the larger of the two
REFERENCE_LIMIT = 120


@dataclass(frozen=True)
class Verdict:
    """How an answer fared. why: what is unfair about it, or ""; passes_visible: full marks but for hidden tests."""

    answer: Answer
    why: str
    passes_visible: bool


@dataclass(frozen=True)
class Fairness:
    """The verdicts on all answers, tried with `seeds` seeds each."""

    verdicts: list[Verdict]
    seeds: int

    @property
    def unfair(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.why]

    @property
    def holds(self) -> bool:
        return not self.unfair

    @property
    def counts(self) -> dict:
        """{lesson: {exercise: {right, wrong, seeds, mutants, rejected: [names], missed: [names]}}}.

        rejected: right answers that lost marks, the reference among them. missed: wrong ones that kept full marks or
        did not read their hint, and a blank one that earned something.
        """
        counts = {}
        for (lesson, exercise), verdicts in self.exercises().items():
            kinds = [verdict.answer.kind for verdict in verdicts]
            unfair = [verdict.answer for verdict in verdicts if verdict.why]
            counts.setdefault(lesson, {})[exercise] = {
                "right": kinds.count("right"),
                "wrong": kinds.count("wrong"),
                "seeds": self.seeds,
                "mutants": 0,
                "rejected": [answer.name for answer in unfair if answer.kind in ("right", "reference")],
                "missed": [answer.name for answer in unfair if answer.kind in ("wrong", "blank")],
            }
        return counts

    def table(self) -> str:
        """One line an exercise, then one for each unfair answer, with the reason."""
        lines = [f"{'exercise':42} right  wrong  (pass what is visible)  verdict"]
        for (lesson, exercise), verdicts in self.exercises().items():
            kinds = [verdict.answer.kind for verdict in verdicts]
            visible = sum(verdict.passes_visible for verdict in verdicts if verdict.answer.kind == "wrong")
            unfair = sum(bool(verdict.why) for verdict in verdicts)
            name, verdict = f"{lesson} {exercise}", f"{unfair} unfair" if unfair else "fair"
            lines.append(f"{name:42} {kinds.count('right'):5}  {kinds.count('wrong'):5}  {visible:22}  {verdict}")
        for verdict in self.unfair:
            answer = verdict.answer
            lines.append(f"{answer.lesson}/{answer.exercise}/{answer.kind}/{answer.name} {verdict.why}")
        ending = f"{len(self.unfair)} unfair" if self.unfair else "every one fair"
        return "\n".join([*lines, f"{len(self.verdicts)} answers with {self.seeds} seeds each: {ending}."])

    def exercises(self) -> dict[tuple[str, str], list[Verdict]]:
        """The verdicts by lesson and exercise."""
        groups = {}
        for verdict in self.verdicts:
            groups.setdefault((verdict.answer.lesson, verdict.answer.exercise), []).append(verdict)
        return groups


def fairness(
    root: Path,
    lessons: list[str] | None = None,
    extra: list[Path] = (),
    *,
    seeds: int = 20,
    progress: Callable[[int, int], None] | None = None,
) -> Fairness:
    """Try the reference, the blank exercise and every answer of the banks on the checks in source/.

    root: the course's folder; its bank is tests/answers. lessons: names or their numbers, all if None. extra: more
    banks. seeds: how many; the first is the students' own, without COURSE_SEED. progress is called with the number of
    answers done and of all; without it a bar is shown on a terminal.
    Raises ValueError for a lesson, or a banked exercise, that does not exist.
    """
    chosen = [Lesson(path) for path in find_lessons(root, lessons)]
    answers = [answer for lesson in chosen for answer in lesson.answers([root / "tests" / "answers", *extra])]
    modules = sorted({module for lesson in chosen for module in lesson.modules()})
    with tqdm(total=len(answers), unit="answer", disable=True if progress else None) as bar:

        def done(count: int) -> None:
            progress(count, len(answers)) if progress else bar.update()

        with Trials(modules, done) as trials:
            results = try_all({lesson.name: lesson for lesson in chosen}, answers, trials, seeds)
    return Fairness([judge(answer, results[answer]) for answer in answers], seeds)


def find_lessons(root: Path, names: list[str] | None) -> list[Path]:
    """The instructor's copies in source/, by full name or by number. Raises ValueError for one that is not there."""
    there = sorted(root.glob("source/*/*.ipynb"))
    chosen = [path for path in there if not names or any(f"{path.stem}_".startswith(f"{name}_") for name in names)]
    for name in names or []:
        if not any(f"{path.stem}_".startswith(f"{name}_") for path in chosen):
            raise ValueError(f"no lesson {name!r} in source/; there are: {', '.join(path.stem for path in there)}")
    return chosen


def try_all(lessons: dict[str, Lesson], answers: list[Answer], trials: Trials, seeds: int) -> dict[Answer, dict]:
    """First the references, which say how long an answer may take, then all others."""

    def job(answer: Answer, limit: float) -> dict:
        names = [None, *(str(number) for number in range(1, seeds))]
        return {"cells": lessons[answer.lesson].trial(answer), "seeds": names, "limit": limit}

    references = [answer for answer in answers if answer.kind == "reference"]
    results = trials.run({answer: job(answer, REFERENCE_LIMIT) for answer in references})
    limits = {
        (answer.lesson, answer.exercise): max(
            [SHORTEST_LIMIT, *(TIMES_THE_REFERENCE * r["seconds"] for r in result["runs"])]
        )
        for answer, result in results.items()
    }
    others = [answer for answer in answers if answer.kind != "reference"]
    return results | trials.run({answer: job(answer, limits[answer.lesson, answer.exercise]) for answer in others})


def judge(answer: Answer, result: dict) -> Verdict:
    """What is unfair about how the checks treated an answer, in the first seed where it is."""
    runs = result["runs"]
    visible = bool(runs) and is_full(runs[0]["visible"])
    if result["stopped"] and answer.kind in ("reference", "right"):
        return Verdict(answer, f"lost marks: {result['stopped']}", visible)
    found = ((seed, UNFAIR[answer.kind](answer, run["full"])) for seed, run in enumerate(runs))
    why = next((f"{words} (seed {seed or 'unset'})" for seed, words in found if words), "")
    if answer.hint and not runs and not why:
        why = lacks_hint(answer, result["stopped"])
    return Verdict(answer, why, visible)


def is_full(checks: list[dict]) -> bool:
    return all(check["share"] == 1 for check in checks)


def loses_marks(answer: Answer, checks: list[dict]) -> str:
    lost = next((check for check in checks if check["share"] < 1), None)
    return f"lost marks: {lost['name']} gave {lost['share']:.0%}: {lost['said']}" if lost else ""


def earns_marks(answer: Answer, checks: list[dict]) -> str:
    earned = next((check for check in checks if check["share"] > 0), None)
    return f"earned marks: {earned['name']} gave {earned['share']:.0%}" if earned else ""


def keeps_marks_or_lacks_hint(answer: Answer, checks: list[dict]) -> str:
    if is_full(checks):
        return "kept full marks"
    return lacks_hint(answer, " · ".join(check["said"] for check in checks if check["share"] < 1))


def lacks_hint(answer: Answer, said: str) -> str:
    """The hint is compared without regard to case and to how lines are broken."""
    shown = " ".join(answer.hint.split()).casefold() in " ".join(said.split()).casefold()
    return "" if shown else f"did not read {answer.hint!r}, but: {said}"


UNFAIR = {"reference": loses_marks, "right": loses_marks, "blank": earns_marks, "wrong": keeps_marks_or_lacks_hint}
