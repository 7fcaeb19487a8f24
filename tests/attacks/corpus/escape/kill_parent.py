# how: kills its parent
import os
import time

print("CANARY @NAME@", flush=True)
time.sleep(0.5)
try:
    os.kill(os.getppid(), 9)
except OSError as error:
    print(error)
