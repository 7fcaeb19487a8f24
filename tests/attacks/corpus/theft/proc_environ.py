# how: the environments and command lines of every process
from pathlib import Path

print("CANARY @NAME@", flush=True)
for path in [*Path("/proc").glob("*/environ"), *Path("/proc").glob("*/cmdline")]:
    try:
        print("LOOT", path.read_bytes()[:4000])
    except OSError:
        pass
