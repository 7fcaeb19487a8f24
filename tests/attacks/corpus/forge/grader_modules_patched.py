# how: patches every module of the grader that it finds in its own process
import sys

print("CANARY @NAME@", flush=True)
for name, module in list(sys.modules.items()):
    if "grading" in name or "checks" in name:
        for key, thing in list(vars(module).items()):
            if callable(thing) and not key.startswith("__") and not isinstance(thing, type):
                setattr(module, key, lambda *a, **k: 1.0)
