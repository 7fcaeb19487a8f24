"""Make forks of a warm process cheap: a fork copies an entry for each page of memory, and huge pages are fewer.

Measured with torch imported (150 MB of memory of its own): a fork 2 ms instead of 10, its CPU until it is gone 6 ms
instead of 16. With much used code in huge pages too, both forks of a submission of lesson 01: 119 ms instead of 128.
"""

import contextlib
import ctypes
import mmap
import sys

from .calls import MACHINE, call

HUGE = 2**21  # the size of a huge page on x86_64 and most of aarch64, in bytes
ADVISE_HUGE, COLLAPSE = 14, 25  # MADV_HUGEPAGE, and MADV_COLLAPSE since Linux 6.1
MOVE_HERE = 1 | 2  # MREMAP_MAYMOVE | MREMAP_FIXED
MUCH = 128  # small pages of a huge one: code of which so many are in use is worth two megabytes


def collapse_memory() -> int:
    """Put this process's private memory into huge pages where the kernel can; returns how many megabytes it took.

    For the process that is forked from, once, when all is imported; takes up to a second. Nothing depends on it: where
    the kernel is older or short of memory, the forks only stay slower. A fork that writes gets small pages again.
    """
    regions = [(first, last) for first, last, name in _regions("rw-p") if name in ("", "[heap]")]
    return sum((last - first) >> 20 for first, last in regions if call("madvise", first, last - first, COLLAPSE) == 0)


def collapse_code() -> int:
    """Move the machine code that this process uses much into huge pages of its own; returns how many megabytes it took.

    A fork looks up anew, sixteen at a time, the pages of files that its parent had looked up; what memory its parent
    has of its own it is given, and huge pages at little cost. For x86-64 only, whose processors see when code is new.
    """
    if MACHINE != "x86_64":
        return 0
    pieces = [piece for first, last, name in _regions("r-xp") if name[:1] == "/" for piece in range(first, last, HUGE)]
    return sum(HUGE >> 20 for piece in pieces if _pages_in_use(piece) >= MUCH and _moved(piece))


def _regions(rights: str) -> list[tuple[int, int, str]]:
    """Bounds of the huge pages that fit into each region of this process's memory with these rights, and its name."""
    if sys.platform != "linux":
        return []
    with open("/proc/self/maps") as regions:
        lines = [line.rstrip("\n").split(maxsplit=5) for line in regions]
    found = []
    for bounds, its, *_, name in (line if len(line) > 5 else [*line, ""] for line in lines):
        first, last = (int(bound, 16) for bound in bounds.split("-"))
        found.append((its, -(-first // HUGE) * HUGE, last // HUGE * HUGE, name))
    return [(first, last, name) for its, first, last, name in found if its == rights and first < last]


def _pages_in_use(address: int) -> int:
    """How many small pages of a huge one this process has looked up."""
    with contextlib.suppress(OSError), open("/proc/self/pagemap", "rb") as entries:
        entries.seek(address // mmap.PAGESIZE * 8)
        return sum(entry >> 7 for entry in entries.read(HUGE // mmap.PAGESIZE * 8)[7::8])
    return 0


def _moved(address: int) -> bool:
    """Put a copy of two megabytes of code in their place, in one step: the code that takes it is among them."""
    room = call("mmap", 0, 2 * HUGE, mmap.PROT_READ | mmap.PROT_WRITE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, -1, 0)
    if room < 0:
        return False
    copy = -(-room // HUGE) * HUGE
    call("madvise", copy, HUGE, ADVISE_HUGE)
    ctypes.memmove(copy, address, HUGE)
    done = (
        call("madvise", copy, HUGE, COLLAPSE) == 0
        and call("mprotect", copy, HUGE, mmap.PROT_READ | mmap.PROT_EXEC) == 0
        and call("mremap", copy, HUGE, HUGE, MOVE_HERE, address) == address
    )
    call("munmap", room, 2 * HUGE)
    return done
