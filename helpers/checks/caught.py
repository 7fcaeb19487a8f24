"""Break it: how many wrong functions a student's own test catches."""

from collections.abc import Callable, Mapping, Sequence

from .failure import CheckFailed
from .inputs import Draw
from .plain import NotNumericError, to_tensor


def caught(
    judge: Callable,
    wrong: Sequence[Callable],
    hint: str,
    right: Mapping[str, Callable] | None = None,
    draw: Draw | None = None,
) -> int:
    """How many of the functions `wrong` the student's test `judge` refuses; says so in a line if not all.

    Refusing is to return something false, or to raise: a failed assertion, a comparison of unlike shapes.
    right: functions that it must not refuse, by the hint for whoever does. Raises CheckFailed where it refuses one.
    draw: random inputs; they put all functions into one order, so that a test cannot go by which comes first.
    """
    asked = [*(right or {}).values(), *wrong]
    order = draw.permutation(len(asked)).tolist() if draw else range(len(asked))
    verdicts = {place: verdict(judge, asked[place]) for place in order}
    for place, blame in enumerate(right or {}):
        if verdicts[place] is not True:
            raise CheckFailed("your test should accept every right function", blame)
    count = sum(verdicts[place] is False for place in range(len(asked) - len(wrong), len(asked)))
    if count < len(wrong):
        print(f"Your test catches {count} of {len(wrong)} wrong functions: {hint}")
    return count


def verdict(judge: Callable, suspect: Callable) -> bool | None:
    """What `judge` says of `suspect`: a single true or false value, an error as a refusal, or nothing that counts."""
    try:
        said = to_tensor(judge(suspect))
    except NotNumericError:
        return None
    except NotImplementedError:
        raise  # an exercise not yet done
    except Exception:
        return False
    return bool(said.item()) if said.numel() == 1 else None
