"""The import contracts hold, and would not hold with a wrong import planted."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOMS = (
    "civilportal",
    "publishing",
    "grants",
    "socialorder",
    "councils",
    "evaluation",
    "monitoring",
    "registry",
    "foundation",
)
PLANTED = [
    ("registry/models/planted.py", "import grants.models", "Rooms: imports run downward only"),
    ("foundation/core/planted.py", "import foundation.audit.models", "Rooms: imports run downward only"),
    ("grants/utils.py", "", "Drawers of a room: only these, and downward only"),
    ("grants/actions/planted.py", "import grants.views", "Drawers of a room: only these, and downward only"),
    ("grants/actions/planted.py", "import celery", "Actions know neither the API framework nor the queue"),
    ("monitoring/models/planted.py", "import evaluation.models", "Rooms: imports run downward only"),
    ("monitoring/models/planted.py", "import grants.models", "Rooms: imports run downward only"),
    ("evaluation/scoring/planted.py", "import django", "Workflow tables and scoring know no framework"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(
            settings.BASE_DIR / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__", "*.ttf")
        )
    shutil.copy(settings.BASE_DIR / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("path", "line", "contract"), PLANTED)
def test_a_planted_violation_breaks_its_contract(copy: Path, path: str, line: str, contract: str) -> None:
    (copy / path).write_text(line + "\n")

    result = lint(copy)

    assert (result.returncode, f"{contract} BROKEN" in result.stdout) == (1, True), result.stdout


def test_the_contracts_hold(copy: Path) -> None:
    result = lint(copy)

    assert result.returncode == 0, result.stdout
