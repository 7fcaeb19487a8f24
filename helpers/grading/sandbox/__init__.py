"""A sandbox that a fork of a warm process wakes up in: Linux, standard library and ctypes, no other program.

`Sandboxes` starts a small process, the nursery. It makes two processes for each sandbox; `Sandboxes.start` the third:

    supervisor   outside; watches the limits, kills the tree, says what it used; root's then makes the next init
    init         pid 1 of the new pid namespace; reaps, and takes everything with it when it ends
    confined     the caller's child, in those namespaces and more; runs what is not trusted

What this cannot do: it shares the kernel with the rest of the machine, and it does not clean what the caller has in
memory. Secrets, tests and solutions must not be there, and the environment must have been cleaned before the caller's
interpreter was started: /proc/self/environ keeps what `exec` was given, whatever os.environ says later.
"""

from .hugepages import collapse_code, collapse_memory
from .limits import Limits, SandboxError
from .mounts import gpu_devices
from .probing import available, probe
from .processes import Sandboxes, count_threads

__all__ = [
    "Limits",
    "SandboxError",
    "Sandboxes",
    "available",
    "collapse_code",
    "collapse_memory",
    "count_threads",
    "gpu_devices",
    "probe",
]
