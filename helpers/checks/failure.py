"""What a student reads when a check fails: the property and what was seen instead; below it, a hint."""

LONGEST_LINE = 200  # characters: a failure is read at a glance, even when it quotes an error of the student's


class CheckFailed(AssertionError):  # noqa: N818 (a student reads the name: it says what happened)
    """A property does not hold.

    property: what should be true, in words ("each row should sum to 1").
    hint: a question that leads on ("which axis did you sum over?").
    numbers: what was seen instead ("row 0 sums to 2.7, not 1"). Kept apart, so that a grader can drop
    them where a hidden test failed.
    """

    def __init__(self, property: str, hint: str = "", numbers: str = ""):
        super().__init__(property, hint, numbers)
        self.property, self.hint, self.numbers = (_one_line(part) for part in (property, hint, numbers))

    def without_numbers(self) -> "CheckFailed":
        """The same failure as a hidden test may show it."""
        return CheckFailed(self.property, self.hint)

    def __str__(self) -> str:
        found = ": ".join(part for part in (self.property, self.numbers) if part)
        return "\n".join(line for line in (found, self.hint) if line)

    def _render_traceback_(self) -> list[str]:
        # IPython shows this instead of a traceback: our frames teach a student nothing.
        return str(self).splitlines()


def _one_line(text: str) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"
