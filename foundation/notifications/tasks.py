from __future__ import annotations

from celery import shared_task

from foundation.core import jobs
from foundation.notifications import delivery


@jobs.handler("notifications.deliver")
def deliver(progress: jobs.Progress, *, message_id: int) -> dict[str, str]:
    return {"mail": delivery.deliver(message_id)}


@jobs.handler("notifications.deliver_digest")
def deliver_digest(progress: jobs.Progress, *, user_id: int) -> dict[str, str]:
    return {"mail": delivery.deliver_digest(user_id)}


@shared_task(name="notifications.sweep_mail", ignore_result=True)
def sweep_mail() -> None:
    delivery.sweep()


@shared_task(name="notifications.send_digests", ignore_result=True)
def send_digests() -> None:
    delivery.send_digests()
