# how: processes that fork and end at once, a new one for each that was seen, so that none is there when it is counted
import os
import time

print("CANARY @NAME@", flush=True)
end = time.monotonic() + 20
for _ in range(8):
    if os.fork() == 0:
        while time.monotonic() < end:
            try:
                if os.fork():
                    os._exit(0)
            except OSError:
                time.sleep(0.01)
        os._exit(0)
time.sleep(22)
