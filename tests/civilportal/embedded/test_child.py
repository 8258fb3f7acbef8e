"""The wrapper itself, in this process; test_processes.py and test_services.py see it at work."""

from __future__ import annotations

import ctypes
import os
import pwd
import sys

import pytest

from civilportal.embedded import child


@pytest.fixture
def asked(monkeypatch) -> list:
    """What the wrapper asks of the system; nothing is carried out."""
    asked: list = []

    class Kernel:
        def prctl(self, *arguments):
            asked.append(("prctl", *arguments))

    monkeypatch.setattr(ctypes, "CDLL", lambda *_args, **_more: Kernel())
    for name in ("setgroups", "setgid", "setuid", "execvp"):
        monkeypatch.setattr(os, name, lambda *arguments, name=name: asked.append((name, *arguments)))
    monkeypatch.setattr(os, "environ", {})
    return asked


def test_program_is_tied_to_its_parent(asked, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["child.py", str(os.getppid()), "9", "-", "redis-server", "redis.conf"])

    child.main()

    assert asked == [("prctl", 1, 9, 0, 0, 0), ("execvp", "redis-server", ["redis-server", "redis.conf"])]


def test_account_is_changed_before_the_program_is_tied(asked, monkeypatch):
    nobody = pwd.getpwnam("nobody")
    monkeypatch.setattr(sys, "argv", ["child.py", str(os.getppid()), "2", "nobody", "postgres"])

    child.main()

    assert asked == [
        ("setgroups", []),
        ("setgid", nobody.pw_gid),
        ("setuid", nobody.pw_uid),
        ("prctl", 1, 2, 0, 0, 0),
        ("execvp", "postgres", ["postgres"]),
    ]
    assert [os.environ[name] for name in ("HOME", "USER", "LOGNAME")] == [nobody.pw_dir, "nobody", "nobody"]


def test_parent_that_has_died_meanwhile_ends_the_start(asked):
    with pytest.raises(SystemExit) as end:
        child.end_with_parent(999999999, 15)

    assert end.value.code == 0


def test_other_systems_have_no_such_tie(asked, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")

    child.end_with_parent(999999999, 15)

    assert asked == []
