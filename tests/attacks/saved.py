"""What stock nbgrader did with an attack is kept in build/, so that only what is new or changed runs again."""

import ast
import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from threading import Lock

from .corpus_reader import Attack
from .course import ROOT
from .judge import Verdict

PATH = ROOT / "build" / "attacks" / "stock.json"
WRITING = Lock()


def text_hash(attack: Attack) -> str:
    """Of what it does, not of how it is laid out."""
    return hashlib.sha256(ast.dump(ast.parse(attack.path.read_text())).encode()).hexdigest()


def load(attack: Attack) -> Verdict | None:
    """The verdict on this very text, if there is one and it ran."""
    kept = read().get(attack.name, {})
    if kept.get("hash") != text_hash(attack) or not kept["ran"]:
        return None
    return Verdict(attack, **{key: value for key, value in kept.items() if key != "hash"})


def save(verdict: Verdict) -> None:
    """Keep a verdict."""
    with WRITING:
        kept = read()
        about = asdict(Verdict(None, **{key: value for key, value in vars(verdict).items() if key != "attack"}))
        about.pop("attack")
        kept[verdict.attack.name] = about | {"hash": text_hash(verdict.attack)}
        new = PATH.with_suffix(".new")
        PATH.parent.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps(kept, indent=1))
        new.replace(PATH)


def read() -> dict:
    return json.loads(PATH.read_text()) if PATH.exists() else {}


def usual(found: set[str] | None = None) -> set[str]:
    """The secrets that stock shows to everybody: kept with the verdicts."""
    path: Path = PATH.with_name("usual.json")
    if found is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(sorted(found)))
    return set(json.loads(path.read_text())) if path.exists() else set()
