"""Which system calls the confined process may not make: a filter in the kernel's small bytecode, made by hand.

It is a list of refusals, not of permissions: torch, numpy and the C library use some 150 calls, and other versions of
them others. What is refused widens the kernel's attack surface, reaches other processes or the machine, or holds
memory that no limit counts (memfd_create and System V's shared memory, queues and semaphores).
"""

import ctypes
import errno
import struct

from .calls import MACHINE, NEWCGROUP, NEWIPC, NEWNET, NEWNS, NEWPID, NEWUSER, NEWUTS, must

# name: number on x86_64, number on aarch64 (None: it has no such call)
REFUSED = {
    # other processes
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "pidfd_getfd": (438, 438),
    "kcmp": (312, 272),
    "fadvise64": (221, 223),  # these four tell what is in the page cache, or put it there: a way to leave word
    "preadv2": (327, 286),
    "mincore": (27, 232),
    "cachestat": (451, 451),
    "inotify_init": (253, None),  # watches tell what other processes open: what a hidden check imports, say
    "inotify_init1": (294, 26),
    # mounts and namespaces
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    # keys, and machinery that is often attacked
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "modify_ldt": (154, None),
    "lookup_dcookie": (212, 18),
    # memory that no limit counts, and where memory lies
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "vmsplice": (278, 75),  # a pipe would hold the huge page of which it was given a part
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "io_setup": (206, 0),  # one number of contexts for the whole machine
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "set_mempolicy_home_node": (450, 450),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    # this process's own rules stand by now, and more of them are memory that no limit counts
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
    # the machine
    "sched_setaffinity": (203, 122),  # it stays on the CPU that its grader gave it
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "create_module": (174, None),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "iopl": (172, None),
    "ioperm": (173, None),
    "uselib": (134, None),
    "nfsservctl": (180, 42),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
}
CLONE, CLONE3, SOCKET, SOCKETPAIR = (56, 220), (435, 435), (41, 198), (53, 199)
IOCTL, PERSONALITY, SETSOCKOPT, SETRLIMIT, PRLIMIT = (16, 29), (135, 92), (54, 208), (160, 164), (302, 261)
FCNTL, F_NOTIFY = (72, 25), 1026
FLOCK, LOCKS = (73, 32), (6, 7, 37, 38)  # F_SETLK, F_SETLKW, and the two of open files
MMAP, CLOSE_RANGE, UNSHARE = (9, 222), (436, 436), 2
SHARED, ANONYMOUS = 0x01, 0x20
PARENT, THREAD, FILES = 0x8000, 0x10000, 0x400  # flags of clone
SIZES_OF_BUFFERS = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF and the two that only root may set
NEW_NAMESPACES = NEWNS | NEWCGROUP | NEWUTS | NEWIPC | NEWUSER | NEWPID | NEWNET
RLIMIT_CORE, SOL_SOCKET = 4, 1
AF_UNIX, AF_NETLINK, TIOCSTI, TIOCLINUX, X32 = 1, 16, 0x5412, 0x541C, 0x40000000

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
# where struct seccomp_data has them; little-endian low halves
CALL, ARCHITECTURE, FIRST, SECOND, THIRD, FOURTH = 0, 4, 16, 24, 32, 40
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


class Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def install(gpu: bool = False) -> None:
    """Put the filter on all threads of this process; it cannot be taken off again. gpu: whether it may use one."""
    code = FILTERS[gpu]
    must("install the seccomp filter", "seccomp", 1, 1, Program(len(code) // 8, code))  # set mode, on all threads


def build(machine: str, gpu: bool = False) -> bytes:
    """The filter for a machine: each line either decides or goes on to the next."""
    column = {"x86_64": 0, "aarch64": 1}[machine]
    lines = [_line(LOAD, ARCHITECTURE), *_unless(EQUAL, AUDIT[machine], KILL), _line(LOAD, CALL)]
    if machine == "x86_64":
        lines += _when(AT_LEAST, X32, KILL)  # the x32 calls have other numbers for the same deeds
    for numbers in REFUSED.values():
        if numbers[column] is not None:
            lines += _when(EQUAL, numbers[column], ERROR | errno.EPERM)
    # clone3's flags are behind a pointer, where no filter can look; the C library then uses clone
    lines += _when(EQUAL, CLONE3[column], ERROR | errno.ENOSYS)
    # A sibling would be a child of the caller's, outside the tree that is watched; a thread with open files of its own
    # could hold more than the process may.
    alone = _if(ANY_BIT, THREAD, [*_when(ANY_BIT, FILES, ALLOW), _line(RETURN, ERROR | errno.EPERM)])
    clone = [_line(LOAD, FIRST), *_when(ANY_BIT, NEW_NAMESPACES | PARENT, ERROR | errno.EPERM)]
    lines += _for_call(CLONE[column], [*clone, *alone])
    lines += _for_call(CLOSE_RANGE[column], [_line(LOAD, THIRD), *_when(ANY_BIT, UNSHARE, ERROR | errno.EPERM)])
    if not gpu:  # memory without a file, but shared, is not counted once nobody looks at it; a GPU's driver may want it
        without_file = _if(ANY_BIT, SHARED, _when(ANY_BIT, ANONYMOUS, ERROR | errno.EPERM))
        lines += _for_call(MMAP[column], [_line(LOAD, FOURTH), *without_file])
    family = [_line(LOAD, FIRST), *_when(EQUAL, AF_UNIX, ALLOW)]
    family += _when(EQUAL, AF_NETLINK, ERROR | errno.EOPNOTSUPP)  # libzmq aborts on EAFNOSUPPORT
    family += [_line(RETURN, ERROR | errno.EAFNOSUPPORT)]
    lines += _for_call(SOCKET[column], family) + _for_call(SOCKETPAIR[column], family)
    typing = [_line(LOAD, SECOND)]  # TIOCSTI types into the terminal, TIOCLINUX pastes into a console
    typing += [line for request in (TIOCSTI, TIOCLINUX) for line in _when(EQUAL, request, ERROR | errno.EPERM)]
    lines += _for_call(IOCTL[column], typing)
    # The older way to watch a folder; and locks, which two sandboxes could see each other by, on files that both can
    # read: the call succeeds and does nothing.
    nothing = [line for lock in LOCKS for line in _when(EQUAL, lock, ERROR)]
    watching = _when(EQUAL, F_NOTIFY, ERROR | errno.EPERM)
    lines += _for_call(FCNTL[column], [_line(LOAD, SECOND), *watching, *nothing])
    lines += _when(EQUAL, FLOCK[column], ERROR)
    query = [_line(LOAD, FIRST), *_unless(EQUAL, 0xFFFFFFFF, ERROR | errno.EPERM)]
    lines += _for_call(PERSONALITY[column], query)
    # Larger buffers are memory that no limit counts: the call succeeds and does nothing.
    sizes = [_line(LOAD, THIRD), *(line for option in SIZES_OF_BUFFERS for line in _when(EQUAL, option, ERROR))]
    lines += _for_call(SETSOCKOPT[column], [_line(LOAD, SECOND), *_if(EQUAL, SOL_SOCKET, sizes)])
    # The limit on core files stays: with another one, the machine's handler would be called as its root.
    no_core = _when(EQUAL, RLIMIT_CORE, ERROR | errno.EPERM)
    lines += _for_call(SETRLIMIT[column], [_line(LOAD, FIRST), *no_core])
    is_none = _unless(EQUAL, 0, ERROR | errno.EPERM)
    new_limit = [_line(LOAD, THIRD), *is_none, _line(LOAD, THIRD + 4), *is_none]
    lines += _for_call(PRLIMIT[column], [_line(LOAD, SECOND), *_if(EQUAL, RLIMIT_CORE, new_limit)])
    return b"".join([*lines, _line(RETURN, ALLOW)])


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)  # struct sock_filter


def _when(test: int, value: int, verdict: int) -> list[bytes]:
    return [_line(test, value, 0, 1), _line(RETURN, verdict)]


def _unless(test: int, value: int, verdict: int) -> list[bytes]:
    return [_line(test, value, 1, 0), _line(RETURN, verdict)]


def _if(test: int, value: int, lines: list[bytes]) -> list[bytes]:
    """Lines that are run through only where the loaded number passes the test."""
    return [_line(test, value, 0, len(lines)), *lines]


def _for_call(number: int, lines: list[bytes]) -> list[bytes]:
    """Lines that only this call runs through; they end with it, because they overwrite the loaded number."""
    return [_line(EQUAL, number, 0, len(lines) + 1), *lines, _line(RETURN, ALLOW)]


FILTERS = {gpu: build(MACHINE, gpu) if MACHINE in AUDIT else b"" for gpu in (False, True)}
