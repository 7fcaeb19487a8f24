"""Puts our marking into nbgrader: `nbgrader autograde`, formgrader's button and `course grade` all run this Autograde.

nbgrader keeps the gradebook, and writes autograded/ and feedback. What a submission's text does happens in the confined
processes of grader, here or where crew sends it.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.converters import autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.nbgraderformat import MetadataValidator, SchemaTooNewError, SchemaTooOldError, ValidationError
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from traitlets import Any, Bool, Float, Int, List, Unicode

from .autotests import AutotestError
from .book import Book
from .crew import Alone, Crew, NobodyMarksError, crew
from .grader import NoSandboxError, refuse_without_sandbox
from .jobs import Job, may_have_been_crowded_out
from .marked import marked_notebook
from .notebook_text import text_of
from .record import Record, entry, grader_version
from .sandbox import gpu_devices
from .skeleton import Skeleton
from .submitted import find_notebook, read_submission, read_timestamp
from .writer import only_writer, whole_folder

UNFIT = (ValidationError, SchemaTooOldError, SchemaTooNewError)  # what nbgrader says of a notebook's metadata
FAILED = "Some submissions got no mark, each for a named reason: see the errors on the above failures."


class SaveMarks(SaveAutoGrades):
    """As nbgrader does; a check that could not be marked by itself is left to the teacher, not given a zero."""

    def _add_score(self, cell: NotebookNode, resources: dict) -> None:
        super()._add_score(cell, resources)
        name = cell.metadata.nbgrader.grade_id
        if name in resources["course"]["faults"]:
            grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
            grade.auto_score, grade.needs_manual_grade = None, True
            self.gradebook.db.commit()


class RefusedError(RuntimeError):
    """A submission that cannot be marked; the message says why."""


class Work(NamedTuple):
    """One notebook of one submission on its way: who marks it gets the job, this stays here."""

    folder: str
    notebook: str
    file: bytes
    notes: list[str]


class Autograde(autograde.Autograde):
    """nbgrader's own, but for how submissions are found, how their cells are run, and how it is all kept."""

    unsafe = Bool(False, help="run students' code without a sandbox, as the teacher").tag(config=True)
    workers = Int(1, help="how many submissions are marked at the same time").tag(config=True)
    scheduler = Unicode("", help="the address of a Dask scheduler whose workers are to mark").tag(config=True)
    gpu = Float(0.0, help="the share of a GPU's memory that each student's code may take; 0: no GPU").tag(config=True)
    report = Any(lambda student, result: None, help="is called with what came of each submission")
    warn = Any(lambda words: None, help="is called with what the teacher should know of the lesson")
    autograde_preprocessors = List([SaveMarks, AssignLatePenalties]).tag(config=True)

    def start(self) -> None:
        """Mark what is to be marked; nobody else writes meanwhile."""
        self._skeletons, self._told, self._failed, self._place = {}, set(), False, None
        self.record = Record(Path(self.coursedir.root))
        try:
            if not self.unsafe and not self.scheduler:
                refuse_without_sandbox()
            if self.gpu and not self.scheduler and not gpu_devices():
                self._tell("there is no NVIDIA GPU here: students' code sees none, as without --gpu")
            with only_writer(self.record.folder, self._tell):
                super().start()
        except (NoSandboxError, NobodyMarksError, AutotestError) as error:
            self.log.error("Nothing more was graded: %s", error)
            raise NbGraderException(str(error)) from None

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
            self.assignments[str(folder)] = wanted
        if not self.assignments:
            raise NbGraderException(f"Nothing was handed in that fits {pattern}.")

    def convert_notebooks(self) -> None:
        """Mark them, as many at a time as there are workers; this process alone writes, as they are done."""
        with Book(self.coursedir.db_url, self.coursedir.course_id) as self._book:
            wanted = [folder for folder in sorted(self.assignments) if self._is_wanted(folder)]
            self._enrol(wanted)
            for name in self.assignments[wanted[0]] if wanted else ():
                self._skeletons_of(self.coursedir.assignment_id, name)  # what is wrong with a lesson is nobody's work
            with crew(min(self.workers, len(wanted)), self.scheduler, self._tell) as marking:
                done = {}
                for work, result in self._marked(marking, wanted):
                    results = done.setdefault(work.folder, {})
                    results[work.notebook] = work, result
                    if len(results) == len(self.assignments[work.folder]):
                        self._try(work.folder, self._keep, done.pop(work.folder))
        if self._failed:
            raise NbGraderException(FAILED)

    def _try(self, folder: str, step: Callable, *given: object) -> object:
        """Take a step for a submission; whatever goes wrong is a named reason, and no other submission's matter."""
        try:
            return step(folder, *given)
        except RefusedError as error:
            reason = str(error)
        except Exception as error:
            self.log.exception("marking failed")
            reason = f"the grader failed: {type(error).__name__}: {error}"
        self._failed, student = True, self._student(folder)
        self.log.error("%s: not marked, since %s.", student, reason)
        self.report(student, {"refused": reason})
        return None

    def _is_wanted(self, folder: str) -> bool:
        """As nbgrader decides it: what is marked is marked again only by force or where newer work came in."""
        student = self._student(folder)
        if student in filter(None, self.coursedir.student_id_exclude.split(",")):
            return False
        place = Path(self._format_dest(self.coursedir.assignment_id, student))
        if self.force or not all((place / f"{name}.ipynb").exists() for name in self.assignments[folder]):
            return True
        dates = [read_timestamp(at / "timestamp.txt") for at in (Path(folder), place)]
        if None not in dates and dates[0] > dates[1]:
            return True
        self.report(student, {"before": True})
        return False

    def _enrol(self, folders: list[str]) -> None:
        """All who handed in, in one order, whoever is marked first: grades.csv lists them so."""
        lesson = self.coursedir.assignment_id
        try:
            with self._book.transaction():
                self._book.find_assignment(lesson)
                for student in map(self._student, folders):
                    if self.create_student:
                        self._book.update_or_create_student(student)
                    self._book.find_student(student)
        except MissingEntry as missing:
            raise NbGraderException(f"{missing}: run `nbgrader generate_assignment {lesson}` first") from None

    def _marked(self, marking: Alone | Crew, folders: list[str]) -> Iterator[tuple[Work, dict]]:
        """Each notebook with what came of it; whom others may have crowded out of a GPU has it alone in the end."""
        again = []
        for item, result in marking.run((item, item[1]) for item in self._jobs(folders)):
            if marking.is_shared and may_have_been_crowded_out(item[1], result):
                again.append(item)
            else:
                yield item[0], result
        for item in again:
            yield from marking.run([item])

    def _jobs(self, folders: list[str]) -> Iterator[tuple[Work, Job]]:
        """What is to be marked, read when its turn comes."""
        for folder in folders:
            yield from self._try(folder, self._jobs_of) or []

    def _jobs_of(self, folder: str) -> list[tuple[Work, Job]]:
        path = Path(folder)
        if path.is_symlink() or path.parent.is_symlink() or not path.is_dir():
            raise RefusedError("its folder is a link, not a folder")
        return [self._job_of(folder, name) for name in self.assignments[folder]]

    def _job_of(self, folder: str, name: str) -> tuple[Work, Job]:
        path, notes = find_notebook(Path(folder) / f"{name}.ipynb")
        try:
            file = read_submission(path)
        except ValueError as error:
            raise RefusedError(f"{path.name!r} could not be read: {error}") from None
        now, earlier = self._skeletons_of(self.coursedir.assignment_id, name)
        seeds = {
            version: self.record.seeds(lesson, self.coursedir.assignment_id, self._student(folder))
            for version, lesson in {now.version: now, **earlier}.items()
        }
        lean = {version: lesson.lean() for version, lesson in earlier.items()}
        return Work(folder, name, file, notes), Job(
            file, now.lean(), lean, seeds, self.unsafe, self.gpu, grader_version()
        )

    def _keep(self, folder: str, results: dict[str, tuple[Work, dict]]) -> None:
        """Write a submission's marks to the gradebook, its notebooks to autograded/, and what there is to say of it."""
        lesson, student = self.coursedir.assignment_id, self._student(folder)
        if refused := next((result["refused"] for _, result in results.values() if result.get("refused")), ""):
            for work, result in results.values():
                self._remember(student, work, result | {"refused": refused})
            raise RefusedError(refused)
        place = Path(self._format_dest(lesson, student))
        when = read_timestamp(Path(folder) / "timestamp.txt")
        with whole_folder(place, self.record.folder / "unfinished") as self._place:
            try:
                with self._book.transaction():
                    self._book.update_or_create_submission(lesson, student, **({"timestamp": when} if when else {}))
                    self._copy_teachers_files(lesson, self._place)
                    for work, result in results.values():
                        self._write(student, work, result)
                    if when:  # nbgrader compares it with the one of the next submission
                        text = f"{when.isoformat(sep=' ')} UTC\n"
                        (self._place / "timestamp.txt").write_text(text, encoding="utf-8")
                    self.set_permissions(lesson, student)
            finally:
                self._place = None
            for work, result in results.values():
                self._remember(student, work, result)
        for _, result in results.values():
            for words in result.get("reference", []):
                self._tell(words)
            self.report(student, result)

    def _write(self, student: str, work: Work, result: dict) -> None:
        """Let nbgrader's preprocessors take the marks from a notebook with its outputs, and write it."""
        lesson = self.coursedir.assignment_id
        skeleton = self._version(work.notebook, result["version"])
        result["notes"] = work.notes + result["notes"]
        resources = self.init_single_notebook_resources(str(Path(work.folder) / f"{work.notebook}.ipynb"))
        resources["course"] = result
        self._sanitizing = False  # nbgrader has two rounds, and takes the second one's preprocessors
        try:
            self._init_preprocessors()
        finally:
            self._sanitizing = True
        notebook = marked_notebook(skeleton, result)
        for preprocessor in self.exporter._preprocessors:  # the exporter itself would copy and validate after each
            notebook, resources = preprocessor(notebook, resources)
        (self._place / f"{work.notebook}.ipynb").write_text(text_of(notebook) + "\n", encoding="utf-8", newline="\n")
        result["marks"] = self._book.marks(work.notebook, lesson, student)

    def _remember(self, student: str, work: Work, result: dict) -> None:
        """Keep where the marks came from."""
        about = {"assignment": self.coursedir.assignment_id, "student": student, "notebook": work.notebook}
        skeleton = self._version(work.notebook, result.get("version"))
        seeds = self.record.seeds(skeleton, about["assignment"], student)
        self.record.add(entry(about, work.file, skeleton, result, seeds), again=self.force)

    def _tell(self, words: str) -> None:
        """Tell the teacher, once."""
        if words not in self._told:
            self._told.add(words)
            self.log.warning(words)
            self.warn(words)

    def _student(self, folder: str) -> str:
        """The student whose folder this is."""
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        return re.match(pattern, folder)["student_id"]

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        """Where it goes: for as long as it is being written, a place of its own."""
        return str(self._place) if self._place else super()._format_dest(assignment_id, student_id, escape)

    def _copy_teachers_files(self, lesson: str, target: Path) -> None:
        source = self._source(lesson)
        for file in utils.find_all_files(str(source), [*self.coursedir.ignore, "*.ipynb"]):
            copy_to = target / os.path.relpath(file, source)
            copy_to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy_to)

    def _version(self, notebook: str, version: str | None) -> Skeleton:
        """A version of the lesson by its name; the current one if it is none."""
        now, earlier = self._skeletons_of(self.coursedir.assignment_id, notebook)
        return earlier.get(version, now)

    def _skeletons_of(self, lesson: str, name: str) -> tuple[Skeleton, dict[str, Skeleton]]:
        """The current version of a notebook, and earlier ones whose marks the gradebook can hold."""
        if (lesson, name) not in self._skeletons:
            now = Skeleton.released(self._source(lesson) / f"{name}.ipynb", self._book, lesson, self.config)
            try:  # once: what is written for a student has the metadata of this
                MetadataValidator().validate_nb(now.notebook)
            except UNFIT as error:
                raise NbGraderException(f"source/{lesson}/{name}.ipynb: {error.args[0]}") from None
            self.record.keep_version(lesson, name, now)
            kept = {path.stem: path for path in self.record.versions(lesson, name) if path.stem != now.version}
            earlier = {version: Skeleton.read(path, self.config) for version, path in kept.items()}
            fit = {version: other for version, other in earlier.items() if other.counts_like(now)}
            self._skeletons[lesson, name] = now, fit
        return self._skeletons[lesson, name]

    def _source(self, lesson: str) -> Path:
        return Path(self.coursedir.format_path(self.coursedir.source_directory, ".", lesson))


def install() -> None:
    """Let every nbgrader application of this process use our Autograde."""
    import nbgrader.apps.api
    import nbgrader.apps.autogradeapp

    nbgrader.apps.api.Autograde = nbgrader.apps.autogradeapp.Autograde = Autograde
