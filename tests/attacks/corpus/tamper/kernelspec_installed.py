# how: installs a kernel of its own under the name python3
import json
import os
import sys

print("CANARY @NAME@", flush=True)
for folder in (
    os.path.expanduser("~/.local/share/jupyter/kernels/python3"),
    f"{sys.prefix}/share/jupyter/kernels/python3",
):
    try:
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/kernel.json", "w") as file:
            json.dump({"argv": ["/bin/false", "LEFT @MARK@"], "display_name": "x", "language": "python"}, file)
    except OSError as error:
        print(error)
