"""A sandbox that a fork of a warm process puts itself into: Linux, standard library and ctypes, no other program.

`enter` makes three processes of the calling one:

    supervisor   the caller itself, outside; watches the limits, kills the tree, says how it ended
    init         pid 1 of the new pid namespace; reaps, and takes everything with it when it ends
    confined     returns from `enter` and runs what is not trusted

What this cannot do: it shares the kernel with the rest of the machine, and it does not clean what the caller has in
memory. Secrets, tests and solutions must not be there, and the environment must have been cleaned before the caller's
interpreter was started: /proc/self/environ keeps what `exec` was given, whatever os.environ says later.
"""

from .hugepages import collapse_memory
from .limits import Limits, SandboxError
from .mounts import gpu_devices
from .probing import available, probe
from .processes import enter

__all__ = ["Limits", "SandboxError", "available", "collapse_memory", "enter", "gpu_devices", "probe"]
