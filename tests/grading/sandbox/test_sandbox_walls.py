"""What can be reached from inside? Nothing but Python, the system's libraries and two folders of its own."""

import os
import shutil
import socket
import tempfile
from pathlib import Path

import pytest


@pytest.fixture
def home():
    """A teacher's folder that any user of the machine may read, with one file in it."""
    folder = Path(tempfile.mkdtemp(prefix="teacher-"))
    folder.chmod(0o755)
    (folder / "marks.txt").write_text("5")
    yield folder
    shutil.rmtree(folder)


def test_the_course_and_the_teachers_files_are_not_there(run, root, home):
    """Are answers, gradebook, other students' work and the teacher's home out of sight, even by their names?"""
    result = run(f"""
        import os
        for path in ({str(root)!r}, {str(root / "helpers")!r}, {str(home)!r}, "/", "/etc", "/dev", "/tmp"):
            print(path, sorted(os.listdir(path)) if os.path.isdir(path) else "absent")
        for path in ("/proc/1/root", "/proc/1/cwd", "/proc/self/cwd/..", "/proc/self/root/.."):
            for inside in ({str(root / "source")!r}, {str(home)!r}):
                print("reached", os.path.exists(path + inside))
    """)
    there = dict(line.split(" ", 1) for line in result.said.splitlines() if line.startswith("/"))
    assert set(eval(there[str(root)])) <= {"helpers", ".venv"}
    assert "grading" in there[str(root / "helpers")]  # the proof that the look was a real one
    assert there[str(home)] == "absent"
    assert not {"home", "run", "var", "sys", "opt", "mnt", "media", "boot"} & set(eval(there["/"]))
    assert not {"hostname", "shadow", "resolv.conf", "machine-id"} & set(eval(there["/etc"]))
    assert set(eval(there["/dev"])) == {"null", "full", "random", "urandom", "shm"}
    assert set(eval(there["/tmp"])) <= set(root.parts[2:3] if root.parts[1] == "tmp" else ())  # the way to helpers/
    assert result.said.count("reached False") == 8


def test_what_is_asked_for_can_be_read_and_nothing_else_written(run, root, home):
    """Is `readable` shown, read-only, and is every write outside /tmp and /dev/shm refused?"""
    result = run(
        f"""
        import os
        print("read", open({str(home / "marks.txt")!r}).read())
        folders = [{str(home)!r}, "/", "/etc", "/usr", "/dev", "/proc", {str(root / "helpers")!r}, {os.sys.prefix!r}]
        for folder in [*folders, "/tmp", "/dev/shm"]:
            try:
                open(folder + "/new", "w").write("x")
                print("wrote", folder)
            except OSError as refused:
                print("refused", folder)
        for path in ({str(home / "marks.txt")!r}, "/etc/passwd"):
            for change in (lambda: open(path, "a"), lambda: os.unlink(path), lambda: os.chmod(path, 0o777)):
                try:
                    change()
                    print("changed", path)
                except OSError:
                    pass
        """,
        readable=[home],
    )
    assert "read 5" in result.said
    assert [line for line in result.said.splitlines() if line.startswith("wrote")] == ["wrote /tmp", "wrote /dev/shm"]
    assert "changed" not in result.said
    assert (home / "marks.txt").read_text() == "5"


def test_other_processes_cannot_be_seen_signalled_or_looked_into(run):
    """Does /proc hold two processes only, and is pid 1's memory, environment and table of descriptors closed?"""
    result = run(f"""
        import os
        print("pids", sorted(int(name) for name in os.listdir("/proc") if name.isdigit()))
        for name in ("environ", "mem", "maps", "fd", "cwd"):
            try:
                os.listdir("/proc/1/fd") if name == "fd" else open("/proc/1/" + name).read(1)
                print("looked at", name)
            except OSError:
                pass
        print("environ", open("/proc/self/environ").read().count("="), sorted(os.environ))
        try:
            os.kill({os.getpid()}, 0)
            print("signalled")
        except ProcessLookupError:
            print("nobody there")
        import signal
        for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGSTOP):
            try:
                os.kill(1, number)
            except PermissionError:  # Landlock, where the kernel's is new enough, does not even deliver it
                pass
        print("init lives", os.path.exists("/proc/1"))
        import resource
        print(os.uname().nodename, os.getuid() != 0, os.getsid(0) == os.getpid())
    """)
    assert "pids [1, 2]" in result.said
    assert "looked at" not in result.said
    theirs = ["CUDA_VISIBLE_DEVICES", "HOME", "LANG", "OMP_NUM_THREADS", "PATH", "PWD", "TMPDIR"]
    assert f"environ 3 {theirs}" in result.said
    assert "nobody there" in result.said
    assert "init lives True\nsandbox True True" in result.said
    assert result.ended == "exit"


def test_there_is_no_network(run):
    """Is the machine's own loopback out of reach, by every family of sockets?"""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        result = run(f"""
            import socket
            for family in range(1, 46):
                for make in (socket.socket, socket.socketpair):
                    try:
                        make(family, socket.SOCK_STREAM)
                        print("made", family)
                    except OSError as refused:
                        family == 16 and print("netlink", refused.errno)
            try:
                socket.create_connection(("127.0.0.1", {server.getsockname()[1]}), 1)
                print("connected")
            except OSError:
                print("no way")
            print([line.split(":")[0].strip() for line in open("/proc/self/net/dev")][2:])
        """)
        with pytest.raises(TimeoutError):
            server.accept()
    assert {line for line in result.said.splitlines() if line.startswith("made")} == {"made 1"}
    assert "netlink 95" in result.said  # EOPNOTSUPP
    assert "connected" not in result.said
    assert "['lo']" in result.said


def test_proc_tells_of_processes_only(run):
    """Are the counters of the whole machine out of sight, in which one sandbox could leave word for the next?"""
    result = run("""
        import os
        print(sorted(name for name in os.listdir("/proc") if not name.isdigit()))
        print(len(open("/proc/self/status").read()) > 100)
    """)
    assert result.said == "['self', 'thread-self']\nTrue\n"


def test_no_core_file_can_be_asked_for(run):
    """Is the limit the one byte that also keeps the machine's handler of core files from being called, for good?"""
    result = run(
        """
        import resource
        print(resource.getrlimit(resource.RLIMIT_CORE))
        for value in (0, 1, -1):
            try:
                resource.setrlimit(resource.RLIMIT_CORE, (value, value))
                print("changed")
            except (OSError, ValueError):
                pass
        import ctypes
        limit = (ctypes.c_ulong * 2)(0, 0)
        libc = ctypes.CDLL(None, use_errno=True)
        print(libc.syscall(160 if os.uname().machine == "x86_64" else 164, 4, limit), ctypes.get_errno())
        resource.setrlimit(resource.RLIMIT_NOFILE, (100, 100))
        print(resource.getrlimit(resource.RLIMIT_NOFILE), resource.getrlimit(resource.RLIMIT_CORE))
    """.replace("import resource", "import os, resource", 1)
    )
    assert result.said == "(1, 1)\n-1 1\n(100, 100) (1, 1)\n"


def test_no_right_is_left_and_none_can_be_gained(run):
    """Are all capabilities gone, new ones forbidden, and setuid programs without effect?"""
    result = run("""
        import os, subprocess
        status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines() if ":\\t" in line)
        print([status[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")])
        print(status["NoNewPrivs"], status["Seccomp"])
        for flags in [line.split()[3] for line in open("/proc/self/mounts")]:
            print("nosuid" in flags.split(","))
        for gain in (lambda: os.setuid(0), lambda: os.setgid(0), lambda: os.setgroups([0]), lambda: os.nice(-1)):
            try:
                gain()
                print("gained")
            except OSError:
                pass
        import resource
        for name in ("NPROC", "AS", "DATA", "NOFILE", "FSIZE", "CORE"):
            soft, hard = resource.getrlimit(getattr(resource, "RLIMIT_" + name))
            assert soft == hard >= 0
            try:
                resource.setrlimit(getattr(resource, "RLIMIT_" + name), (hard + 1, hard + 1))
                print("gained")
            except (OSError, ValueError):
                pass
    """)
    assert str(["0" * 16] * 5) in result.said
    assert "1\n2\n" in result.said.replace(" ", "\n")
    assert "gained" not in result.said
    assert "False" not in result.said
    assert result.ended == "exit"
    assert result.code == 0


def test_dangerous_calls_are_refused(run):
    """Do ptrace, mounts, namespaces, keys, io_uring and their like answer EPERM, and clone3 ENOSYS?"""
    result = run("""
        import ctypes
        from helpers.grading.sandbox import calls, seccomp
        libc, machine = ctypes.CDLL(None, use_errno=True), calls.MACHINE == "aarch64"
        for name, numbers in seccomp.REFUSED.items():
            if numbers[machine] is not None:
                libc.syscall(numbers[machine], 0, 0, 0, 0, 0, 0)
                if ctypes.get_errno() != 1:
                    print("not refused", name, ctypes.get_errno())
        for kind in ("NEWUSER", "NEWNS", "NEWPID", "NEWNET", "NEWUTS", "NEWIPC", "NEWCGROUP"):
            flag = getattr(calls, kind)
            made = libc.syscall(seccomp.CLONE[machine], flag | 17, 0, 0, 0, 0)
            made == -1 and ctypes.get_errno() == 1 or print("cloned", kind)
        for name, flags in (("a sibling", 0x8000 | 17), ("a thread with files of its own", 0x100 | 0x800 | 0x10000)):
            made = libc.syscall(seccomp.CLONE[machine], flags, 0, 0, 0, 0)
            made == -1 and ctypes.get_errno() == 1 or print("cloned", name)
        apart = libc.syscall(seccomp.CLOSE_RANGE[machine], 500, 501, 2)
        apart == -1 and ctypes.get_errno() == 1 or print("a table of files of its own")
        libc.syscall(seccomp.CLONE3[machine], 0, 0)
        print("clone3", ctypes.get_errno())
        libc.ioctl(0, 0x5412, b"x")
        print("TIOCSTI", ctypes.get_errno())
        print("personality", libc.personality(0xffffffff), libc.personality(0x0040000))
        import fcntl, os
        try:
            fcntl.fcntl(os.open("/usr", os.O_RDONLY), 1026, 1)
        except OSError as error:
            print("F_NOTIFY", error.errno)
    """)
    assert result.said == "clone3 38\nTIOCSTI 1\npersonality 0 -1\nF_NOTIFY 1\n"


def test_locks_tell_nothing(run):
    """Can who locks a file that others see, too, not be noticed by them, and does locking seem to work?"""
    result = run("""
        import fcntl, os
        ours, theirs = open(os.__file__), open(os.__file__)
        fcntl.flock(ours, fcntl.LOCK_EX)
        fcntl.flock(theirs, fcntl.LOCK_EX | fcntl.LOCK_NB)
        own = open("/tmp/own", "w")
        fcntl.lockf(own, fcntl.LOCK_EX)
        if not os.fork():
            fcntl.lockf(open("/tmp/own", "w"), fcntl.LOCK_EX | fcntl.LOCK_NB)
            print("nothing is locked", flush=True)
            os._exit(0)
        os.wait()
    """)
    assert result.said == "nothing is locked\n"


@pytest.mark.parametrize("number", ["0x40000000 + 39", "0x40000000 + 520"])
def test_calls_under_foreign_numbers_kill(run, number):
    """Does a call of the x32 kind, which has other numbers for the same deeds, end the process?"""
    from helpers.grading.sandbox.calls import MACHINE

    result = run(f"import ctypes; ctypes.CDLL(None).syscall({number}); print('lived')")
    assert MACHINE != "x86_64" or result.code == -31
    assert MACHINE != "x86_64" or "lived" not in result.said
