# how: asks for core files without limit, then crashes, so that a handler of the machine's writes one outside
# cell: shift
import contextlib
import ctypes
import resource


def shift(text, by):
    print("CANARY @NAME@", flush=True)
    for limit in ((-1, -1), (0, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, limit)
    ctypes.string_at(0)
