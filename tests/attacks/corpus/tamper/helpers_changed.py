# how: appends to the helpers that grade
import sys

import helpers.checks

print("CANARY @NAME@", flush=True)
for module in list(sys.modules.values()):
    path = getattr(module, "__file__", None) or ""
    if "/helpers/" in path and "/lib/" in path:
        try:
            with open(path, "a") as file:
                file.write("\n# LEFT @MARK@\n")
        except OSError as error:
            print(error)
