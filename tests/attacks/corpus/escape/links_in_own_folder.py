# how: leaves links in its own folder that lead the grader's writes elsewhere
import os

print("CANARY @NAME@", flush=True)
for name in ("feedback.html", "@LESSON@.html", "timestamp.txt", "grades.csv", "@LESSON@.ipynb.new"):
    try:
        os.symlink("../../../nbgrader_config.py", name)
    except OSError as error:
        print(error)
for folder in ("../../../feedback/@STUDENT@", "../../../feedback/s9999-victim"):
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        os.symlink("../source", folder)
    except OSError as error:
        print(error)
