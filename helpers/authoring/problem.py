"""What is wrong, where it is, and how to mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One fault that an author can mend: `where` is file:line, or file and cell id."""

    where: str
    reason: str
    mend: str

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}; {self.mend}"


class LessonError(Exception):
    """A lesson that cannot be built, with everything that is wrong with it in `problems`."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))
