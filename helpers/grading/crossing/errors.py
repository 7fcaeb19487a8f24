"""Errors cross by the name of a built-in exception, with what they say; nothing else of them does."""

import builtins
import math
import traceback
from pathlib import Path
from typing import Any

from .channel import BadMessageError

OURS = str(Path(__file__).parents[1])
LONGEST = 2000  # characters of a message
NO_ROOM = "it needs more memory than there is for it"
SCALARS = (bool, int, float, str, type(None))


def describe_error(error: BaseException) -> dict:
    """An error as plain data."""
    if type(error) is MemoryError and not error.args:
        error.args = (NO_ROOM,)
    try:
        said = str(error)
    except Exception:  # an error whose words fail as well
        said = ""
    plain = len(error.args) <= 4 and len(said) <= LONGEST and all(map(_is_plain, error.args))
    return {
        "names": [kind.__name__ for kind in type(error).__mro__ if isinstance(kind, type)][:20],
        "said": said[:LONGEST],
        "args": list(error.args) if plain else None,
        "name": getattr(error, "name", None) if isinstance(error, NameError) else None,
        "there": _their_traceback(error)[-2 * LONGEST :],
    }


def rebuild_error(found: Any) -> Exception:
    """An exception of this process: a subclass of the nearest built-in one, named as over there."""
    if type(found) is not dict or type(found.get("names")) is not list or type(found.get("said")) is not str:
        raise BadMessageError("an error of no known form")
    names = [name for name in found["names"][:20] if type(name) is str]
    base = next((kind for kind in map(_builtin, names) if kind), Exception)
    name = names[0] if names and names[0].isidentifier() and len(names[0]) <= 60 else base.__name__
    args = found.get("args")
    plain = type(args) is list and len(args) <= 4 and all(map(_is_plain, args))
    kind, said = type(name, (base,), {"there": "", "__module__": "builtins"}), found["said"][:LONGEST]
    try:
        error = kind(*(args if plain else [said]))
    except Exception:  # SyntaxError takes no two
        error = kind(said)
    error.there = found["there"][-2 * LONGEST :] if type(found.get("there")) is str else ""
    if isinstance(error, NameError) and type(found.get("name")) is str:
        error.name = found["name"][:200]
    return error


def _their_traceback(error: BaseException) -> str:
    """The traceback without our own frames; empty where that fails: the error may be made to be awkward."""
    try:
        found = traceback.TracebackException.from_exception(error, compact=True)
        found.stack = traceback.StackSummary.from_list(frame for frame in found.stack if not _is_ours(frame.filename))
        return "".join(found.format())
    except Exception:
        return ""


def _is_ours(file: str) -> bool:
    return file.startswith(OURS) or "/IPython/" in file


def _is_plain(arg: Any) -> bool:
    """Is it a scalar that JSON can hold?"""
    return type(arg) in SCALARS and (type(arg) is not float or math.isfinite(arg))


def _builtin(name: str) -> type[Exception] | None:
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, Exception):
        return None
    # These mean something to Python itself when they pass through a generator.
    if issubclass(kind, (StopIteration, StopAsyncIteration)):
        return RuntimeError
    return Exception if issubclass(kind, BaseExceptionGroup) else ValueError if issubclass(kind, UnicodeError) else kind
