# how: contexts for asynchronous reading, timers, watches, event descriptors and queues, of which the machine has few
import contextlib
import ctypes
import os

print("CANARY @NAME@", flush=True)
libc, kept = ctypes.CDLL(None), []
for size in (65536, 30000, 10000, 1000, 100, 1):
    for _ in range(20):
        place = ctypes.c_ulong(0)
        if libc.syscall(206, ctypes.c_long(size), ctypes.byref(place)):
            break
for make in (lambda: libc.inotify_init1(0), lambda: libc.eventfd(0, 0), lambda: libc.epoll_create1(0)):
    for _ in range(150):
        kept.append(make())
for watcher in kept[:150]:
    for folder in ("/usr/lib", "/usr/bin", "/tmp", "/"):
        libc.inotify_add_watch(watcher, folder.encode(), 0xFFF)
for number in range(5000):
    place = ctypes.c_void_p()
    if libc.timer_create(1, None, ctypes.byref(place)):
        break
for number in range(300):
    with contextlib.suppress(OSError):
        os.mkfifo(f"/tmp/{number}")
        libc.mq_open(f"/q{number}".encode(), 0o102, 0o600, None)
