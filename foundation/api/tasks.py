"""What the API does in the background."""

from __future__ import annotations

from celery import shared_task

from foundation.api import idempotency


@shared_task(name="api.sweep_answers", ignore_result=True)
def sweep_answers() -> None:
    """Forget kept answers whose time is over."""
    idempotency.sweep()
