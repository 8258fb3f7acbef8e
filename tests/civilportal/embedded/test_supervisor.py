from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from civilportal.embedded import supervisor as module
from civilportal.embedded.errors import CannotStart, StopAsked
from civilportal.embedded.processes import Program
from tests.civilportal.embedded.conftest import is_alive

SLEEP = "import time; time.sleep(60)"


def program(tmp_path: Path, name: str = "sleeper", code: str = SLEEP, **changes) -> Program:
    log = tmp_path / f"{name}.log"
    return Program(name, [sys.executable, "-S", "-c", code], dict(os.environ), log, **changes)


def tick_until(supervisor, is_over) -> None:
    deadline = time.monotonic() + 10
    while not is_over() and time.monotonic() < deadline:
        supervisor.tick()


def test_program_that_is_killed_is_started_again(supervisor, tmp_path, capsys):
    child = supervisor.start(program(tmp_path))
    first = child.process.pid
    child.process.kill()

    tick_until(supervisor, lambda: child.process.pid != first)

    assert child.is_running is True
    assert capsys.readouterr().out == "sleeper was killed by SIGKILL; it is started again.\n"


def test_program_that_always_crashes_is_given_up_with_its_last_words(supervisor, tmp_path):
    supervisor.start(program(tmp_path, code="print('no such table'); raise SystemExit(3)"))

    with pytest.raises(CannotStart) as refusal:
        supervisor.watch()

    assert str(refusal.value) == (
        f"sleeper ended with code 3, 3 times within a minute. Its log is {tmp_path}/sleeper.log; it ends:\n"
        "    no such table\n    no such table\n    no such table"
    )


def test_crashes_that_lie_far_apart_are_forgiven(supervisor, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CRASH_SECONDS", -1.0)
    child = supervisor.start(program(tmp_path))

    for _ in range(4):
        before = child.process.pid
        child.process.kill()
        tick_until(supervisor, lambda before=before: child.process.pid != before)

    assert child.is_running is True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_is_the_wish_to_stop(supervisor, number):
    signal.signal(number, signal.SIG_DFL)  # the tests themselves may run under nohup
    supervisor.listen()
    os.kill(os.getpid(), number)

    with pytest.raises(StopAsked) as asked:
        supervisor.watch()

    assert str(asked.value) == number.name


def test_nohup_stays_in_force(supervisor):
    signal.signal(signal.SIGHUP, signal.SIG_IGN)

    supervisor.listen()

    assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN


def test_stop_ends_everything_the_services_last(supervisor, tmp_path, monkeypatch):
    ended = []
    monkeypatch.setattr(module, "stop_all", lambda children: ended.append([child.program.name for child in children]))
    for name, is_service in (("redis", True), ("postgres", True), ("worker", False), ("web", False)):
        supervisor.start(program(tmp_path, name, is_service=is_service))
    children = list(supervisor.children)

    supervisor.stop()

    assert ended == [["web", "worker"], ["postgres", "redis"]]
    for child in children:
        child.kill_group()


def test_stop_leaves_no_process(supervisor, tmp_path):
    pids = [supervisor.start(program(tmp_path, name)).process.pid for name in ("web", "worker")]

    supervisor.stop()

    assert [is_alive(pid) for pid in pids] == [False, False]


def test_call_shows_the_output_and_returns(supervisor, tmp_path, capfd):
    supervisor.call([sys.executable, "-c", "print('57 applications')"], env=dict(os.environ), cwd=tmp_path, what="it")

    assert capfd.readouterr().out == "57 applications\n"


def test_call_that_fails_says_so(supervisor, tmp_path):
    with pytest.raises(CannotStart, match=r"^manage.py migrate failed \(exit code 4\); its words are above\.$"):
        supervisor.call(
            [sys.executable, "-c", "raise SystemExit(4)"], env=dict(os.environ), cwd=tmp_path, what="manage.py migrate"
        )


def test_call_is_ended_when_somebody_asks_to_stop(supervisor, tmp_path):
    supervisor.listen()
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM)).start()
    began = time.monotonic()

    with pytest.raises(StopAsked):
        supervisor.call([sys.executable, "-c", SLEEP], env=dict(os.environ), cwd=tmp_path, what="it")

    assert time.monotonic() - began < 10


def test_wait_gives_up_with_the_logs(supervisor, tmp_path):
    supervisor.start(program(tmp_path, "web", "import time; print('port in use', flush=True); time.sleep(60)"))

    with pytest.raises(CannotStart) as refusal:
        supervisor.wait(lambda: False, what="The portal did not answer", seconds=1)

    assert str(refusal.value) == ("The portal did not answer within 1 seconds.\nThe log of web ends:\n    port in use")


HOUSE = """
import os, sys, time
from pathlib import Path
from civilportal.embedded.house import House
from civilportal.embedded.processes import Program

house = House(Path(sys.argv[1]), "demo")
house.open(guarded=True)
# Like a worker: its busy process is a grandchild that hears nothing of the supervisor's end.
code = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-S', '-c', 'import time; time.sleep(60)']); "
code += "print(p.pid, flush=True); p.wait()"
child = house.supervisor.start(Program("worker", [sys.executable, "-S", "-c", code], house.env, Path(sys.argv[1]) / "log"))
print(child.process.pid, house.reaper._process.pid, flush=True)
time.sleep(60)
"""


def test_nothing_is_left_when_the_supervisor_is_killed(tmp_path):
    parent = subprocess.Popen([sys.executable, "-c", HOUSE, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    pids = [int(word) for word in parent.stdout.readline().split()]
    deadline = time.monotonic() + 10
    while not (tmp_path / "log").read_text().strip() and time.monotonic() < deadline:
        time.sleep(0.02)
    pids.append(int((tmp_path / "log").read_text()))
    assert [is_alive(pid) for pid in pids] == [True, True, True]

    parent.kill()
    parent.communicate()

    deadline = time.monotonic() + 20
    while any(is_alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [is_alive(pid) for pid in pids] == [False, False, False]
