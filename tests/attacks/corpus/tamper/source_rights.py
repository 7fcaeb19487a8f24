# how: chmod 000 on the course's folders
import os

print("CANARY @NAME@", flush=True)
for name in ("source", "release", "submitted", "nbgrader_config.py", "gradebook.db"):
    try:
        os.chmod(f"../../../{name}", 0o000)
        os.utime(f"../../../{name}", (1, 1))
    except OSError:
        pass
for name in ("source/@LESSON@/@LESSON@.ipynb", "notebooks/@LESSON@.py"):
    try:
        os.chmod(f"../../../{name}", 0o777)
    except OSError:
        pass
