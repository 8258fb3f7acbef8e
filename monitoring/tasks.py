"""What this room does by the clock."""

from __future__ import annotations

from celery import shared_task

from foundation.core import clock
from monitoring.actions import answers, findings, surveys
from monitoring.models import Survey


@shared_task(name="monitoring.close_surveys", ignore_result=True)
def close_surveys() -> int:
    """Close surveys whose window is over; returns how many."""
    due = list(Survey.objects.due_at(clock.now()))
    for survey in due:
        surveys.close(survey=survey)
    return len(due)


@shared_task(name="monitoring.forget_addresses", ignore_result=True)
def forget_addresses() -> int:
    """Forget the hashed network addresses of past days."""
    return answers.forget_addresses()


@shared_task(name="monitoring.remind_of_findings", ignore_result=True)
def remind_of_findings() -> int:
    """Tell of findings that are due soon or overdue."""
    return findings.remind()
