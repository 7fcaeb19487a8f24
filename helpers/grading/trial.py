"""Try answers out as submissions are marked: in confined processes, each answer with many seeds.

One answer's processes are started once; for each seed the cells run anew, and then the checks with that seed.
"""

from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count

from .grader import Grader, Submission
from .points import earned
from .skeleton import Skeleton

LONGEST_FEEDBACK = 2000  # characters


class Trials:
    """Tries answers, as many at a time as there are cores; `done` is called with the number that are through."""

    def __init__(self, modules: list[str], done: Callable[[int], None]):
        self._grader, self._done, self._count = Grader(modules), done, 0

    def __enter__(self) -> "Trials":
        self._grader.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._grader.__exit__()

    def run(self, jobs: dict[Hashable, dict]) -> dict[Hashable, dict]:
        """Run the jobs; return what became of each: {"runs": one a seed, "stopped": why it did not end, or ""}.

        A job: skeleton, answers by exercise, checks (the names of those to run), seeds, limit (seconds for a cell, a
        call and all calls of a check), until_lost (stop after the first seed that loses marks).
        """
        with ThreadPoolExecutor(cpu_count()) as pool:
            return dict(zip(jobs, pool.map(self._try, jobs.values()), strict=True))

    def _try(self, job: dict) -> dict:
        result = self._grader.try_out(job["skeleton"], Submission(answers=job["answers"]), job)
        self._count += 1
        self._done(self._count)
        if "refused" in result:
            return {"runs": [], "stopped": result["refused"]}
        shares = {cell.name: cell.points or 1 for cell in job["skeleton"].checks}
        runs = [
            {
                "full": [verdict(run["full"][name], name, shares[name]) for name in job["checks"]],
                "visible": [verdict(check, name, shares[name]) for name, check in run["visible"].items()],
                "seconds": run["seconds"],
            }
            for run in result["runs"]
        ]
        return {"runs": runs, "stopped": ""}


def verdict(check: dict, name: str, points: float) -> dict:
    """A check's share by nbgrader's own rule, and the words that its feedback holds."""
    return {"name": name, "share": earned(check["outputs"], points) / points, "said": check["said"][:LONGEST_FEEDBACK]}


def checks_of(skeleton: Skeleton, exercise: str) -> list[str]:
    """The names of the checks of an exercise: check-NAME, check-NAME-2 …"""
    names = sorted((cell.name for cell in skeleton.exercises), key=len, reverse=True)

    def owner(check: str) -> str:
        rest = check.removeprefix("check-")
        exact = rest if rest in names else rest.rpartition("-")[0] if rest.rpartition("-")[2].isdigit() else ""
        return exact if exact in names else ""

    return [cell.name for cell in skeleton.checks if owner(cell.name) == exercise]
