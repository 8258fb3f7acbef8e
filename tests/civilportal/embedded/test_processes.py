from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from civilportal.embedded import processes
from civilportal.embedded.processes import Child, Program, stop_all
from tests.civilportal.embedded.conftest import is_alive

# Tells the number of a process of its own that would go on, and then waits.
WITH_GRANDCHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
time.sleep(60)
"""
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


def program(tmp_path: Path, code: str, **changes) -> Program:
    given = {
        "name": "sleeper",
        "argv": [sys.executable, "-c", code],
        "env": dict(os.environ),
        "log": tmp_path / "x.log",
    }
    return Program(**given | changes)


def words(path: Path) -> str:
    """What the program has written, as soon as it has written a line."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if path.exists() and "\n" in path.read_text():
            return path.read_text().strip()
        time.sleep(0.02)
    raise AssertionError("the program has said nothing")


def wait_gone(pid: int) -> bool:
    deadline = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


def test_child_writes_to_its_log_and_ends_when_asked(tmp_path):
    child = Child(program(tmp_path, "import time; print('hello', flush=True); time.sleep(60)"))
    assert words(tmp_path / "x.log") == "hello"

    stop_all([child])

    assert child.is_running is False
    assert child.process.returncode == -signal.SIGTERM
    assert child.last_words() == "    hello"
    assert stat.S_IMODE((tmp_path / "x.log").stat().st_mode) == 0o600


def test_child_that_does_not_listen_is_killed_after_its_patience(tmp_path):
    child = Child(program(tmp_path, DEAF, patience=0.2))
    words(tmp_path / "x.log")

    stop_all([child])

    assert child.process.returncode == -signal.SIGKILL


def test_stop_ends_what_the_child_has_started(tmp_path):
    child = Child(program(tmp_path, WITH_GRANDCHILD))
    grandchild = int(words(tmp_path / "x.log"))

    stop_all([child])

    assert wait_gone(grandchild)


def test_restart_ends_what_the_dead_child_has_started(tmp_path):
    child = Child(program(tmp_path, WITH_GRANDCHILD))
    grandchild = int(words(tmp_path / "x.log"))
    child.process.kill()
    child.process.wait()

    child.restart()

    assert wait_gone(grandchild)
    assert child.is_running is True
    stop_all([child])


def test_child_ends_when_its_parent_is_killed(tmp_path):
    parent_code = f"""
import os, sys, time
from pathlib import Path
from civilportal.embedded.processes import Child, Program
argv = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
child = Child(Program("x", argv, dict(os.environ), Path({str(tmp_path / "x.log")!r})))
print(child.process.pid, flush=True)
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", parent_code], stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    words(tmp_path / "x.log")

    parent.kill()
    parent.communicate()

    assert wait_gone(pid)


def test_child_whose_parent_is_already_gone_does_not_start():
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(processes.SHIM), "999999999", "15", "-", "echo", "started"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize(("size", "kept"), [(processes.LOG_BYTES, False), (processes.LOG_BYTES + 1, True)])
def test_large_log_is_put_aside(tmp_path, size, kept):
    log = tmp_path / "web.log"
    log.write_bytes(b"x" * size)

    with processes.open_log(log) as number:
        os.write(number, b"new\n")

    assert (tmp_path / "web.old.log").exists() is kept
    assert log.stat().st_size == (4 if kept else size + 4)


def test_tail_of_a_log_that_is_not_there_is_empty(tmp_path):
    assert processes.tail(tmp_path / "none.log") == ""


def test_tail_shows_the_last_lines_only(tmp_path):
    (tmp_path / "x.log").write_text("\n".join(str(number) for number in range(100)))

    assert processes.tail(tmp_path / "x.log").split() == [str(number) for number in range(85, 100)]
