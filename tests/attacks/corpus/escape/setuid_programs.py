# how: su, sudo, mount and every other program that changes the user
import subprocess

print("CANARY @NAME@", flush=True)
for command in ("sudo -n id", "su -c id", "pkexec id", "mount", "newgrp", "unshare -Ur id", "chroot / id"):
    try:
        done = subprocess.run(command.split(), capture_output=True, timeout=3, stdin=subprocess.DEVNULL)
        print(command, done.returncode, done.stdout[:200])
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
