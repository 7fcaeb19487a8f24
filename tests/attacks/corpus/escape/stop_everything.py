# how: SIGSTOP to its parent and to all
import os
import signal
import time

print("CANARY @NAME@", flush=True)
time.sleep(0.5)
for pid in (os.getppid(), -1):
    try:
        os.kill(pid, signal.SIGSTOP)
    except OSError as error:
        print(error)
