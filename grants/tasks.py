"""Background work of grants."""

from __future__ import annotations

from celery import shared_task
from django.utils.translation import gettext_lazy as _

from foundation.core import clock, jobs
from grants.actions import calls, payment_imports, report_ladder, term_reminders
from grants.actions.commission import agenda
from grants.models import Call, PaymentImport


@shared_task(name="grants.announce_due")
def announce_due() -> int:
    """By the clock: announce every call whose moment has come; a missed tick is made up by the next."""
    due = Call.objects.due_at(clock.now())
    return sum(calls.announce_due(call=call) for call in due.order_by("announce_at", "pk"))


@jobs.handler("grants.import_payments", label=_("Entering payments from a file"))
def import_payments(progress: jobs.Progress, *, import_id: int) -> dict[str, str]:
    load = PaymentImport.objects.select_related("document", "operator", "wanted_by").get(pk=import_id)
    done = payment_imports.run(load=load, report=progress.report)
    return {"url": done.get_absolute_url(), "label": str(done.document)}


@shared_task(name="grants.remind_of_reports", ignore_result=True)
def remind_of_reports() -> None:
    report_ladder.remind_all()


@shared_task(name="grants.remind_of_terms", ignore_result=True)
def remind_of_terms() -> None:
    """Officers hear of terms that end soon and of phases that are late."""
    term_reminders.remind()


@shared_task(name="grants.remind_of_meetings", ignore_result=True)
def remind_of_meetings() -> None:
    """Members of commissions that meet within a day are reminded."""
    agenda.remind()
