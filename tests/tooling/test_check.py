from __future__ import annotations

import os
import sys

from civilportal.embedded import runs
from tooling import check
from tooling.check import Gate


def test_every_gate_is_run_and_every_failure_told(monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", os.environ["DATABASE_URL"])  # no services of its own are needed
    gates = [
        Gate("first", [sys.executable, "-c", "raise SystemExit('first words')"], mends=["true"]),
        Gate("second", [sys.executable, "-c", "pass"]),
        Gate("third", ["/no/such/program"]),
    ]

    assert check.check(gates) == 2

    said = capsys.readouterr().out
    assert [line.split("  (")[0] for line in said.splitlines()[:3]] == [
        "FAILED  first",
        "ok      second",
        "FAILED  third",
    ]
    assert "===== first =====\nfirst words\n" in said
    assert "===== third =====\n[Errno 2] No such file or directory: '/no/such/program'" in said
    assert said.endswith("\n1 of 3 gates passed. Failed: first, third.\nmake format mends part of it.\n")


def test_gates_of_the_plan_are_all_there():
    assert {gate.name for gate in check.gates()} == {
        "types",
        "missing migrations",
        "Django's own checks",
        "diagrams",
        "translations",
        "import contracts",
        "format",
        "lint",
        "template indentation",
        "template lint",
        "outdated Django",
        "dependencies",
        "spelling",
    }


def test_migrations_are_not_rewritten():
    assert [path for path in check.python_files() if "migrations" in path.parts] == []
    assert runs.ROOT / "civilportal" / "settings.py" in check.python_files()
