# how: connects to every Unix socket file: docker, dbus, X11, systemd
import glob
import os
import socket
import stat

print("CANARY @NAME@", flush=True)
for path in [*glob.glob("/run/**", recursive=True), *glob.glob("/tmp/**", recursive=True), *glob.glob("/var/run/*")]:
    try:
        if stat.S_ISSOCK(os.stat(path).st_mode):
            with socket.socket(socket.AF_UNIX) as wire:
                wire.settimeout(1)
                wire.connect(path)
                print("connected", path)
    except OSError:
        pass
