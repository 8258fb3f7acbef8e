"""What waits for a person here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.core.desk import Task
from monitoring.choices import RemarkStatus, SurveyStatus
from monitoring.models import Survey


def desk_tasks(user: Any) -> list[Task]:
    """Surveys to open, remarks to read."""
    return list(_survey_tasks(user))


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
