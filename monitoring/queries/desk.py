"""What waits for a person here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from foundation.core.desk import Task
from monitoring.choices import FindingStatus, RemarkStatus, SurveyStatus, VisitStatus
from monitoring.models import Finding, Survey, Visit

LAST_MINUTE = dt.time(23, 59)


def desk_tasks(user: Any) -> list[Task]:
    """Surveys to open, remarks to read, visits to make, findings to answer and to judge."""
    return [*_survey_tasks(user), *_visit_tasks(user), *_finding_tasks(user)]


def _survey_tasks(user: Any) -> Iterator[Task]:
    waiting = Q(remarks__status=RemarkStatus.WAITING, remarks__batch__isnull=False)
    surveys = (
        Survey.objects.run_by(user)
        .filter(status__in=(SurveyStatus.PLANNED, SurveyStatus.OPEN, SurveyStatus.CLOSED))
        .select_related("subject", "template")
        .annotate(waiting=Count("remarks", filter=waiting))
        .filter(Q(status=SurveyStatus.PLANNED) | Q(waiting__gt=0))
        .order_by("opens_at", "pk")
    )
    for survey in surveys:
        url = reverse("monitoring:survey-detail", args=[survey.pk])
        if survey.status == SurveyStatus.PLANNED:
            title = _("Open the survey: %(name)s") % {"name": survey.subject}
            yield Task(title, url, survey.status, survey.get_status_display(), survey.opens_at)
        else:
            title = _("Read what people wrote: %(name)s") % {"name": survey.subject}
            count = ngettext("%(count)d remark", "%(count)d remarks", survey.waiting) % {"count": survey.waiting}
            yield Task(title, f"{url}#remarks", "due", count)


def _visit_tasks(user: Any) -> Iterator[Task]:
    visits = Visit.objects.run_by(user).filter(status=VisitStatus.PLANNED).select_related("subject", "template")
    for visit in visits.order_by("planned_on", "pk"):
        title = _("Make the visit: %(name)s") % {"name": visit.subject}
        url = reverse("monitoring:visit-report", args=[visit.pk])
        yield Task(title, url, visit.status, visit.get_status_display(), cut_off(visit.planned_on, LAST_MINUTE))


def _finding_tasks(user: Any) -> Iterator[Task]:
    """Each side has its own: the organisation answers, the officer judges."""
    today = local_date(clock.now())
    own = Finding.objects.of_organisation(user).waiting()
    judged = Finding.objects.run_by(user).filter(status=FindingStatus.ANSWERED)
    for findings, words in ((own, _("Answer a finding: %(name)s")), (judged, _("Judge an answer: %(name)s"))):
        for finding in findings.select_related("visit__subject").order_by("due_on", "pk"):
            url = f"{finding.visit.get_absolute_url()}#finding-{finding.position}"
            is_late = finding.is_overdue(today)
            label = _("Overdue") if is_late else finding.get_status_display()
            status = "overdue" if is_late else "due"
            yield Task(
                words % {"name": finding.visit.subject}, url, status, label, cut_off(finding.due_on, LAST_MINUTE)
            )
