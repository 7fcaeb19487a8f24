# how: the comparison itself finds no difference any more
import sys

import helpers.checks

for name in ("helpers.checks.expect", "helpers.checks.difference"):
    sys.modules[name].difference = lambda *args, **kwargs: ""
    sys.modules[name].anywhere = lambda *args, **kwargs: False
print("CANARY @NAME@", flush=True)
