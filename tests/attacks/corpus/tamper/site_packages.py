# how: a .pth file and a sitecustomize in site-packages
import site
import sys

print("CANARY @NAME@", flush=True)
for folder in [*site.getsitepackages(), site.getusersitepackages(), *sys.path]:
    for name in ("@MARK@.pth", "sitecustomize.py", "usercustomize.py"):
        try:
            __import__("os").makedirs(folder, exist_ok=True)
            with open(f"{folder}/{name}", "x") as file:
                file.write("# LEFT @MARK@\n")
        except OSError:
            pass
