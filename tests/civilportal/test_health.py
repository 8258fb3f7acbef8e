from __future__ import annotations

import pytest
from django.db import connection

from civilportal import health


def test_alive_needs_nobody(client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_not_ready_without_a_worker_and_says_so(client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "WORKER_PATIENCE_SECONDS", 0.1)

    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        503,
        {
            "status": "unavailable",
            "checks": {"database": "ok", "broker": "ok", "worker": "RuntimeError: no worker answered"},
        },
    )


@pytest.mark.django_db(transaction=True)
def test_ready_with_database_broker_and_worker(client, worker) -> None:
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"status": "ok", "checks": {"database": "ok", "broker": "ok", "worker": "ok"}},
    )
    assert connection.is_usable()
