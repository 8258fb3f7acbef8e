"""Files of agreements: the text as PDF for its parties, the officers' list as a workbook."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from publishing import printing


@never_cache
@require_safe
@signed_in
def agreement_pdf(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The text in the language of the page."""
    return printing.agreement(request.user, number, version).response()


@never_cache
@require_safe
@signed_in
def agreements_file(request: HttpRequest) -> HttpResponse:
    """What the officers' list shows for these filters."""
    if any("\x00" in value for value in request.GET.values()):
        raise Http404
    return printing.agreements(request.user, request.GET)
