from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from civilportal.embedded import __main__ as command_line
from civilportal.embedded import runs
from civilportal.embedded.errors import StopAsked
from civilportal.embedded.state import State
from civilportal.embedded.supervisor import Supervisor


@pytest.fixture
def houses(place: Path, monkeypatch, no_addresses) -> Path:
    monkeypatch.setattr(runs, "HOUSES", place / "houses")
    monkeypatch.setattr(Supervisor, "listen", lambda self: None)
    return place / "houses"


def test_command_gets_services_of_its_own_that_vanish(houses, capfd):
    code = "import os; print(os.environ['PORTAL_MODE'], os.environ['DATABASE_URL'].startswith('postgres://'))"

    assert command_line.main(["run", "--", sys.executable, "-c", code]) == 0

    assert capfd.readouterr().out.splitlines()[-1] == "test True"
    assert list(houses.iterdir()) == []


def test_failing_command_fails_and_its_services_vanish(houses, capfd):
    assert command_line.main(["run", "--profile", "bench", "--", sys.executable, "-c", "raise SystemExit(3)"]) == 1

    assert f"{sys.executable} failed (exit code 3)" in capfd.readouterr().out
    assert list(houses.iterdir()) == []


def test_interrupted_command_ends_with_the_usual_code(houses, monkeypatch):
    def interrupt(*_args, **_more):
        raise StopAsked("SIGINT")

    monkeypatch.setattr(Supervisor, "call", interrupt)

    assert runs.run(["true"], "test") == 130


def test_two_at_once_do_not_meet(houses):
    with runs.passing_house("test") as one, runs.passing_house("test") as other:
        assert one.env["DATABASE_URL"] != other.env["DATABASE_URL"]
        assert one.env["REDIS_URL"] != other.env["REDIS_URL"]


def test_folder_of_a_killed_run_is_removed_but_not_one_in_use(houses):
    (houses / "killed" / "postgres").mkdir(parents=True)
    (houses / "killed" / "lock").write_text("{}")
    (houses / "being-made").mkdir()
    used = State(houses / "used")
    used.take()

    runs.remove_abandoned(houses)

    assert sorted(path.name for path in houses.iterdir()) == ["being-made", "used"]
    used.release()


def test_command_line_explains_itself():
    done = subprocess.run(
        [sys.executable, "-m", "civilportal.embedded", "--help"], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0
    assert "the whole portal with data to look at, until Ctrl-C" in done.stdout
