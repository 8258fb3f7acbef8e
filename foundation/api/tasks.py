"""What the API does in the background."""

from __future__ import annotations

import uuid

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from foundation.api import idempotency
from foundation.api.actions import webhooks
from foundation.core import jobs


@shared_task(name="api.sweep_answers", ignore_result=True)
def sweep_answers() -> None:
    """Forget kept answers whose time is over."""
    idempotency.sweep()


@shared_task(name="api.collect_changes", ignore_result=True)
def collect_changes() -> None:
    """Tell the addresses of systems what has changed."""
    webhooks.collect_all()


@jobs.handler("api.send_delivery", label=_("Message to another system"))
def send_delivery(progress: jobs.Progress, *, delivery_id: str) -> dict[str, str]:
    """Try to send one message."""
    return {"status": webhooks.send(delivery_id=uuid.UUID(delivery_id))}
