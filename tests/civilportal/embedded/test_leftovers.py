from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from civilportal.embedded import leftovers, reaper
from civilportal.embedded.leftovers import MARK, sweep
from tests.civilportal.embedded.conftest import is_alive

SLEEP = "print('up', flush=True); import time; time.sleep(60)"
DEAF = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SLEEP


def start(house: Path, code: str = SLEEP) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-S", "-c", code], env=os.environ | {MARK: str(house)}, stdout=subprocess.PIPE
    )
    process.stdout.readline()
    return process


@pytest.fixture
def one(tmp_path) -> Iterator[subprocess.Popen]:
    with start(tmp_path / "one") as process:
        yield process
        process.kill()


def test_sweep_ends_the_programs_of_the_house_and_no_other(one, tmp_path):
    with start(tmp_path / "other") as other:
        assert sweep(tmp_path / "one") == [psutil.Process(other.pid).name()]

        assert is_alive(one.pid) is False
        assert other.poll() is None
        other.kill()


def test_sweep_kills_what_does_not_listen(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers, "PATIENCE_SECONDS", 0.3)
    with start(tmp_path / "deaf", DEAF) as deaf:
        sweep(tmp_path / "deaf")

        assert is_alive(deaf.pid) is False


def test_sweep_spares_what_was_started_later(one, tmp_path):
    assert sweep(tmp_path / "one", before=psutil.Process(one.pid).create_time() - 60) == []

    assert one.poll() is None


def test_sweep_spares_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(leftovers, "_is_marked", lambda process, house: True)
    monkeypatch.setattr(psutil, "process_iter", lambda: [psutil.Process()])

    assert sweep(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "folder", "belongs"),
    [
        ("postgres", "postgres", True),
        ("redis-server", "redis", True),
        ("valkey-server", "redis", True),
        ("bash", "postgres", False),
        ("redis-server", "elsewhere", False),
    ],
)
def test_servers_are_known_by_their_folder(tmp_path, name, folder, belongs):
    process = SimpleNamespace(name=lambda: name, cwd=lambda: str(tmp_path / folder))

    assert leftovers._lives_in(process, tmp_path) is belongs


def test_process_that_ends_meanwhile_has_no_name():
    def gone():
        raise psutil.NoSuchProcess(1)

    assert leftovers._name(SimpleNamespace(name=gone)) == "a program"


def test_process_of_another_user_is_left_alone(tmp_path):
    def refuse():
        raise psutil.AccessDenied

    assert leftovers._belongs(SimpleNamespace(pid=1, create_time=refuse), tmp_path, time.time()) is False


def test_reaper_waits_for_the_end_of_its_input_and_sweeps_what_is_older(tmp_path, monkeypatch):
    swept = []
    monkeypatch.setattr(reaper, "GRACE_SECONDS", 0)
    monkeypatch.setattr(reaper, "sweep", lambda house, before: swept.append((house, time.time() - before < 10)))
    monkeypatch.setattr(signal, "signal", lambda *_args: None)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO()))

    reaper.main(str(tmp_path))

    assert swept == [(tmp_path, True)]


def test_dismissed_reaper_is_gone(tmp_path):
    dismissed = reaper.Reaper(tmp_path)

    dismissed.dismiss()

    assert dismissed._process.returncode == -signal.SIGKILL
