from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from foundation.core import jobs
from publishing import making
from publishing.models import Report


@jobs.handler("publishing.make_report", label=_("Making a file"))
def make_report(progress: jobs.Progress, *, report_id: str) -> dict[str, str]:
    report = Report.objects.select_related("requested_by").get(pk=report_id)
    made = making.make(report, progress.report)
    with translation.override(made.language):
        return {"url": made.get_absolute_url(), "label": str(made.get_kind_display())}
