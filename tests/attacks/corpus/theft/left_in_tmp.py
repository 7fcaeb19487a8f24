# how: writes the hidden tests to /tmp for the next student to find
# short
import os
from pathlib import Path

print("CANARY @NAME@", flush=True)
found = "".join(path.read_text() for path in Path("../../..").glob("source/*/*.ipynb"))
at = found.find("hidden" + "comment")
for folder in ("/tmp", "/var/tmp", "/dev/shm"):
    try:
        Path(folder, "@MARK@").write_text("LEFT @MARK@ " + found[at : at + 60])
        os.chmod(f"{folder}/@MARK@", 0o666)
    except OSError:
        pass
