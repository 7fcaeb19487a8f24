# how: touches a page in every two megabytes of what may be mapped, from many processes: tables of pages without pages
import mmap
import os
import time

print("CANARY @NAME@", flush=True)
for _ in range(50):
    if os.fork() == 0:
        areas = []
        try:
            while True:
                areas.append(mmap.mmap(-1, 1 << 28))
                for place in range(0, 1 << 28, 1 << 21):
                    areas[-1][place]
        except (OSError, MemoryError):
            time.sleep(10)
        os._exit(0)
time.sleep(12)
