"""Production refuses to start on an insecure or missing setting, and says what to set."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.conf import settings

GOOD = {
    "PORTAL_MODE": "production",
    "SECRET_KEY": "a-long-random-text-Zq8vYt2mKx5LpWn3RbHd7CgJf4Sa9Eu6TiOo",
    "ALLOWED_HOSTS": "portal.example.org",
    "DATABASE_URL": "postgres://portal:secret@db:5432/portal",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp://mail:25",
}


def start(**changes: str | None) -> tuple[int, str]:
    environment = {"PATH": os.environ["PATH"]} | GOOD | changes
    environment = {name: value for name, value in environment.items() if value is not None}
    result = subprocess.run(
        [sys.executable, "-c", "import civilportal.settings"],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return result.returncode, result.stderr.strip().splitlines()[-1] if result.stderr else ""


def test_production_starts_with_all_set() -> None:
    assert start() == (0, "")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY: a random text of at least 50 characters that nobody else knows."),
        (
            {"SECRET_KEY": "insecure-key-for-development-only"},
            "Set SECRET_KEY to a random text of at least 50 characters; this one is too weak.",
        ),
        (
            {"SECRET_KEY": "a" * 60},
            "Set SECRET_KEY to a random text of at least 50 characters; this one is too weak.",
        ),
        (
            {"ALLOWED_HOSTS": None},
            "Set ALLOWED_HOSTS to the names that the portal is reached by, separated by commas; * is not allowed.",
        ),
        (
            {"ALLOWED_HOSTS": "*"},
            "Set ALLOWED_HOSTS to the names that the portal is reached by, separated by commas; * is not allowed.",
        ),
        (
            {"DATABASE_URL": None},
            "Set DATABASE_URL: the address of PostgreSQL, like postgres://user:password@host:5432/portal.",
        ),
        ({"REDIS_URL": None}, "Set REDIS_URL: the address of Redis, like redis://host:6379/0."),
        (
            {"EMAIL_URL": None},
            "Set EMAIL_URL: the address of the mail server, like smtp+tls://user:password@host:587.",
        ),
        ({"DEBUG": "1"}, "DEBUG must be off when PORTAL_MODE is production."),
        ({"PORTAL_MODE": "staging"}, "PORTAL_MODE must be production, development, demo or test."),
    ],
)
def test_production_refuses_and_says_what_to_set(changes: dict[str, str | None], sentence: str) -> None:
    code, last_line = start(**changes)

    assert code == 1
    assert last_line.endswith(sentence)
