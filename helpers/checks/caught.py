"""Break it: how many wrong functions a student's own test catches."""

from collections.abc import Callable, Sequence

from .plain import NotNumericError, to_tensor


def caught(judge: Callable, suspects: Sequence[Callable], hint: str) -> int:
    """How many of the wrong functions `suspects` the student's test `judge` refuses; says so in a line if not all.

    Refusing is to return something false, or to raise: a failed assertion, a comparison of unlike shapes.
    """
    count = sum(refuses(judge, suspect) for suspect in suspects)
    if count < len(suspects):
        print(f"Your test catches {count} of {len(suspects)} wrong functions: {hint}")
    return count


def refuses(judge: Callable, suspect: Callable) -> bool:
    """Does `judge` say that `suspect` is wrong? Only a single false value, or an error, is a refusal."""
    try:
        verdict = to_tensor(judge(suspect))
    except NotNumericError:
        return False
    except Exception:
        return True
    return verdict.numel() == 1 and not verdict.item()
