"""Files of councils: the protocol of a meeting and the report of a year, for everybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from councils.choices import MeetingStatus
from councils.models import Council, Meeting, Motion
from councils.queries.meetings import PUBLIC_VOTES
from councils.queries.years import report_of
from foundation.core.presentation import language
from publishing.reports import council_protocol, council_year, pdf
from publishing.reports.blocks import Printed

KEPT_SECONDS = 3_600


@require_safe
def council_protocol_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The protocol of a meeting whose minutes are published; the same file each time."""
    rows = Meeting.objects.visible_to(request.user).filter(status=MeetingStatus.PUBLISHED)
    meeting = get_object_or_404(rows, council__slug=slug, pk=pk)
    roll = list(meeting.attendance.select_related("seat"))
    closed = Motion.objects.filter(item__meeting=meeting, status__in=PUBLIC_VOTES).order_by("item", "pk")
    motions = list(closed.select_related("paper", "item__meeting__council").prefetch_related("paper__counted_by"))
    moment = meeting.published_at or meeting.held_at
    document = council_protocol.printed(meeting, roll, motions)
    return _file(document, moment, f"protocol-{slug}-{meeting.number}")


@require_safe
def council_report_pdf(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The report of a year, as far as the reader may see it."""
    council = get_object_or_404(Council.objects.visible_to(request.user), slug=slug)
    report = report_of(council, request.user, year)
    if report is None:
        raise Http404
    return _file(council_year.printed(report), report.published_at or report.made_at, f"report-{slug}-{year}")


def _file(document: Printed, moment: dt.datetime, name: str) -> HttpResponse:
    content = _kept(f"council-pdf-{pdf.digest(document)}", lambda: pdf.render(document, moment=moment))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}-{language()}.pdf"'
    return response


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    content = cache.get(key)
    if content is None:
        content = make()
        cache.set(key, content, KEPT_SECONDS)
    return bytes(content)
