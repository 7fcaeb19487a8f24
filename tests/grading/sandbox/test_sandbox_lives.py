"""Who dies with whom: nothing of a sandbox outlives its confined process, its supervisor, or the grader."""

import pytest

DAEMON = """
import os, signal, subprocess, sys, time
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, signal.SIG_IGN)
if not os.fork():
    os.setsid()
    if not os.fork():
        os.setsid()
        subprocess.Popen(["/bin/sh", "-c", "sleep 60; : {marker}"], start_new_session=True)
        print("READY", flush=True)
        time.sleep(60)
    os._exit(0)
os.wait()
time.sleep(0.3)
"""


def test_daemons_die_with_the_confined_process(run):
    """After a double fork, setsid and an exec: is nothing left once the process that began it has ended?"""
    result = run(DAEMON)
    assert "READY" in result.said
    assert (result.ended, result.code, result.left) == ("exit", 0, [])
    assert result.seconds < 5


def test_all_die_with_the_supervisor(run):
    """Where the supervisor is killed, with no chance to clean up, does everything inside die too?"""
    result = run(DAEMON + "time.sleep(60)", kill="supervisor")
    assert "READY" in result.said
    assert (result.code, result.verdict, result.left) == (-9, {}, [])


def test_all_die_with_the_nursery(run):
    """And where the process that makes sandboxes is killed?"""
    result = run(DAEMON + "time.sleep(60)", kill="nursery")
    assert "READY" in result.said
    assert (result.code, result.verdict, result.left) == (-9, {}, [])


def test_all_die_with_the_grader(run):
    """And where the grader is killed?"""
    result = run(DAEMON + "time.sleep(60)", kill="grader")
    assert result.code == -9
    assert result.left == []


UNTIED = """
import ctypes, os, stat, time
ctypes.CDLL(None).prctl(1, 0)  # no signal when the parent ends
print("READY", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("victim", ["grader", "nursery", "supervisor"])
def test_who_unties_itself_dies_too(run, victim):
    """Where the confined process has asked the kernel to spare it when its parent ends: does it end all the same?"""
    result = run(UNTIED, kill=victim)
    assert result.code == -9
    assert result.left == []


def die_at(play, moments_ms: range, **order) -> None:
    """Kill the nursery, and another time the grader, at each of these moments: nothing is left that nobody watches."""
    orders = [{**order, "kill": victim, "after_s": ms / 1000} for ms in moments_ms for victim in ("nursery", "grader")]
    results = play(*orders)
    assert len(results) == len(orders)
    assert {result.said for result in results} == {"[]"}
    assert results[-1].left == []


def test_no_moment_is_too_early_to_die(play):
    """Killed at any of 60 moments while sandboxes are being made: is nothing left that nobody watches?"""
    die_at(play, range(30), code="import os, time\nos.fork()\ntime.sleep(60)")


@pytest.mark.parametrize("kill", ["waiting", "waiting, seen late"])
def test_a_sandbox_that_died_while_it_waited_is_not_used(play, kill):
    """Where the kernel has ended those that stand ready, which may be noticed late: is the next one made anew?"""
    results = play({"code": "print('first')"}, {"code": "print('second')", "kill": kill})
    assert [result.said for result in results] == ["first\n", "second\n"]
    assert results[-1].left == []


TURN = """
import os, time
me, seen = os.getuid(), [folder for folder in ("/tmp", "/dev/shm") if "left" in os.listdir(folder)]
others = [pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) not in (1, os.getpid())]
print(me, seen, others, flush=True)
for folder in ("/tmp", "/dev/shm"):
    open(f"{folder}/left", "w").close()
if not os.fork():  # who stays behind
    os.setsid()
    time.sleep(60)
"""


def test_a_supervisor_makes_one_sandbox_after_the_other(play, who):
    """Is each of root's of another user, and holds nothing of the one before? Does a supervisor keep nothing open?"""
    results = play(*({"code": TURN} for _ in range(24)))
    users = [int(result.said.split()[0]) for result in results]
    assert {result.said.partition(" ")[2] for result in results} == {"[] []\n"}
    assert {(result.ended, result.code) for result in results} == {("exit", 0)}
    supervisors = {result.supervisor[0] for result in results}
    open_files = {result.supervisor[1] for result in results}
    if who == "root":
        assert len(set(users)) == 24
        assert len(supervisors) == 3  # one that has worked, and two that stand ready
        assert 0 < max(open_files) <= min(open_files) + 2  # handles of the process and its report, or not yet
    else:
        assert len(supervisors) == 24
    assert results[-1].left == []


def test_no_turn_is_too_early_to_die(play):
    """Killed at any of 40 moments while sandboxes follow each other: is nothing left that nobody watches?"""
    die_at(play, range(40, 220, 9), code="import os, time\nif not os.fork():\n    time.sleep(60)", turns=40)


@pytest.mark.parametrize("end", ["unheard", "starving"])
def test_a_supervisor_that_cannot_go_on_is_replaced(play, end):
    """Killed before it hears that it should, or without what it needs: does nobody who comes later notice?"""
    results = play({"code": "print(1)", "end": end}, *({"code": "print(1)"} for _ in range(6)))
    assert [result.said for result in results] == ["1\n"] * 7
    assert results[-1].left == []


def test_many_that_stand_ready_may_die(play):
    """After more at once than are made anew: where the kernel ends all that wait, is the next one made?"""
    results = play({"code": "print('first')", "at_once": 14}, {"code": "print('second')", "kill": "waiting"})
    assert [result.said for result in results] == ["first\n", "second\n"]
    assert results[-1].left == []


def test_orphans_are_waited_for(run):
    """Do processes that lost their parent leave no zombies behind?"""
    result = run("""
        import os, time
        for child in range(30):
            if not os.fork():
                os.fork()
                os._exit(0)
        for child in range(30):
            os.wait()
        time.sleep(0.2)
        print(sorted(int(name) for name in os.listdir("/proc") if name.isdigit()))
    """)
    assert result.said == "[1, 2]\n"
