# how: overwrites every kernel connection file that it finds
import glob
import os

print("CANARY @NAME@", flush=True)
for place in (os.path.expanduser("~/.local/share/jupyter/runtime"), "/tmp", "/run/user"):
    for path in glob.glob(f"{place}/**/*kernel*.json", recursive=True):
        try:
            with open(path, "w") as file:
                file.write('{"LEFT @MARK@": 1}')
        except OSError:
            pass
with open("/tmp/kernel-@MARK@.json", "w") as file:
    file.write("LEFT @MARK@")
