# how: a forked child that renames itself and ignores signals
import os
import signal
import time

print("CANARY @NAME@", flush=True)
if os.fork() == 0:
    os.setsid()
    for number in (1, 2, 13, 15):
        signal.signal(number, signal.SIG_IGN)
    with open("/proc/self/comm", "w") as file:
        file.write("@MARK@")
    for number in range(3, 256):
        try:
            os.close(number)
        except OSError:
            pass
    time.sleep(300)
    os._exit(0)
