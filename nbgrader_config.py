"""All that is nbgrader's: read by `nbgrader …`, by formgrader in JupyterLab, and by `course demo`."""

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.preprocessors import GetGrades

from helpers.authoring.release import nbgrader_config
from helpers.grading.feedback import TakeOutHiddenTests
from helpers.grading.nbgrader_apps import install

c = get_config()  # noqa: F821  (nbgrader puts it there)

c.CourseDirectory.course_id = "the-deep-learning-revolution"

# What a student finds where a solution was; the same words as in release/.
c.merge(nbgrader_config())

# Marks are made in confined processes, whichever door is used: `nbgrader autograde` or formgrader's button.
install()

# Demos are for looking: they train networks and decide no mark, so validating skips them, as marking does.
c.Execute.skip_cells_with_tag = "demo"
c.Execute.timeout = 60

# A submission is named after its lesson; whatever else a student sends along is not graded.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".git"]

# A kernel keeps no history, and does not warn of its port on every submission.
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=ERROR"]

# Feedback says what failed and hints why; it does not show the hidden tests.
c.GenerateFeedback.preprocessors = [GetGrades, TakeOutHiddenTests, CSSHTMLHeaderPreprocessor]
