"""Background work of social orders."""

from __future__ import annotations

from celery import shared_task

from socialorder.actions.contracts import reminders


@shared_task(name="socialorder.remind_of_contracts", ignore_result=True)
def remind_of_contracts() -> None:
    """Both sides hear of days for signing and of stages."""
    reminders.remind()
