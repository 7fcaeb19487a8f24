# how: a file beside the notebook that hangs when it is imported, and a blocking audit hook
# cell: first
import sys
import time


def hook(event, arguments):
    if event == "import" and arguments[0].startswith("helpers"):
        time.sleep(3600)


print("CANARY @NAME@", flush=True)
sys.addaudithook(hook)
for name in [name for name in sys.modules if name.startswith("helpers")]:
    del sys.modules[name]
import helpers.checks
