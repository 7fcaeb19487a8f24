# how: kill(-1, 9)
# short
import os
import time

print("CANARY @NAME@", flush=True)
time.sleep(0.5)
try:
    os.kill(-1, 9)
except OSError as error:
    print(error)
