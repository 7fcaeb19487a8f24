# how: leaves a file in every folder that it can write to
import os
import sys

print("CANARY @NAME@", flush=True)
places = [
    "/",
    "/srv",
    "/opt",
    "/etc",
    "/usr/local/bin",
    "/var/lib",
    "/home",
    "/root",
    "/run",
    "/run/lock",
    "/tmp",
    "/dev/shm",
    "/var/tmp",
]
places += ["../../..", "../../../..", "../../../source", os.path.expanduser("~"), sys.prefix, *sys.path]
for place in places:
    try:
        with open(os.path.join(place, "left-@MARK@"), "w") as file:
            file.write("LEFT @MARK@")
    except OSError:
        pass
