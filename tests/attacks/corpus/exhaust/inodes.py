# how: empty files without end
import os

print("CANARY @NAME@", flush=True)
number = 0
while number < 300000:
    try:
        os.close(os.open(f"/tmp/{number}-@MARK@", os.O_CREAT))
        number += 1
    except OSError:
        break
