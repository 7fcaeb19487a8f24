# how: SIGSTOP to itself and to its whole group
import os
import signal
import time

print("CANARY @NAME@", flush=True)
time.sleep(0.3)
os.kill(os.getpid(), signal.SIGSTOP)
