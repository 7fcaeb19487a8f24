# how: keyctl, bpf, perf_event_open, userfaultfd, kexec, modules, swap, reboot flags, by number
import ctypes

print("CANARY @NAME@", flush=True)
libc = ctypes.CDLL(None, use_errno=True)
for name, number, *arguments in [
    ("add_key", 248, b"user", b"@MARK@", b"x", 1, -3),
    ("keyctl", 250, 0, -3, 1),
    ("bpf", 321, 0, 0, 0),
    ("perf_event_open", 298, 0, 0, -1, -1, 0),
    ("userfaultfd", 323, 0),
    ("finit_module", 313, -1, b"", 0),
    ("open_by_handle_at", 304, -100, 0, 0),
    ("memfd_create", 319, b"@MARK@", 0),
    ("pidfd_open", 434, 1, 0),
    ("mount_setattr", 442, -1, b"", 0, 0, 0),
    ("clone3", 435, 0, 0),
    ("fanotify_init", 300, 0, 0),
]:
    print(name, libc.syscall(number, *arguments), ctypes.get_errno())
