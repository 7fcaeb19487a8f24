"""Grade attackers and victims, stock one attack at a time, ours all in one batch; hand what was seen to the judge."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from . import judge, saved, watch
from .container import INSIDE, MEMORY, PROCESSES, as_user, bounds, bubblewrap, namespace, open_python
from .corpus_reader import Attack
from .course import BIN, ROOT, Stage, environment, honest, make, released
from .judge import Verdict
from .lesson import LESSON, Secrets

COMMANDS = {  # how each grader is called in the course's folder
    "stock": ["nbgrader", "autograde", LESSON],
    "nbgrader": ["nbgrader", "autograde", LESSON],
    "ours": ["course", "grade", LESSON],
    "gpu": ["course", "grade", LESSON, "--gpu", "0.05"],
    "cluster": ["python", str(Path(__file__).with_name("behind_dask.py")), LESSON],
}
FEEDBACK = ["nbgrader", "generate_feedback", LESSON]
STOCK_LIMIT, BATCH_LIMIT = 90, 3000  # seconds for one attacker and one victim; for a whole class
VICTIM = "s9999-victim"  # graded after the attacker
PLAIN = "s0002-plain"  # wrong everywhere and no attack: what it is shown, everybody is shown
SITE = Path(json.__file__).parents[1] / "site-packages"
WITNESS = '__import__("posix").close(__import__("posix").open("/srv/work/canary", 65))'


@dataclass
class Outcome:
    """The verdicts of a run; evidence that names no attack; how long grading took; what everybody is shown."""

    verdicts: list[Verdict]
    nameless: list[str]
    seconds: float
    usual: set[str]


def tell(*words) -> None:
    print(*words, file=sys.stderr, flush=True)


def plain(stage: Stage, hidden: Secrets) -> None:
    """A student who is wrong everywhere and attacks nothing."""
    attack = Attack(Path(__file__).parent / "corpus" / "plain.py", PLAIN, "mkplain")
    attack.hand_in(released(stage), stage.submitted / PLAIN / LESSON)


def job(stage: Path, commands: list[list[str]], work: Path, seconds: list[float], **more) -> dict:
    """What the driver is told."""
    place, prefix = Stage(stage), more.pop("prefix", [])
    argv = [[*prefix, str(BIN / command[0]), *command[1:]] for command in commands]
    logs = [str(work / f"log{number}") for number in range(len(commands))]
    parts = zip(argv, logs, seconds, strict=True)
    return {
        "commands": [dict(zip(("argv", "log", "limit"), part, strict=True)) for part in parts],
        "cwd": str(place.course),
        "protected": [*place.protected(), *site_files()],
        "searched": [str(stage), *watch.SHARED, str(ROOT / "helpers"), str(sys.prefix)],
        "copy": [],
        "bring": [],
        "limits": {},
        "linger": True,
        **more,
    }


def site_files() -> list[str]:
    """The files of this environment that every Python process reads on its way up."""
    site = Path(sys.prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    named = [site / name / "__init__.py" for name in ("torch", "numpy", "nbgrader", "IPython", "ipykernel")]
    return [str(path) for path in [*site.glob("*.pth"), *site.glob("*.py"), *named]]


# ---- stock: each attack alone, in a container


def against_stock(
    attacks: list[Attack], hidden: Secrets, parallel: int = 2, resume: bool = False, only_saved: bool = False
) -> Outcome:
    """Each attack alone. With `resume`, verdicts on texts that did not change are taken from build/."""
    known = {attack.name: saved.load(attack) for attack in attacks if resume}
    verdicts, waiting = (
        [each for each in known.values() if each],
        [each for each in attacks if not known.get(each.name)],
    )
    if only_saved:
        waiting = []
    tell(f"{len(waiting)} of {len(attacks)} attacks to grade")
    if not waiting:
        return Outcome(verdicts, [], 0, saved.usual())
    with tempfile.TemporaryDirectory(prefix="attacks-") as folder:
        tell("preparing a course for stock nbgrader …")
        template = make(Path(folder) / "template", hidden, ours=False)
        usual = saved.usual(usual_for_stock(template, hidden, Path(folder)))
        random.Random(1).shuffle(waiting)  # those that sleep and those that compute then share the machine
        waiting.sort(key=lambda attack: "short" not in attack.header)
        with ThreadPoolExecutor(parallel) as pool:
            for verdict, seconds in pool.map(lambda each: one(each, template, hidden, usual, Path(folder)), waiting):
                verdicts.append(verdict)
                tell(f"{len(verdicts)}/{len(attacks)} {verdict.attack.name}: {in_a_word(verdict)} ({seconds:.0f} s)")
    return Outcome(verdicts, [], 0, usual)


def in_a_word(verdict: Verdict) -> str:
    got = [name for name in judge.VERDICTS if getattr(verdict, name)]
    return " ".join([*["NO CANARY"] * (not verdict.ran), *got]) or "-"


def needs_victim(attack: Attack) -> bool:
    """Could the next student notice? What only forges or looks, in a kernel of its own, cannot be noticed."""
    return attack.kind not in ("forge", "theft") or "def hand_in(" in attack.path.read_text()


def usual_for_stock(template: Stage, hidden: Secrets, folder: Path) -> set[str]:
    """The secrets that stock nbgrader shows to everybody."""
    attack = Attack(Path(__file__).parent / "corpus" / "plain.py", PLAIN, "mkplain")
    work, _ = contained(attack, template, hidden, folder)
    usual = judge.secrets_in(judge.shown(work / "course", PLAIN), hidden)
    shutil.rmtree(work)
    return usual


def contained(attack: Attack, template: Stage, hidden: Secrets, folder: Path) -> tuple[Path, dict]:
    """Grade one attacker and one victim in a container; return the folder with what is left, and what was seen."""
    work = Path(tempfile.mkdtemp(dir=folder))
    stage = Stage(work / "stage")
    shutil.copytree(template.path, stage.path, symlinks=True)
    if needs_victim(attack):
        honest(stage, VICTIM, hidden)
    attack.hand_in(released(stage), stage.submitted / attack.student / LESSON, WITNESS)
    inside, out = Path("/srv/work"), INSIDE / "course"
    commands = [COMMANDS["stock"], [*FEEDBACK, "--student", attack.student]]
    if not attack.path.stem.startswith(("script", "plain")):
        commands.pop()  # the page shows the outputs, which are judged in any case
    told = job(
        INSIDE,
        commands,
        inside,
        [STOCK_LIMIT, 30][: len(commands)],
        env=environment(INSIDE, hidden, lib=True),
        marks=attack.mark,
        copy=[str(inside / "stage"), str(INSIDE)],
        bring=[[str(out / part), str(inside / "course" / part)] for part in ("gradebook.db", "autograded", "feedback")],
        linger=attack.kind in ("exhaust", "escape", "tamper"),
        limits={"RLIMIT_FSIZE": 400 << 20, "RLIMIT_CORE": 0, "RLIMIT_AS": 12 << 30},
    )
    (work / "job.json").write_text(json.dumps(told))
    driver = [sys.executable, "-m", "tests.attacks.driver", "/srv/work/job.json", "/srv/work/result.json"]
    with bounds(work.name, MEMORY, PROCESSES) as enter:
        argv = ["nice", "-n", "5", *enter, *bubblewrap(work), *driver]
        try:
            done = subprocess.run(
                argv, capture_output=True, text=True, timeout=STOCK_LIMIT + 90, stdin=subprocess.DEVNULL
            )
            said = done.stderr
        except subprocess.TimeoutExpired:
            said = "the container did not end"
    result = work / "result.json"
    return work, json.loads(result.read_text()) if result.exists() else {"broken": said}


def one(attack: Attack, template: Stage, hidden: Secrets, usual: set[str], folder: Path) -> tuple[Verdict, float]:
    work, seen = contained(attack, template, hidden, folder)
    verdict, course = Verdict(attack), work / "course"
    verdict.ran = (work / "canary").exists()
    if "broken" in seen:
        verdict.stopped.append(f"the container broke: {seen['broken'][-300:]}")
    else:
        before, after = judge.marks(template.course), judge.marks(course)
        log = (work / "log0").read_text(errors="replace")
        judge.of_student(course, verdict, after.get(attack.student, {}), hidden, usual, log)
        judge.around(Stage(INSIDE), {attack.student: verdict}, seen, hidden)
        if changed := judge.earlier_changed(before, after):
            verdict.tampered.append(changed)
        high, wrong = judge.victim_says(after.get(VICTIM, {})) if needs_victim(attack) else ("", "")
        verdict.forged += [high] * bool(high)
        verdict.stopped += [wrong] * bool(wrong)
    saved.save(verdict)
    keep = os.environ.get("ATTACKS_KEEP")
    shutil.rmtree(work, ignore_errors=True) if not keep else tell(f"kept {work}")
    return verdict, sum(ran["seconds"] for ran in seen.get("ran", []))


# ---- ours: all attackers in one class


def against_ours(attacks: list[Attack], hidden: Secrets, how: str, user: int | None, nonce: str) -> Outcome:
    base = ROOT / "build" / "attacks"
    base.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=base))
    folder.chmod(0o755)
    tell(f"preparing a course in {folder} …")
    stage = make(folder / "stage", hidden, ours=True)
    victims = hand_in_all(attacks, stage, hidden)
    before = judge.marks(stage.course)
    if user is not None:
        subprocess.run(["chown", "-Rh", f"{user}:{user}", folder], check=True)
    told = job(
        stage.path,
        [COMMANDS[how], FEEDBACK],
        folder,
        [BATCH_LIMIT, 600],
        env=environment(stage.path, hidden, lib=False),
        marks=f"mk{nonce}",
        prefix=as_user(user) if user is not None else [],
    )
    (folder / "job.json").write_text(json.dumps(told))
    driver = [sys.executable, "-m", "tests.attacks.driver", folder / "job.json", folder / "result.json"]
    tell(f"grading {len(attacks)} attackers and {len(victims)} victims; the log is {folder}/log0 …")
    with bounds(folder.name, 4 * MEMORY, 10 * PROCESSES) as enter:  # should a sandbox fail
        argv = ["nice", "-n", "5", *enter, *namespace(), *(open_python() if user is not None else []), *driver]
        subprocess.run(argv, cwd=ROOT, check=False, stdin=subprocess.DEVNULL)
    outcome = judge_batch(attacks, victims, stage, folder, before, hidden, how)
    if not os.environ.get("ATTACKS_KEEP"):
        shutil.rmtree(folder, ignore_errors=True)
    return outcome


def hand_in_all(attacks: list[Attack], stage: Stage, hidden: Secrets) -> dict[str, list[Attack]]:
    """Every attacker, and an honest student after every ten; returns victim → the attackers before them."""
    victims, notebook = {}, released(stage)
    plain(stage, hidden)
    for start in range(0, len(attacks), 10):
        group = attacks[start : start + 10]
        for attack in group:
            attack.hand_in(notebook, stage.submitted / attack.student / LESSON)
        victims[f"{group[-1].student[:5]}-zz-victim"] = group
        honest(stage, f"{group[-1].student[:5]}-zz-victim", hidden)
    return victims


def refused(graded: dict) -> bool:
    """Has a submission no mark at all? Then it has a reason, and no feedback."""
    return all(scores[0] is None for scores in graded.values())


def judge_batch(attacks, victims, stage: Stage, folder: Path, before: dict, hidden: Secrets, how: str) -> Outcome:
    verdicts = {attack.student: Verdict(attack) for attack in attacks}
    if not (folder / "result.json").exists():
        return Outcome(list(verdicts.values()), ["stopped: the run itself did not end"], 0, set())
    seen, after = json.loads((folder / "result.json").read_text()), judge.marks(stage.course)
    log = (folder / "log0").read_text(errors="replace")
    usual = judge.secrets_in(judge.shown(stage.course, PLAIN), hidden)
    for student, verdict in verdicts.items():
        judge.of_student(stage.course, verdict, after.get(student, {}), hidden, set(), log)
    nameless = judge.around(stage, verdicts, seen, hidden)
    nameless += [f"leaked: everybody is shown {name}" for name in sorted(usual)]
    if changed := judge.earlier_changed(before, after):
        nameless.append(f"tampered: {changed}")
    for victim, group in victims.items():
        high, wrong = judge.victim_says(after.get(victim, {}))
        names = f"{group[0].name} … {group[-1].name}"
        nameless += [f"{what}: {said} after {names}" for what, said in (("forged", high), ("stopped", wrong)) if said]
    grading, feedback = seen["ran"]
    # nbgrader's own command fails where one submission does.
    failed = grading["code"] and (how != "nbgrader" or not after)
    if grading["timed_out"] or (grading["code"] or 0) < 0 or failed:
        nameless.append(f"stopped: the command ended with {grading['code']}; its last words: {log[-500:]}")
    said = (folder / "log1").read_text(errors="replace")
    if feedback["timed_out"] or feedback["code"]:
        nameless.append(f"stopped: feedback ended with {feedback['code']}; its last words: {said[-500:]}")
    for student, verdict in verdicts.items():
        if student in after and not judge.feedback(stage.course, student) and not refused(after[student]):
            verdict.stopped.append("there is no page of feedback")
    tell(f"graded in {grading['seconds']:.0f} s (exit code {grading['code']}), feedback {feedback['seconds']:.0f} s")
    return Outcome(list(verdicts.values()), nameless, grading["seconds"], usual)
