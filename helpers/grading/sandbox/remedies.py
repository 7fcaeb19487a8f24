"""How to get what a machine lacks, in one place: the doctor, the errors and the Containerfile say the same."""

CONTAINER = "--security-opt seccomp=unconfined"
CONTAINER_UBUNTU = "--security-opt apparmor=unconfined"  # where the container's host has AppArmor
CONTAINER_FEDORA = "--security-opt label=disable"  # where it has SELinux, as podman's machine does
SYSCTLS = {
    # the setting: the value that forbids, the command that allows
    "kernel/unprivileged_userns_clone": ("0", "Debian: sudo sysctl -w kernel.unprivileged_userns_clone=1"),
    "kernel/apparmor_restrict_unprivileged_userns": (
        "1",
        "Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
    "user/max_user_namespaces": ("0", "Fedora, RHEL: sudo sysctl -w user.max_user_namespaces=15000"),
}
IN_CONTAINER = f"in a container: {CONTAINER} (and {CONTAINER_UBUNTU} on Ubuntu, {CONTAINER_FEDORA} on Fedora)"
NEWER_KERNEL = "Linux 5.14 or newer as Debian 12, Ubuntu 22.04, Fedora and their successors have it"
EMPTY_PROC = "sandboxes get an empty /proc, which is enough; else --security-opt systempaths=unconfined"
NO_LANDLOCK = "the second layer is left out; boot with lsm=landlock,… in front of the kernel's own list"
OTHER_SYSTEM = "use the container (its two commands head the Containerfile), or --unsafe for work you trust"


def allow_namespaces() -> str:
    """What to type so that namespaces can be made: what this machine's settings forbid, else every usual cause."""
    causes = []
    for setting, (forbids, command) in SYSCTLS.items():
        try:
            with open(f"/proc/sys/{setting}") as file:
                causes += [command] if file.read().strip() == forbids else []
        except OSError:
            continue
    return "; ".join(causes or [command for _, command in SYSCTLS.values()]) + f"; {IN_CONTAINER}"
