"""Files of councils: the protocol of a meeting and the report of a year, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publishing import printing


@require_safe
def council_protocol_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The protocol of a meeting whose minutes are published."""
    return printing.meeting(request.user, slug, pk).response()


@require_safe
def council_report_pdf(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The report of a year, as far as the reader may see it."""
    return printing.council_report(request.user, slug, year).response()
