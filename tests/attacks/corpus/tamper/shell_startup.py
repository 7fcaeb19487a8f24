# how: .bashrc, .profile, crontab, ssh keys in the teacher's home
import os

print("CANARY @NAME@", flush=True)
for name in (
    ".bashrc",
    ".profile",
    ".ssh/authorized_keys",
    ".config/autostart/x.desktop",
    ".jupyter/jupyter_config.py",
):
    path = os.path.expanduser(f"~/{name}")
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "a") as file:
            file.write("# LEFT @MARK@\n")
    except OSError as error:
        print(error)
