"""Background work of grants."""

from __future__ import annotations

from celery import shared_task

from grants.actions import term_reminders


@shared_task(name="grants.remind_of_terms", ignore_result=True)
def remind_of_terms() -> None:
    """Officers hear of terms that end soon and of phases that are late."""
    term_reminders.remind()
