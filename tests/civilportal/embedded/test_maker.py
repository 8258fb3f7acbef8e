from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from civilportal.embedded import maker

ROOT = Path(maker.__file__).resolve().parent.parent.parent
WATCH = """
import sys, time
sys.path.insert(0, sys.argv[1])
from civilportal.embedded.maker import Maker
maker = Maker()
maker.end_with_it()
print("watching" if maker.pid else "no make here", flush=True)
deadline = time.monotonic() + 20
while maker.pid and not maker.was_interrupted() and time.monotonic() < deadline:
    time.sleep(0.02)
print("interrupted" if maker.was_interrupted() else "not interrupted", flush=True)
"""


@pytest.fixture(autouse=True)
def outside_of_make(monkeypatch) -> None:
    """Also when the tests themselves were started by make."""
    for name in [name for name in os.environ if name.startswith(("MAKE", "MFLAGS"))]:
        monkeypatch.delenv(name)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_signal_to_make_alone_is_noticed(tmp_path, number, request):
    # The tests themselves may run under nohup, which programs inherit.
    before = signal.signal(number, signal.SIG_DFL if number == signal.SIGHUP else signal.getsignal(number))
    request.addfinalizer(lambda: signal.signal(number, before))
    (tmp_path / "watch.py").write_text(WATCH)
    (tmp_path / "Makefile").write_text(f"demo:\n\t@exec {sys.executable} watch.py {ROOT}\n")
    make = subprocess.Popen([shutil.which("make"), "demo"], cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    assert make.stdout.readline() == "watching\n"

    make.send_signal(number)

    assert make.communicate(timeout=30)[0] == "interrupted\n"


def test_without_make_nothing_is_watched(tmp_path):
    (tmp_path / "watch.py").write_text(WATCH)

    done = subprocess.run(
        [sys.executable, "watch.py", str(ROOT)], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert done.stdout == "no make here\nnot interrupted\n"


def test_make_level_alone_is_not_taken_for_make(monkeypatch):
    monkeypatch.setenv("MAKELEVEL", "1")
    monkeypatch.setattr(maker.os, "getppid", lambda: 999999999)

    watched = maker.Maker()

    assert watched.pid == 0
    assert watched.was_interrupted() is False


def test_make_that_has_gone_is_not_taken_for_interrupted(monkeypatch):
    watched = maker.Maker()
    watched.pid = 999999999

    assert watched.was_interrupted() is False
