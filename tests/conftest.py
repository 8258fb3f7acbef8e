"""What every test stands on: real PostgreSQL and Redis from the environment, no other network, files in a scratch folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import translation

from foundation.core import context, jobs
from registry.queries import labels

WORKER_START_SECONDS = 60


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Each test database is a copy of the one in which the migrations have been applied already."""
    if template := os.environ.get("TEST_TEMPLATE"):
        connection.settings_dict["TEST"]["TEMPLATE"] = template


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Tests that need real commits clean up by TRUNCATE, which the audit table refuses; here alone it is let through."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in ("audit_event", "audit_batch", "audit_sealedevent"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_truncate")
    yield
    # A worker that a test has killed may leave a session behind for a moment, and the database could not be dropped.
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sentences are compared in English unless a test says otherwise."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def fresh_context() -> None:
    context.bind("test-request-id")
    cache.clear()
    labels.forget()


@pytest.fixture(autouse=True)
def scratch_files(tmp_path: Path, settings) -> None:
    """Uploads, mail and trusted certificates of a test are in its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.ESIGN_TRUST_FOLDER = tmp_path / "trust"


@pytest.fixture
def run_jobs(django_capture_on_commit_callbacks) -> Callable[[], int]:
    """Run every waiting job in this process, as a worker would."""
    return jobs.run_waiting


@pytest.fixture
def worker(transactional_db, tmp_path: Path) -> Iterator[subprocess.Popen]:
    """A real Celery worker of its own process on the test database; only for tests that commit."""
    process = start_worker(tmp_path / "worker.log")
    yield process
    process.terminate()
    process.wait(timeout=30)


def worker_environment() -> dict[str, str]:
    """The environment in which another process works on this test's database and queue."""
    database = connection.settings_dict
    host = (database["HOST"] or "").replace("/", "%2F")
    credentials = ":".join(filter(None, [database["USER"], database["PASSWORD"]]))
    port = f":{database['PORT']}" if database["PORT"] else ""
    address = f"postgres://{credentials}@{host}{port}/{database['NAME']}"
    return os.environ | {
        "DATABASE_URL": address,
        "REDIS_URL": settings.CELERY_BROKER_URL,
        "PORTAL_MODE": "test",
        "MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "EMAIL_FILE_PATH": str(settings.EMAIL_FILE_PATH),
        "JOB_RESEND_SECONDS": "1",
    }


def start_worker(log: Path, *arguments: str) -> subprocess.Popen:
    """Start a worker and wait until it says that it is ready."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "civilportal",
        "worker",
        "-c",
        "1",
        "--loglevel",
        "INFO",
        *arguments,
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, env=worker_environment())
    deadline = time.monotonic() + WORKER_START_SECONDS
    while b" ready." not in log.read_bytes():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(log.read_text())
        time.sleep(0.1)
    return process


@pytest.fixture(scope="session", autouse=True)
def own_queue() -> None:
    """Each parallel test process has a Redis database of its own."""
    number = int((os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) or 0) + 1
    base = settings.REDIS_URL
    if base.startswith("redis://"):
        settings.CELERY_BROKER_URL = f"{base.rsplit('/', 1)[0]}/{number}"
    else:
        settings.CELERY_BROKER_URL = f"{base.split('?')[0]}?virtual_host={number}"
    from civilportal.celery import app  # noqa: PLC0415

    app.conf.broker_url = settings.CELERY_BROKER_URL
