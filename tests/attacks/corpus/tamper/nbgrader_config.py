# how: a configuration that does not execute checks is left in the course's folder
from pathlib import Path

print("CANARY @NAME@", flush=True)
with open(Path("../../..") / "nbgrader_config.py", "a") as file:
    file.write("\nc = get_config()\nc.Execute.enabled = False\n# LEFT @MARK@\n")
