"""The line that opens a cell: `# %% exercise="conv2d" minutes=8 level=2` → its kind, its name, its keys."""

import re
from dataclasses import dataclass

START = r"(?:%%+(?:\s|$)|(?:<codecell>|In\[[0-9 ]*\]:?)\s*$)"
MARKER = re.compile(rf"^\s*#\s*{START}")  # where Jupytext starts a cell
ITEM = re.compile(r"""(?P<word>[\w-]+)(?:=(?P<value>"[^"]*"|'[^']*'|[^\s"']+))?(?=\s|$)""")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Kind:
    """What a header of this kind holds besides `minutes` and `further`, which every cell may have."""

    markdown: bool = False
    named: bool = False  # the word carries a name: exercise="conv2d"
    words: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


KINDS = {
    "prose": Kind(markdown=True),
    "objectives": Kind(markdown=True),
    "written": Kind(markdown=True, named=True, keys=("points",)),
    "setup": Kind(),
    "demo": Kind(words=("measured",)),
    "exercise": Kind(named=True, keys=("level",)),
    "check": Kind(named=True, keys=("points",)),
    "predict": Kind(named=True, keys=("options",)),
}
CODE_WORDS = 'setup, demo, demo measured, exercise="…", check="…", predict="…"'
MARKDOWN_WORDS = 'objectives, written="…", or no word for prose'


@dataclass(frozen=True)
class Header:
    """What a header says. minutes: of the learner's time; level: 1–3; options: what a prediction chooses from."""

    kind: str
    name: str = ""
    measured: bool = False
    further: bool = False
    minutes: float | None = None
    points: float | None = None
    level: int | None = None
    options: tuple[str, ...] = ()


class HeaderError(ValueError):
    """A header that cannot be read."""

    def __init__(self, reason: str, mend: str):
        self.reason, self.mend = reason, mend
        super().__init__(f"{reason}; {mend}")


def read_header(line: str) -> Header:
    """Read one `# %%` line. Raises HeaderError."""
    if not MARKER.match(line):
        raise HeaderError("text before the first # %% line", "open it with # %% [markdown] or # %% setup")
    rest = MARKER.sub("", line, count=1).strip()
    markdown = rest.startswith("[markdown]")
    items = split_items(rest.removeprefix("[markdown]"))
    kind = find_kind(items, markdown)
    name = read_name(kind, items.pop(kind, None))
    measured = "measured" in items and items.pop("measured") is None
    for key in items:
        allowed = ("minutes", "further", *KINDS[kind].keys, *KINDS[kind].words)
        if key not in allowed:
            raise HeaderError(f"{key!r} is no key of a cell of kind {kind}", f"it takes {', '.join(allowed)}")
    return Header(kind, name, measured, **{key: READERS[key](key, value) for key, value in items.items()})


def split_items(text: str) -> dict[str, str | None]:
    """Split `demo measured minutes=2` into words (whose value is None) and keys."""
    items: dict[str, str | None] = {}
    while text := text.strip():
        found = ITEM.match(text)
        if not found:
            raise HeaderError(f"cannot read {text!r}", 'write words and key="value" pairs, one space between two')
        if found["word"] in items:
            raise HeaderError(f"{found['word']!r} stands there twice", "keep one")
        items[found["word"]] = found["value"] and found["value"].strip("\"'")
        text = text[found.end() :]
    return items


def find_kind(items: dict[str, str | None], markdown: bool) -> str:
    """The one kind the header names; prose for a bare `[markdown]`."""
    kinds = [word for word in items if word in KINDS]
    choice = MARKDOWN_WORDS if markdown else CODE_WORDS
    if len(kinds) > 1:
        raise HeaderError(f"a cell cannot be {' and '.join(kinds)} at once", "make it two cells")
    if not kinds and not markdown:
        wrong = f"{next(iter(items))!r} is no kind of cell" if items else "a code cell that does not say what it is"
        raise HeaderError(wrong, f"its words are {choice}")
    kind = kinds[0] if kinds else "prose"
    if KINDS[kind].markdown != markdown:
        needs = "a text cell" if KINDS[kind].markdown else "a code cell"
        raise HeaderError(f"{kind} is {needs}", f"write # %% {'' if markdown else '[markdown] '}{kind}")
    return kind


def read_name(kind: str, value: str | None) -> str:
    """The name in `exercise="name"`; an empty one for kinds without."""
    if not KINDS[kind].named:
        if value is not None:
            raise HeaderError(f"{kind} takes no name", f"write {kind} alone")
        return ""
    if value is None or not SLUG.fullmatch(value):
        raise HeaderError(f"{kind} needs a name", f'in small letters, digits and hyphens: {kind}="receptive-field"')
    return value


def read_number(key: str, value: str | None) -> float:
    """A number without a sign. Raises HeaderError for anything else."""
    if value is None or not re.fullmatch(r"\d+(\.\d+)?", value):
        raise HeaderError(f"{key} is not a number", f"write {key}=2 or {key}=0.5")
    return float(value)


def read_level(key: str, value: str | None) -> int:
    """How hard an exercise is: 1, 2 or 3. Raises HeaderError for anything else."""
    if value not in {"1", "2", "3"}:
        raise HeaderError(f"{key} is {value}", f"write {key}=1 (easy), 2 or 3")
    return int(value)


def read_flag(key: str, value: str | None) -> bool:
    """True or false. Raises HeaderError for anything else."""
    if value not in {"true", "false"}:
        raise HeaderError(f"{key} is {value}", f"write {key}=true")
    return value == "true"


def read_options(key: str, value: str | None) -> tuple[str, ...]:
    """A prediction's answers, two to six. Raises HeaderError for another number of them, or for an empty one."""
    options = tuple(option.strip() for option in (value or "").split("|"))
    if not 2 <= len(options) <= 6 or not all(options):
        raise HeaderError(f"{key} are not two to six answers", f'write {key}="50 %|75 %|98 %"')
    return options


READERS = {
    "minutes": read_number,
    "points": read_number,
    "level": read_level,
    "further": read_flag,
    "options": read_options,
}
