"""Puts our marking into nbgrader: `nbgrader autograde`, formgrader's button and `course grade` all run this Autograde.

nbgrader finds the submissions, keeps the gradebook, and writes autograded/ and feedback. What a submission's text does
happens in the confined processes of grader.
"""

import copy
import os
import re
import shutil
import stat
from datetime import datetime
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import AssignLatePenalties, CheckCellMetadata, SaveAutoGrades
from nbgrader.utils import parse_utc
from traitlets import Any, Bool, List

from .grader import Grader, NoSandboxError, Submission, read_submission, refuse_without_sandbox
from .points import earned
from .record import Record, entry
from .skeleton import Skeleton

LONGEST_TIMESTAMP = 200  # bytes
SHORT, LONGEST_SHOWN, LONGEST_NOTEBOOK = 1_000, 10_000, 300_000  # characters of cells, as people see them
JOINER = "\u2060"  # has no width: what looks like a link is none with it, and reads the same
CUT = "# … (cut here for reading; all of it was marked)"


class SaveMarks(SaveAutoGrades):
    """As nbgrader does; a check that could not be marked by itself is left to the teacher, not given a zero."""

    def _add_score(self, cell: NotebookNode, resources: dict) -> None:
        super()._add_score(cell, resources)
        name = cell.metadata.nbgrader.grade_id
        if name in resources["course"]["faults"]:
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()


class Autograde(autograde.Autograde):
    """nbgrader's own, but for how submissions are found and how their cells are run."""

    unsafe = Bool(False, help="run students' code without a sandbox, as the teacher").tag(config=True)
    report = Any(lambda student, result: None, help="is called with what came of each submission")
    warn = Any(lambda words: None, help="is called with what the teacher should know of the lesson")
    autograde_preprocessors = List([SaveMarks, AssignLatePenalties, CheckCellMetadata]).tag(config=True)

    def start(self) -> None:
        """Mark what is to be marked; one zygote serves all submissions."""
        self._grader, self._skeletons = None, {}
        self.record = Record(Path(self.coursedir.root))
        try:
            if not self.unsafe:
                refuse_without_sandbox()
            super().start()
        except NoSandboxError as error:
            self.log.error("Nothing was graded: %s", error)
            raise NbGraderException(str(error)) from None
        finally:
            if self._grader:
                self._grader.__exit__()

    def init_notebooks(self) -> None:
        """The lesson's own notebooks, for every student with a folder: what a file is called there decides nothing."""
        self.assignments, self.notebooks = {}, []
        lesson = self.coursedir.assignment_id
        names = sorted(path.stem for path in self._source(lesson).glob("*.ipynb"))
        wanted = [name for name in names if self.coursedir.notebook_id in ("*", name)]
        if not wanted:
            raise NbGraderException(f"No notebook of {lesson} in source/: build or copy it there first.")
        pattern = self._format_source(lesson, self.coursedir.student_id)
        for folder in sorted(Path("/").glob(pattern.lstrip("/"))):
            self.assignments[str(folder)] = [str(folder / f"{name}.ipynb") for name in wanted]
        if not self.assignments:
            raise NbGraderException(f"Nothing was handed in that fits {pattern}.")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """A timestamp that cannot be read must not decide what is marked."""
        self.coursedir.get_existing_timestamp = lambda folder: read_timestamp(Path(folder) / "timestamp.txt")
        folder = Path(self._format_source(assignment_id, student_id))
        if folder.is_symlink() or folder.parent.is_symlink() or not folder.is_dir():
            self._refuse(student_id, "its folder is a link, not a folder")
        wanted = super().init_destination(assignment_id, student_id)
        if not wanted:
            self.report(student_id, {"before": True})
        return wanted

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader does, but nothing of the submission is copied."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            if self.create_student:
                book.update_or_create_student(student_id)
            try:
                book.find_assignment(assignment_id)
                book.find_student(student_id)
            except MissingEntry as missing:
                raise NbGraderException(
                    f"{missing}: run `nbgrader generate_assignment {assignment_id}` first"
                ) from None
            when = read_timestamp(Path(self._format_source(assignment_id, student_id)) / "timestamp.txt")
            book.update_or_create_submission(assignment_id, student_id, **({"timestamp": when} if when else {}))
        self._copy_teachers_files(assignment_id, student_id)
        self._keep_timestamp(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Mark one notebook and write it with its outputs to autograded/; whatever goes wrong is a named reason."""
        self._sanitizing = True
        resources = self.init_single_notebook_resources(notebook_filename)
        try:
            self._convert(notebook_filename, resources)
        except NbGraderException:
            raise
        except Exception as error:
            self.log.exception("marking failed")
            self._refuse(resources["nbgrader"]["student"], f"the grader failed: {type(error).__name__}: {error}")

    def _convert(self, notebook_filename: str, resources: dict) -> None:
        about = resources["nbgrader"]
        lesson, student, name = about["assignment"], about["student"], about["notebook"]
        self.log.info("Marking %s of %s", name, student)
        path, notes = find_notebook(Path(notebook_filename))
        try:
            file = read_submission(path)
        except ValueError as error:
            self._refuse(student, f"{path.name!r} could not be read: {error}")
        skeleton, result, seeds = self._mark(lesson, student, name, file)
        if result.get("refused"):
            self.record.add(entry(about, file, skeleton, result, seeds))
            self._refuse(student, result["refused"])
        result["notes"] = notes + result["notes"]
        notebook = marked_notebook(skeleton, result)
        resources["course"] = result
        self._sanitizing = False
        try:
            self._init_preprocessors()
            output, resources = self.exporter.from_notebook_node(notebook, resources=resources)
            self.write_single_notebook(output, resources)
        finally:
            self._sanitizing = True
        result["marks"] = self._marks(lesson, student, name)
        self.record.add(entry(about, file, skeleton, result, seeds))
        self.report(student, result)

    def _mark(self, lesson: str, student: str, name: str, file: bytes) -> tuple[Skeleton, dict, dict]:
        """Mark against the version of the lesson that was handed out: the current one, or an earlier one."""
        skeleton, earlier = self._skeletons_of(lesson, name)
        if self._grader is None:
            self._grader = Grader(skeleton.modules(), unsafe=self.unsafe).__enter__()
            self._look_at_the_reference(skeleton)
        versions = {version: other.seen for version, other in earlier.items()}
        seeds = self.record.seeds(skeleton, lesson, student)
        result = self._grader.mark(skeleton, Submission(file), seeds, versions=versions)
        if result.get("version") in earlier:
            skeleton = earlier[result["version"]]
            self._look_at_the_reference(skeleton)
            seeds = self.record.seeds(skeleton, lesson, student)
            result = self._grader.mark(skeleton, Submission(file), seeds)
            result.setdefault("notes", []).append("Marked against the version of the lesson that you were given.")
        return skeleton, result, seeds

    def _look_at_the_reference(self, skeleton: Skeleton) -> None:
        """Warm up on the lesson's own solution, and tell the teacher of checks that it does not pass."""
        result = self._grader.warm(skeleton)
        for cell in skeleton.checks if "outputs" in result else []:
            if (points := earned(result["outputs"][cell.id], cell.points)) < cell.points:
                words = f"the lesson's own solution gets {points:g} of {cell.points:g} in {cell.name}"
                self.log.warning(words)
                self.warn(words)

    def _marks(self, lesson: str, student: str, name: str) -> dict[str, float]:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as book:
            return {
                grade.name: grade.auto_score for grade in book.find_submission_notebook(name, lesson, student).grades
            }

    def _skeletons_of(self, lesson: str, name: str) -> tuple[Skeleton, dict[str, Skeleton]]:
        """The current version of a notebook, and earlier ones whose marks the gradebook can hold."""
        if (lesson, name) not in self._skeletons:
            now = Skeleton.read(self._source(lesson) / f"{name}.ipynb", self.config)
            self.record.keep_version(lesson, name, now)
            kept = {path.stem: path for path in self.record.versions(lesson, name) if path.stem != now.version}
            earlier = {version: Skeleton.read(path, self.config) for version, path in kept.items()}
            fit = {version: other for version, other in earlier.items() if other.counts_like(now)}
            self._skeletons[lesson, name] = now, fit
        return self._skeletons[lesson, name]

    def _source(self, lesson: str) -> Path:
        return Path(self.coursedir.format_path(self.coursedir.source_directory, ".", lesson))

    def _copy_teachers_files(self, assignment_id: str, student_id: str) -> None:
        source, target = self._source(assignment_id), Path(self._format_autograded(assignment_id, student_id))
        target.mkdir(parents=True, exist_ok=True)
        for file in utils.find_all_files(str(source), [*self.coursedir.ignore, "*.ipynb"]):
            copy_to = target / os.path.relpath(file, source)
            copy_to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy_to)

    def _keep_timestamp(self, assignment_id: str, student_id: str) -> None:
        """nbgrader compares it with the one of the next submission."""
        source = Path(self._format_source(assignment_id, student_id)) / "timestamp.txt"
        if when := read_timestamp(source):
            target = Path(self._format_autograded(assignment_id, student_id)) / "timestamp.txt"
            target.write_text(f"{when.isoformat(sep=' ')} UTC\n", encoding="utf-8")

    def _format_autograded(self, assignment_id: str, student_id: str) -> str:
        return self.coursedir.format_path(self.coursedir.autograded_directory, student_id, assignment_id)

    def _refuse(self, student: str, reason: str) -> None:
        self.report(student, {"refused": reason})
        raise NbGraderException(f"{student}: not marked, since {reason}.")


def find_notebook(path: Path) -> tuple[Path, list[str]]:
    """The submitted file: by its name, or the only notebook there, or the one whose name is most like it."""
    if path.is_symlink() or path.exists():
        return path, []
    others = sorted(other for other in path.parent.glob("*.ipynb") if other.is_file() and not other.is_symlink())
    named = [other for other in others if path.stem in other.stem] or others
    if not named:
        return path, []
    newest = max(named, key=lambda other: other.lstat().st_mtime)
    return newest, [f"The file was called {newest.name!r}; it was marked as {path.name}."]


def read_timestamp(path: Path) -> datetime | None:
    """When it was handed in, or None where nothing readable says so."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(fd, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            return parse_utc(file.read(LONGEST_TIMESTAMP).decode().strip())
    except Exception:  # whatever a student can make a date's parser raise
        return None


def marked_notebook(skeleton: Skeleton, result: dict) -> NotebookNode:
    """The teacher's notebook with the student's texts and everything's outputs; what a student may read, apart."""
    notebook = copy.deepcopy(skeleton.notebook)
    ours = {cell.id: cell for cell in notebook.cells}
    stubs = {cell.id: cell for cell in skeleton.blank.cells}
    notebook.cells = [marked_cell(cell, ours, stubs, result["outputs"]) for cell in shown(result["cells"])]
    notebook.metadata["course"] = {
        "version": skeleton.version,
        "notes": result["notes"],
        "visible": {cell.id: cell.visible for cell in skeleton.checks},
        "feedback": result["feedback"],
    }
    return notebook


def marked_cell(cell: dict, ours: dict, stubs: dict, outputs: dict) -> NotebookNode:
    """One cell, with nbgrader's metadata where the skeleton has it."""
    node = ours.get(cell["id"]) or nbformat.v4.new_code_cell(id=cell["id"])
    node.source = cell["source"] if cell["kind"] != "written" else harmless(cell["source"])
    about = node.metadata.get("nbgrader")
    if about and (about.get("solution") or about.get("task")):
        about["checksum"] = utils.compute_checksum(stubs[cell["id"]])  # unchanged means: left blank
    elif about:
        about["checksum"] = utils.compute_checksum(node)
    if node.cell_type == "code":
        node.execution_count = None
        node.outputs = [nbformat.from_dict(output) for output in outputs.get(cell["id"], [])]
    return node


def shown(cells: list[dict]) -> list[dict]:
    """The cells as they are written for people: nbconvert takes minutes over texts that are made to be slow.

    What is marked, and what the record keeps, is the whole text.
    """
    left, found = LONGEST_NOTEBOOK, []
    for cell in cells:
        if cell["kind"] in ("exercise", "plain", "demo", "written", "added") and len(cell["source"]) > SHORT:
            text = "\n".join(re.sub(r"\s{80,}", " ", line.rstrip()) for line in cell["source"].split("\n"))
            text = re.sub(r"\n{20,}", "\n\n", text)
            text = text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}\n{CUT}"
            text = text if len(text) <= left else "# (left out: the notebook is very long)"
            left, cell = left - len(text), {**cell, "source": text}
        found.append(cell)
    return found


def harmless(markdown: str) -> str:
    """A student's Markdown whose HTML shows as text, whose links lead to web pages only, and without pictures.

    Formgrader would run its scripts as the teacher and fetch its pictures; an attachment that is not there stops it.
    """
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", markdown)
    text = re.sub(r"!(?=\[)", f"!{JOINER}", text)
    return re.sub(r"\](?=\(\s*(?!https?://)|:\s*(?!https?://))", f"]{JOINER}", text)


def install() -> None:
    """Let every nbgrader application of this process use our Autograde."""
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp

    nbgrader.apps.api.Autograde = nbgrader.apps.autogradeapp.Autograde = Autograde
