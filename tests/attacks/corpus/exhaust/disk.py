# how: fills /tmp and the working folder
import os

print("CANARY @NAME@", flush=True)
for folder in ("/tmp", ".", "/dev/shm", "/var/tmp"):
    for number in range(40):
        try:
            with open(f"{folder}/fill-@MARK@-{number}", "wb") as file:
                for _ in range(300):
                    file.write(bytes(1 << 20))
        except OSError:
            break
