from __future__ import annotations

from celery import shared_task
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.core import jobs, presentation
from publishing import actions, making
from publishing.models import Report


@jobs.handler("publishing.make_report", label=gettext_lazy("Making a file"))
def make_report(progress: jobs.Progress, *, report_id: str) -> dict[str, str]:
    report = Report.objects.select_related("requested_by").get(pk=report_id)
    made = making.make(report, progress.report)
    with translation.override(made.language):
        return {"url": made.get_absolute_url(), "label": _label(made)}


def _label(report: Report) -> str:
    if report.expires_at is None:
        return str(report.get_kind_display())
    values = {"file": report.get_kind_display(), "until": presentation.day(report.expires_at)}
    return _("%(file)s (kept until %(until)s)") % values


@shared_task(name="publishing.expire_reports", ignore_result=True)
def expire_reports() -> None:
    actions.expire(now=timezone.now())


@jobs.handler("publishing.make_dumps", label=gettext_lazy("Making the files of open data"))
def make_dumps(progress: jobs.Progress) -> dict[str, object]:
    """The result has the count and the page's address."""
    return {"url": reverse("publishing:open-data"), "files": making.make_dumps(progress.report)}


@shared_task(name="publishing.refresh_dumps", ignore_result=True)
def refresh_dumps() -> None:
    """By the clock: every night."""
    actions.want_dumps()
