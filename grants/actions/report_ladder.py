"""The ladder of reminders of a report: before its day, on it, and after; at the end a flag for the officers.

A scheduled task looks for what is due. Each letter has a key of its report, its day and its step, so that nobody is told
the same twice, whatever is started again; a missed step is made up for until the next one.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from foundation.notifications.letters import Letter
from grants.actions import agreement_notices as notices
from grants.choices import AgreementStatus, ReportStatus
from grants.models import Application, ProjectReport
from grants.models.reports import WRITABLE
from grants.queries.terms import all_terms
from grants.scoring import schedule
from registry.models import CalendarDay

COMING = Letter(
    notices.TOPIC,
    gettext_noop("Report %(report)s on agreement %(number)s is due on %(due)s"),
    gettext_noop("“%(title)s”: the report is not sent yet. It is saved as you type; you can leave and come back."),
)
LATE = Letter(
    notices.TOPIC,
    gettext_noop("Report %(report)s on agreement %(number)s is overdue"),
    gettext_noop(
        "“%(title)s”: it was due on %(due)s. Until it is sent nothing is paid, and the page of the project says that the"
        " report is overdue."
    ),
)
FLAGGED = Letter(
    notices.TOPIC,
    gettext_noop("Report %(report)s on agreement %(number)s has not come"),
    gettext_noop("“%(title)s”: it was due on %(due)s, and the NGO was reminded. Decide what to do."),
)


def day_of(report: ProjectReport) -> dt.date:
    """The day on which it has to be there: of a returned one that of the correction."""
    if report.status == ReportStatus.RETURNED and report.correct_until:
        return report.correct_until
    return report.due_on


def remind_all() -> int:
    """Climb one step wherever one is due; returns how many reports had one. Each report is a transaction of its own."""
    today, overrides = calendar.local_date(clock.now()), CalendarDay.objects.overrides()
    waiting = ProjectReport.objects.filter(
        status__in=WRITABLE, agreement__status=AgreementStatus.ACTIVE, starts_on__lte=today
    )
    terms, count = all_terms(today), 0
    for report in waiting.select_related("agreement__application__call").order_by("pk"):
        own = terms.get(report.agreement.application.call.kind, schedule.Terms())
        step = schedule.stage(day_of(report), today, own, overrides)
        if step:
            count += remind(report=report, step=step, is_last=schedule.is_last_stage(step, own))
    return count


@transaction.atomic(durable=True)
def remind(*, report: ProjectReport, step: str, is_last: bool) -> bool:
    """One step for one report; False when it was sent meanwhile. The last one puts up the flag, once."""
    agreement = report.agreement
    report = lock(ProjectReport, report.pk)
    if not report.is_writable:
        return False
    report.agreement = agreement
    agreement.application = Application.objects.select_related("call", "organisation").get(pk=agreement.application_id)
    day = day_of(report)
    key, link = f"grants.report.{report.pk}.{day}.{step}", report.get_absolute_url()
    values: dict[str, Any] = {"report": str(report.number), "due": f"{day:%d.%m.%Y}"}
    letter = COMING if step.startswith(("before", "day")) else LATE
    notices.tell(agreement, letter, key, link=link, **values)
    if is_last and report.flagged_at is None:
        report.flagged_at = clock.now()
        report.save(update_fields=["flagged_at"])
        record("grants.report.flagged", report, changes={"due_on": day})
        people = notices.officers_of(agreement)
        notices.tell(agreement, FLAGGED, f"{key}.flag", people=people, link=link, **values)
    return True
