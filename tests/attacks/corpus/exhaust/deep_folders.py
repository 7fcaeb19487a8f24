# how: folders ten thousand deep
import os

print("CANARY @NAME@", flush=True)
for _ in range(10000):
    try:
        os.mkdir("deep-@MARK@")
        os.chdir("deep-@MARK@")
    except OSError:
        break
os.chdir("/")
