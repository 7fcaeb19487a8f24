# how: reads whatever the inherited file descriptors give
import os

print("CANARY @NAME@", flush=True)
for number in range(3, 128):
    try:
        print("LOOT", number, os.readlink(f"/proc/self/fd/{number}"))
        os.set_blocking(number, False)
        print("LOOT", os.pread(number, 20000, 0))
    except OSError:
        pass
