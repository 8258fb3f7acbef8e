"""Is the process alive, and is the whole portal ready? For load balancers and people on duty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis import Redis

from civilportal.celery import app

WORKER_PATIENCE_SECONDS = 1.5


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, broker and at least one worker answer; else 503 with the reason of each that does not."""
    checks = {name: _answer(check) for name, check in CHECKS.items()}
    is_ready = all(answer == "ok" for answer in checks.values())
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", "checks": checks}, status=200 if is_ready else 503
    )


def _answer(check: Callable[[], Any]) -> str:
    try:
        check()
    except Exception as fault:  # whatever is wrong with a neighbour is the answer
        return f"{type(fault).__name__}: {str(fault).splitlines()[0] if str(fault) else 'no answer'}"
    return "ok"


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def check_broker() -> None:
    with Redis.from_url(app.conf.broker_url, socket_connect_timeout=1, socket_timeout=1) as broker:
        broker.ping()


def check_worker() -> None:
    if not app.control.ping(timeout=WORKER_PATIENCE_SECONDS, limit=1):
        raise RuntimeError("no worker answered")


CHECKS = {"database": check_database, "broker": check_broker, "worker": check_worker}
