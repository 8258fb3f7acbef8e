"""``.env.example`` and the code name the same variables."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
EXAMPLE = ROOT / ".env.example"
LINE = re.compile(r"^(?:# )?([A-Z][A-Z_]+)=", re.MULTILINE)
# Read by what surrounds Django: compose and the image, gunicorn's configuration, and the demo before Django starts.
SURROUNDINGS = ["docker-compose.yml", "deploy/gunicorn.conf.py", "civilportal/embedded/demo.py"]


def described() -> set[str]:
    return set(LINE.findall(EXAMPLE.read_text(encoding="utf-8")))


def read_by_settings() -> set[str]:
    """The first argument of every ``env.str("NAME")``, ``env.int("NAME")``, ``required("NAME")`` and the like."""
    tree = ast.parse((ROOT / "civilportal" / "settings.py").read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _reads_environment(node.func)
        if node.args and isinstance(node.args[0], ast.Constant)
    }


def _reads_environment(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "env"
    return isinstance(function, ast.Name) and function.id == "required"


def test_settings_are_really_read():
    assert {"SECRET_KEY", "DATABASE_URL", "PORTAL_MODE", "DEMO_NGOS"} - read_by_settings() == set()


def test_every_variable_of_the_settings_is_described():
    assert read_by_settings() - described() == set()


def test_every_described_variable_is_read_somewhere():
    surroundings = "".join((ROOT / name).read_text(encoding="utf-8") for name in SURROUNDINGS)

    assert {name for name in described() - read_by_settings() if name not in surroundings} == set()


def test_every_variable_has_a_comment_above_it():
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if LINE.match(line) and not before.startswith("#") and not LINE.match(before)
    ]

    assert bare == []


def test_no_secret_is_given_away():
    text = EXAMPLE.read_text(encoding="utf-8")

    assert re.findall(r"^(SECRET_KEY|POSTGRES_PASSWORD|EMAIL_URL)=(.+)$", text, re.MULTILINE) == []
