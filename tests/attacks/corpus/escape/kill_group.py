# how: kills its process group and every process by number
import os
import time

print("CANARY @NAME@", flush=True)
time.sleep(0.5)
mine = os.getpid()
for pid in range(2, 3000):
    if pid != mine:
        try:
            os.kill(pid, 15)
        except OSError:
            pass
