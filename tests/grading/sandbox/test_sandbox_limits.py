"""Does each way of using up a machine end within its limit, leave nothing behind, and get its right name?"""

import time
from dataclasses import replace

import pytest

from helpers.grading.sandbox import Limits, supervisor

# name: (what it does, its limits, how it has to end; None: the attempt fails inside, and the process ends by itself)
BOMBS = {
    "memory": (
        """
        hoard = []
        while True:
            hoard.append(bytearray(2**20 * 8))
        """,
        {"resident_mb": 200},
        "memory",
    ),
    "memory in one piece": ("x = bytearray(2**20 * 600); print('got it')", {"address_mb": 512}, None),
    "memory to write to": (
        """
        import mmap
        kept = [bytearray(2**20 * 200)]  # used or not
        try:
            kept.append(mmap.mmap(-1, 2**20 * 200, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
            print("got it")
        except OSError:
            kept.append(bytearray(2**20 * 200))
            print("got it")
        """,
        {"data_mb": 300},
        None,
    ),
    "memory of many": (
        """
        import os, time
        for child in range(12):
            if not os.fork():
                hoard = os.urandom(2**20) * 40
                time.sleep(60)
        time.sleep(60)
        """,
        {"resident_mb": 300},
        "memory",
    ),
    "memory that hides": (
        """
        import ctypes, time
        ctypes.CDLL(None).prctl(4, 0)
        hoard = []
        while True:
            hoard.append(bytearray(2**20 * 8))
        """,
        {"resident_mb": 200},
        "memory",
    ),
    "memory of who seems dead": (
        """
        import ctypes, platform, threading, time
        def hoard():
            kept = []
            while True:
                kept.append(bytearray(2**20 * 8))
                time.sleep(0.005)
        threading.Thread(target=hoard).start()
        ctypes.CDLL(None).syscall(60 if platform.machine() == "x86_64" else 93, 0)  # ends the first thread alone
        """,
        {"resident_mb": 200},
        "memory",
    ),
    "memory that two share and nobody looks at": (
        """
        import mmap
        try:
            mmap.mmap(-1, 2**20)
            print("got it")
        finally:
            assert mmap.mmap(-1, 2**20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        """,
        {},
        None,
    ),
    "huge pages that only a pipe holds": (
        """
        import ctypes, mmap, os, platform
        page = mmap.mmap(-1, 2**22, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
        page.madvise(mmap.MADV_HUGEPAGE)
        start = ctypes.addressof(ctypes.c_char.from_buffer(page))
        number = 278 if platform.machine() == "x86_64" else 75
        part = (ctypes.c_size_t * 2)(start + -start % 2**21, 4096)
        done = ctypes.CDLL(None, use_errno=True).syscall(number, os.pipe()[1], part, 1, 0)
        if done == 4096:
            print("got it")
        raise OSError(ctypes.get_errno(), "vmsplice")
        """,
        {},
        None,
    ),
    "buffers of the kernel": (
        """
        import os, socket, time
        for child in range(20):
            if not os.fork():
                hoard = []
                try:
                    while True:
                        hoard.append(socket.socketpair())
                        hoard[-1][0].setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2**30)
                        assert hoard[-1][0].getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) < 2**20
                except OSError:
                    pass
                time.sleep(60)
        time.sleep(60)
        """,
        {},
        "files",
    ),
    "forks": (
        """
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
        """,
        {"processes": 20},
        "processes",
    ),
    "threads": (
        """
        import threading, time
        for number in range(21):
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        print("got it")
        """,
        {"processes": 20},
        None,
    ),
    "disk": (
        """
        import os
        for number in range(100):
            with open(f"/tmp/{number}", "wb") as file:
                file.write(bytes(2**20))
        print("got it")
        """,
        {"tmp_mb": 16},
        None,
    ),
    "shared memory": (
        """
        for number in range(100):
            with open(f"/dev/shm/{number}", "wb") as file:
                file.write(bytes(2**20))
        print("got it")
        """,
        {"tmp_mb": 16},
        None,
    ),
    "many small files": ("for n in range(40000): open(f'/tmp/{n}', 'w').close()\nprint('got it')", {}, None),
    "sparse file": ("open('/tmp/x', 'wb').truncate(2**40); print('got it')", {"file_mb": 8}, None),
    "long file": ("open('/tmp/x', 'wb').write(bytes(2**20 * 9)); print('got it')", {"file_mb": 8}, None),
    "descriptors": ("import os\nkept = [os.dup(1) for _ in range(2000)]; print('got it')", {"open_files": 100}, None),
    "a loop": ("while True: pass", {"cpu_s": 0.5}, "cpu"),
    "loops of many": (
        """
        import os
        for child in range(3):
            os.fork()
        while True:
            pass
        """,
        {"cpu_s": 0.5},
        "cpu",
    ),
    "a loop that swallows all": (
        """
        import signal
        for number in set(range(1, 32)) - {9, 19}:
            signal.signal(number, signal.SIG_IGN)
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """,
        {"cpu_s": 0.5},
        "cpu",
    ),
    "sleep": ("import time; time.sleep(60)", {"wall_s": 0.5}, "time"),
    "stop": ("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", {"wall_s": 0.5}, "time"),
}


@pytest.fixture(scope="module")
def bombed(play):
    """Every bomb, one after the other, from one grader; and what was left running after the last."""
    orders = [{"code": code, "limits": {"wall_s": 20, **limits}} for code, limits, _ in BOMBS.values()]
    return dict(zip(BOMBS, play(*orders), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_every_bomb_is_stopped(bombed, name):
    """Is it ended by its limit, soon?"""
    _, limits, ended = BOMBS[name]
    result = bombed[name]
    assert result.ended == (ended or "exit"), result
    assert "got it" not in result.said
    assert result.seconds < 10
    if ended:
        assert result.code == -9
    else:  # the attempt failed, as an error in the student's own code
        assert result.code == 1
        assert "Error" in result.said
    if ended == "memory":
        assert limits["resident_mb"] < result.verdict["peak_mb"] < limits["resident_mb"] + 400
    if ended == "cpu":
        assert 0.5 <= result.verdict["cpu_s"] < 1


def test_no_bomb_leaves_anything_behind(bombed):
    """Is every process of every bomb gone?"""
    assert [result.left for result in bombed.values() if result.left] == []


FULL = """
import os, threading, time
total = 1
try:
    while True:
        if total % 2:
            threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
        elif not os.fork():
            time.sleep(60)
        total += 1
except (OSError, RuntimeError) as refused:
    print(total, type(refused).__name__)
end = time.process_time() + 3
while time.process_time() < end:
    pass
try:
    os.fork()
    print("got it")
except OSError:
    print("and worked on")
"""


def test_as_many_as_may_be_and_no_more(play):
    """Is exactly the second above the limit refused, and does who asked for it work on while the others stand?"""
    result = play({"code": FULL, "limits": {"processes": 20}})[0]
    assert result.said == "21 RuntimeError\nand worked on\n"
    assert (result.ended, result.code) == ("exit", 0)


def test_where_the_kernel_does_not_refuse_more_they_are_ended():
    """Does the supervisor itself count them, too?"""
    use, limits = supervisor.Use(tasks=22, memory_mb=1, cpu_s=0, children_s=0, files=0), Limits(processes=20)
    assert supervisor.limit_passed(use, limits) == "processes"
    assert supervisor.limit_passed(replace(use, tasks=21), limits) == ""


AS_MANY = """
import os, time
for child in range(19):
    if not os.fork():
        end = time.process_time() + 0.2
        while time.process_time() < end:
            pass
        time.sleep(60)
end = time.monotonic() + 19 * 0.2 + 2
while time.monotonic() < end:
    time.sleep(0.1)
print("done")
"""


def test_as_many_as_there_may_be_may_compute(play):
    """Is nobody ended who was never refused anything?"""
    result = play({"code": AS_MANY, "limits": {"processes": 20}})[0]
    assert (result.said, result.ended) == ("done\n", "exit")
    assert result.verdict["cpu_s"] > supervisor.FULL_S


SHARED = """
import os, time
shared = bytearray(400 * 2**20)
for place in range(0, len(shared), 4096):
    shared[place] = 1
for child in range(12):
    if not os.fork():
        sum(shared[:: 2**12])
        time.sleep(60)
    time.sleep(0.03)
time.sleep(0.3)
print("done")
"""


def test_what_many_share_is_counted_once(play):
    """May 13 processes look at the same 400 MB, with 550 for all, however long ago each was looked at?"""
    for result in play(*[{"code": SHARED, "limits": {"resident_mb": 550}}] * 3):
        assert (result.said, result.ended) == ("done\n", "exit"), result


def test_old_shares_are_not_believed_to_be_too_many(monkeypatch):
    """Is each read anew, before what they come to is taken to pass the limit?"""
    sharing = []
    monkeypatch.setattr(supervisor, "true_share", lambda folder: 100 / len(sharing))
    monkeypatch.setattr(supervisor, "BUSY_MS", 0)  # only the newest is read at each look
    shares = supervisor.Shares()
    for number in range(10):
        sharing.append(str(number))
        assert shares.total(sharing, 110) <= 110


def test_output_goes_nowhere_unless_it_is_kept(play):
    """Is a flood of output into what is not kept simply gone?"""
    result = play({"code": "import os\nfor n in range(2000): os.write(0, bytes(10**5))\nprint('through')"})[0]
    assert result.said == "through\n"


ENDS = {
    "import sys; sys.exit(3)": ("exit", 3),
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": ("signal", 9),
    "import os; os.abort()": ("signal", 6),
    "import ctypes; ctypes.string_at(0)": ("signal", 11),
    "import signal, time; signal.setitimer(signal.ITIMER_REAL, 0.1); time.sleep(5)": ("signal", 14),
    "import os; os._exit(0)": ("exit", 0),
    "import os; os.killpg(0, 9)": ("signal", 9),
    "import os; os.kill(-1, 9)": ("exit", 1),  # the kernel spares init and the one who asks: nobody is left to kill
}


def test_every_end_gets_its_name(play):
    """Does the caller learn how the process ended, and the verdict pass no limit for it?"""
    for result, (code, (ended, number)) in zip(play(*({"code": code} for code in ENDS)), ENDS.items(), strict=True):
        assert (result.ended, result.code) == (ended, number if ended == "exit" else -number), code
        assert set(result.verdict) == {"passed", "peak_mb", "cpu_s"}
        assert result.left == []


def test_slow_shares_are_read_a_few_at_a_time(monkeypatch):
    """Does no look wait for all, are all known after some, and is what has ended forgotten?"""
    asked = []

    def share(folder: str) -> float:
        time.sleep(supervisor.BUSY_MS / 3000)
        asked.append(folder)
        return 1.0

    monkeypatch.setattr(supervisor, "true_share", share)
    shares, folders = supervisor.Shares(), [str(number) for number in range(12)]
    totals = [shares.total(folders, 99) for _ in range(12)]
    assert totals[0] < 12
    assert totals == sorted(totals)
    assert totals[-1] == 12
    assert sorted(asked[:12]) == sorted(folders)
    assert shares.total(folders[:2], 99) == 2
