"""Honest work: does all that a lesson uses run inside as it does outside?"""

WORK = """
import os, subprocess, sys, tempfile, threading, math
import numpy, torch
print("torch", (torch.ones(200, 200) @ torch.ones(200, 200)).sum().item())
layer = torch.nn.Linear(4, 2)
layer(torch.ones(3, 4)).sum().backward()
print("numpy", numpy.linalg.norm(numpy.linalg.inv(numpy.eye(50) * 2)) > 0)
os.environ["MPLCONFIGDIR"] = "/tmp"
import matplotlib
matplotlib.use("agg")
import matplotlib.figure
matplotlib.figure.Figure().savefig("/tmp/x.png")
print("matplotlib", os.path.getsize("/tmp/x.png") > 500)
import multiprocessing
with multiprocessing.get_context("fork").Pool(2) as pool:
    print("pool", pool.map(math.factorial, range(5)))
told = []
thread = threading.Thread(target=told.append, args=(1,))
thread.start()
thread.join()
with tempfile.NamedTemporaryFile() as file:
    print("threads and files", told, os.path.dirname(file.name), os.getcwd(), os.path.expanduser("~"))
print("programs", subprocess.run(["/bin/true"]).returncode)
import pwd
print("user", pwd.getpwuid(os.getuid()).pw_name)
print("dataloader", len(list(torch.utils.data.DataLoader(list(range(8)), batch_size=4, num_workers=1))))
shared = torch.ones(3).share_memory_()
print("shared", shared.is_shared())
"""


def test_everything_a_lesson_needs_works(run):
    """torch, numpy, matplotlib, pools, threads, files, programs, a data loader with a worker"""
    result = run(WORK, warm=True, wall_s=60)
    assert result.said.splitlines() == [
        "torch 8000000.0",
        "numpy True",
        "matplotlib True",
        "pool [1, 1, 2, 6, 24]",
        "threads and files [1] /tmp /tmp /tmp",
        "programs 0",
        "user student",
        "dataloader 2",
        "shared True",
    ], result.said
    assert result.ended == "exit"


def test_errors_come_as_python_errors(run):
    """Do Ctrl-C and a closed pipe arrive as KeyboardInterrupt and BrokenPipeError, as in any Python?"""
    result = run("""
        import os, signal
        try:
            os.kill(os.getpid(), signal.SIGINT)
        except KeyboardInterrupt:
            print("interrupted")
        reader, writer = os.pipe()
        os.close(reader)
        try:
            os.write(writer, b"x")
        except BrokenPipeError:
            print("broken pipe")
    """)
    assert result.said == "interrupted\nbroken pipe\n"


def test_only_what_is_kept_stays_open(run):
    """Are the grader's other descriptors closed inside, and does standard input lead nowhere?"""
    result = run("""
        import os
        for fd in range(1000):
            try:
                os.fstat(fd)
                print(fd, end=" ")
            except OSError:
                pass
        print(os.read(0, 1) == b"")
    """)
    assert result.said == "0 1 2 True\n"


def test_an_empty_proc_is_enough(play):
    """In a container the kernel may refuse a fresh /proc: does the sandbox work with an empty one, and count memory?"""
    bomb = "hoard = []\nwhile True: hoard.append(bytearray(2**23))"
    broken = {"name": "proc"}
    listed, bombed = play(
        {"code": "import os; print(os.listdir('/proc'), sum(range(10)))", "break": broken},
        {"code": bomb, "limits": {"resident_mb": 100}, "break": broken},
    )
    assert listed.said == "[] 45\n"
    assert bombed.ended == "memory"


def test_each_sandbox_is_a_user_of_its_own(who, play):
    """Do two sandboxes of root, side by side or one after the other, belong to different users, and none to root?"""
    results = play(*[{"code": "import os; print(os.getuid())"}] * 3)
    users = {int(result.said) for result in results}
    assert users == {1000} if who == "ordinary" else len(users) == 3 and min(users) > 2**30


def test_huge_pages_change_nothing_but_the_price(run):
    """After the caller's memory is in huge pages: is it what it was, in a fork that writes to it too?"""
    result = run("""
        import os
        from helpers.grading.sandbox import collapse_memory
        hoard = bytearray(b"abcdefgh" * 2**21)
        before = hash(bytes(hoard))
        print(collapse_memory() >= 0, hash(bytes(hoard)) == before)
        if not os.fork():
            hoard[12345] = 0
            os._exit(0)
        os.wait()
        print(hash(bytes(hoard)) == before)
    """)
    assert result.said == "True True\nTrue\n"


def test_code_in_huge_pages_does_what_it_did(run):
    """After much used code was moved: does it compute the same, was it moved, and is there nothing left to move?"""
    result = run("""
        import platform, torch
        from helpers.grading.sandbox import collapse_code, collapse_memory
        def work():
            torch.manual_seed(0)
            net = torch.nn.Sequential(torch.nn.Conv2d(3, 4, 3), torch.nn.Flatten(), torch.nn.Linear(144, 5))
            net(torch.randn(2, 3, 8, 8)).square().sum().backward()
            return [p.grad.tolist() for p in net.parameters()]
        def huge():
            return sum(int(l.split()[1]) for l in open("/proc/self/smaps") if l.startswith("AnonHugePages")) >> 10
        before, there = work(), huge()
        moved = collapse_code()
        print(work() == before, huge() - there >= moved, collapse_code() == 0)
        print((moved > 20) == (platform.machine() == "x86_64" and collapse_memory() > 0))
    """)
    assert result.said.endswith("True True True\nTrue\n")  # torch complains before that it sees no /proc/cpuinfo
