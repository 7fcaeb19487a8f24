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
        missing = _missing(error, [name.replace("-", "_") for name in names])
        if missing is None:
            raise
        print(f"This waits for the exercise {missing}; the rest of the notebook runs.")


def _missing(error: Exception, names: list[str]) -> str | None:
    if isinstance(error, NameError):
        return error.name if error.name in names else None
    if error.args:  # a stub raises without a word; torch's own NotImplementedError says what it cannot do
        return None
    called = [name for name in _functions(error.__traceback__) if name in names]
    return called[-1] if called else " or ".join(names)


def _functions(traceback):
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_name
        traceback = traceback.tb_next
