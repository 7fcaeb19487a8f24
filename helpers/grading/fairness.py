"""Are the checks fair? Try every answer of a bank: right ones keep every mark, wrong ones lose some and learn why."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from .bank import Answer, Lesson
from .trial import Trials

SHORTEST_LIMIT, TIMES_THE_REFERENCE = 10, 20  # seconds a seed: the larger of the two
REFERENCE_LIMIT = 120
MUTANT_SEEDS, MUTANT_LIMIT = 3, 3  # mutants are many, and those that loop need not be waited for
ENOUGH = 0.95  # of the mutants of an exercise, but for those explained to be as good as the reference


@dataclass(frozen=True)
class Verdict:
    """How an answer fared. why: what is wrong with that, or ""; passes_visible: full marks but for hidden tests."""

    answer: Answer
    why: str
    passes_visible: bool
    survived: bool = False  # a mutant that kept full marks


@dataclass(frozen=True)
class Fairness:
    """The verdicts on all answers, tried with `seeds` seeds each."""

    verdicts: list[Verdict]
    seeds: int

    @property
    def unfair(self) -> list[Verdict]:
        """Every answer with something wrong, but a few surviving mutants are forgiven."""
        lax = {name for name, verdicts in self.exercises().items() if not catches_enough(verdicts)}
        return [v for v in self.verdicts if v.why and (v.answer.place in lax or not v.survived)]

    @property
    def holds(self) -> bool:
        """Did every answer get what it deserves?"""
        return not self.unfair

    @property
    def counts(self) -> dict:
        """{lesson: {exercise: {right, wrong, seeds, mutants, …, rejected: [names], missed: [names]}}}.

        rejected: right answers that lost marks, the reference among them. missed: wrong ones that kept full marks or
        did not read their hint, and a blank one that earned something. The mutants are those caught, those explained
        to be as good as the reference, and the other survivors, which are named.
        """
        counts = {}
        for (lesson, exercise), verdicts in self.exercises().items():
            kinds = [verdict.answer.kind for verdict in verdicts]
            unfair = [verdict.answer for verdict in verdicts if verdict.why]
            counts.setdefault(lesson, {})[exercise] = {
                "right": kinds.count("right"),
                "wrong": kinds.count("wrong"),
                "seeds": self.seeds,
                **count_mutants(verdicts),
                "rejected": [answer.name for answer in unfair if answer.kind in ("right", "reference")],
                "missed": [answer.name for answer in unfair if answer.kind in ("wrong", "blank")],
            }
        return counts

    def table(self) -> str:
        """One line an exercise, then one for each answer with something wrong, forgiven or not, that says what."""
        lines = [f"{'exercise':42} right  wrong  (pass what is visible)  {'mutants caught':24}  verdict"]
        all_unfair = self.unfair
        for (lesson, exercise), verdicts in self.exercises().items():
            kinds = [verdict.answer.kind for verdict in verdicts]
            visible = sum(verdict.passes_visible for verdict in verdicts if verdict.answer.kind == "wrong")
            unfair = sum(verdict in all_unfair for verdict in verdicts)
            mutants = "{mutants_caught} of {mutants}, {mutants_explained} explained".format(**count_mutants(verdicts))
            mutants = mutants if "mutant" in kinds else "not tried"
            name, verdict = f"{lesson} {exercise}", f"{unfair} unfair" if unfair else "fair"
            counts = f"{kinds.count('right'):5}  {kinds.count('wrong'):5}  {visible:22}  {mutants:24}"
            lines.append(f"{name:42} {counts}  {verdict}")
        for verdict in filter(lambda verdict: verdict.why, self.verdicts):
            answer = verdict.answer
            lines.append(f"{answer.lesson}/{answer.exercise}/{answer.kind}/{answer.name} {verdict.why}")
        mutants = sum(verdict.answer.kind == "mutant" for verdict in self.verdicts)
        tried = f"{len(self.verdicts) - mutants} answers with {self.seeds} seeds each"
        tried += f" and {mutants} mutants with at most {MUTANT_SEEDS}" if mutants else ""
        return "\n".join([*lines, f"{tried}: {f'{len(all_unfair)} unfair' if all_unfair else 'every one fair'}."])

    def exercises(self) -> dict[tuple[str, str], list[Verdict]]:
        """The verdicts by lesson and exercise."""
        groups = {}
        for verdict in self.verdicts:
            groups.setdefault(verdict.answer.place, []).append(verdict)
        return groups


def count_mutants(verdicts: list[Verdict]) -> dict:
    """What became of the mutants among the answers to an exercise: survivors are named, unless they are explained."""
    mutants = [verdict for verdict in verdicts if verdict.answer.kind == "mutant"]
    survivors = [verdict.answer for verdict in mutants if verdict.survived]
    return {
        "mutants": len(mutants),
        "mutants_caught": len(mutants) - len(survivors),
        "mutants_explained": sum(bool(answer.reason) for answer in survivors),
        "survivors": [answer.name for answer in survivors if not answer.reason],
    }


def catches_enough(verdicts: list[Verdict]) -> bool:
    """Do the checks catch ENOUGH of the mutants that are not explained?"""
    counts = count_mutants(verdicts)
    return counts["mutants_caught"] >= ENOUGH * (counts["mutants"] - counts["mutants_explained"])


def fairness(
    root: Path,
    lessons: list[str] | None = None,
    extra: list[Path] = (),
    *,
    seeds: int = 20,
    mutants: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Fairness:
    """Try the reference, the blank exercise and every answer of the banks on the checks in source/.

    root: the course's folder; its bank is tests/answers. lessons: names or their numbers, all if None. extra: more
    banks. seeds: how many; the first is the students' own, without COURSE_SEED. mutants: whether to try the references'
    mutants too. progress is called with the number of answers done and of all; without it a bar is shown on a terminal.
    Raises ValueError for a lesson, or a banked exercise or survivor, that does not exist.
    """
    chosen = [Lesson(path) for path in find_lessons(root, lessons)]
    banks = [root / "tests" / "answers", *extra]
    answers = [answer for lesson in chosen for answer in lesson.answers(banks, with_mutants=mutants)]
    modules = sorted({module for lesson in chosen for module in lesson.skeleton.modules()})
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
        names, is_mutant = [None, *(str(number) for number in range(1, seeds))], answer.kind == "mutant"
        names = names[:MUTANT_SEEDS] if is_mutant else names
        return lessons[answer.lesson].trial(answer) | {"seeds": names, "limit": limit, "until_lost": is_mutant}

    references = [answer for answer in answers if answer.kind == "reference"]
    results = trials.run({answer: job(answer, REFERENCE_LIMIT) for answer in references})
    slowest = {a.place: max((run["seconds"] for run in result["runs"]), default=0) for a, result in results.items()}

    def limit(answer: Answer) -> float:
        shortest = MUTANT_LIMIT if answer.kind == "mutant" else SHORTEST_LIMIT
        return max(shortest, TIMES_THE_REFERENCE * slowest[answer.place])

    others = [answer for answer in answers if answer.kind != "reference"]
    return results | trials.run({answer: job(answer, limit(answer)) for answer in others})


def judge(answer: Answer, result: dict) -> Verdict:
    """What is unfair about how the checks treated an answer, in the first seed where it is."""
    runs = result["runs"]
    visible = bool(runs) and is_full(runs[0]["visible"])
    if answer.kind == "mutant":
        survived = not result["stopped"] and all(is_full(run["full"]) for run in runs)
        return Verdict(answer, survives_or_is_caught(answer, survived), visible, survived)
    if result["stopped"] and answer.kind in ("reference", "right"):
        return Verdict(answer, f"lost marks: {result['stopped']}", visible)
    found = ((seed, UNFAIR[answer.kind](answer, run["full"])) for seed, run in enumerate(runs))
    why = next((f"{words} (seed {seed or 'unset'})" for seed, words in found if words), "")
    if answer.hint and not runs and not why:
        why = lacks_hint(answer, result["stopped"])
    return Verdict(answer, why, visible)


def is_full(checks: list[dict]) -> bool:
    """Did every check give all its points?"""
    return all(check["share"] == 1 for check in checks)


def loses_marks(answer: Answer, checks: list[dict]) -> str:
    """Why a right answer was treated unfairly, or nothing: which check it lost marks in."""
    lost = next((check for check in checks if check["share"] < 1), None)
    return f"lost marks: {lost['name']} gave {lost['share']:.0%}: {lost['said']}" if lost else ""


def earns_marks(answer: Answer, checks: list[dict]) -> str:
    """Why an empty answer was treated unfairly, or nothing: which check gave it marks."""
    earned = next((check for check in checks if check["share"] > 0), None)
    return f"earned marks: {earned['name']} gave {earned['share']:.0%}" if earned else ""


def keeps_marks_or_lacks_hint(answer: Answer, checks: list[dict]) -> str:
    """Why a wrong answer was treated unfairly, or nothing: it lost no mark, or was not told why."""
    if is_full(checks):
        return "kept full marks"
    return lacks_hint(answer, " · ".join(check["said"] for check in checks if check["share"] < 1))


def lacks_hint(answer: Answer, said: str) -> str:
    """The hint is compared without regard to case and to how lines are broken."""
    shown = " ".join(answer.hint.split()).casefold() in " ".join(said.split()).casefold()
    return "" if shown else f"did not read {answer.hint!r}, but: {said}"


def survives_or_is_caught(answer: Answer, survived: bool) -> str:
    """A mutant has no hint to read; an explanation has to be true of it."""
    if answer.reason:
        return "" if survived else f"lost marks, though survivors.toml says that it cannot: {answer.change}"
    return f"kept full marks: {answer.change}" if survived else ""


UNFAIR = {"reference": loses_marks, "right": loses_marks, "blank": earns_marks, "wrong": keeps_marks_or_lacks_hint}
