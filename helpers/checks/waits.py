"""Demos that use exercises: they wait politely until these are solved."""

from contextlib import contextmanager


@contextmanager
def waits_for(*names: str):
    """Run a demo block that needs the exercises `names`; while one is missing or a stub, say so in a line instead.

    Every other error passes through with its traceback: it is the student's to read.
    """
    try:
        yield
    except (NotImplementedError, NameError) as error:
        missing = _missing(error, {name.replace("-", "_"): name for name in names})
        if missing is None:
            raise
        print(f"This waits for the exercise {missing}; the rest of the notebook runs.")


def _missing(error: Exception, exercises: dict[str, str]) -> str | None:
    """The exercise, found by its function's name, that the error comes from; None where it comes from elsewhere."""
    if isinstance(error, NameError):
        return exercises.get(error.name)
    if error.args:  # a stub raises without a word; torch's own NotImplementedError says what it cannot do
        return None
    called = [exercises[name] for name in _functions(error.__traceback__) if name in exercises]
    return called[-1] if called else " or ".join(exercises.values())


def _functions(traceback):
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_name
        traceback = traceback.tb_next
