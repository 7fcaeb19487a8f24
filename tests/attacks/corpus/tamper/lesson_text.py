# how: changes notebooks/, release/ and the audit in .course
from pathlib import Path

print("CANARY @NAME@", flush=True)
top = Path("../../..")
for path in [*top.glob("notebooks/*"), *top.glob("release/*/*"), *top.glob(".course/**/*"), top / "grades.csv"]:
    try:
        if path.is_file():
            with open(path, "a") as file:
                file.write("\n# LEFT @MARK@\n")
    except OSError as error:
        print(error)
