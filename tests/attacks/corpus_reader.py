"""The attacks: one file each, corpus/CLASS/NAME.py, a student's cell or a way of handing in.

Its first lines say `# how: one sentence`; `# cell:`, which is `added` (the default, right after setup), `first`,
`before GRADE_ID`, or the exercise or `prediction` that the text replaces; `# short` if it is one of CI's few;
`# ran: processed` if it runs no code, so that a mark or a named reason stands for the canary. @NAME@, @MARK@,
@STUDENT@ and @LESSON@ are filled in. A file that defines `hand_in(notebook, folder)` writes the submission itself.
"""

import re
import types
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from . import forms
from .lesson import LESSON, WRONG

CORPUS = Path(__file__).parent / "corpus"
CLASSES = ["forge", "theft", "tamper", "exhaust", "escape", "malformed"]
HEADER = re.compile(r"^# (how|cell|short|ran):? ?(.*)$")


@dataclass(frozen=True)
class Attack:
    """One attack; `student` hands it in, `mark` is found in whatever it leaves behind."""

    path: Path
    student: str
    mark: str

    @property
    def kind(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.path.stem}"

    @cached_property
    def header(self) -> dict[str, str]:
        return header(self.path)

    def text(self, witness: str = "") -> str:
        """Its text for this run; `witness` is Python that runs along with each canary."""
        text = self.path.read_text()
        canary = f'print("CANARY {self.path.stem}", flush=True)'
        text = text.replace('print("CANARY @NAME@", flush=True)', f"({canary}, {witness})" if witness else canary)
        for key, value in {"NAME": self.path.stem, "MARK": self.mark, "STUDENT": self.student}.items():
            text = text.replace(f"@{key}@", value)
        return text.replace("@LESSON@", LESSON)

    def hand_in(self, released: dict, folder: Path, witness: str = "") -> None:
        """Write the submission on top of answers that are all wrong."""
        notebook, text = forms.answer(released, WRONG), self.text(witness)
        folder.mkdir(parents=True)
        if "def hand_in(" in text:
            module = types.ModuleType(self.path.stem)
            exec(compile(text, str(self.path), "exec"), module.__dict__)
            module.hand_in(notebook, folder)
            return
        where = self.header.get("cell", "added")
        body = re.sub(r"\A(# (how|cell|short|ran).*\n)+", "", text)
        if where in WRONG:
            forms.cell(notebook, where)["source"] = body
        elif where == "prediction":
            forms.prediction(notebook)["source"] = body
        else:
            where = "before softmax" if where == "added" else where
            at = 0 if where == "first" else before(notebook, where.removeprefix("before "))
            notebook["cells"].insert(at, forms.code(body))
        forms.save(notebook, folder)


def before(notebook: dict, grade_id: str) -> int:
    return notebook["cells"].index(forms.cell(notebook, grade_id))


def header(path: Path) -> dict[str, str]:
    found = {}
    for line in path.read_text().split("\n"):
        if not (match := HEADER.match(line)):
            break
        found[match[1]] = match[2].strip()
    return found


def read_corpus(only: str = "*", short: bool = False, nonce: str = "") -> list[Attack]:
    """Every attack whose CLASS/NAME matches one of the globs; students are numbered, and so graded, in that order."""
    paths = sorted(CORPUS.glob("*/*.py"), key=lambda path: (CLASSES.index(path.parent.name), path.stem))
    globs = only.split(",")
    paths = [path for path in paths if any(fnmatch(f"{path.parent.name}/{path.stem}", glob) for glob in globs)]
    paths = [path for path in paths if not short or "short" in header(path)]
    return [Attack(path, f"s{10 + i:04d}-{path.stem}", f"mk{nonce}{i:03d}") for i, path in enumerate(paths)]
