"""Files of agreements: the text as PDF for its parties, the officers' list as a workbook."""

from __future__ import annotations

from typing import cast

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.presentation import language
from grants.models import Agreement
from grants.queries import agreements as queries
from publishing.reports import agreement_list, agreement_text, pdf
from publishing.views import registry_files
from registry.rules.roles import check_is_officer

KEPT_SECONDS = 3_600


@never_cache
@require_safe
@signed_in
def agreement_pdf(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """The text in the language of the page; the same text always gives the same file."""
    agreement = get_object_or_404(Agreement.objects.visible_to(request.user).with_parties(), number=number)
    text = get_object_or_404(agreement.versions.prefetch_related("signatures__signature"), number=version)
    signed = list(text.signatures.all())
    key = f"agreement-pdf-{text.digest}-{len(signed)}-{language()}"
    content = cache.get(key)
    if content is None:
        printed = agreement_text.printed(agreement, text, signed)
        content = pdf.render(printed, moment=text.made_at)
        cache.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{number}-{version}.pdf"'
    return response


@never_cache
@require_safe
@signed_in
def agreements_file(request: HttpRequest) -> HttpResponse:
    """What the officers' list shows for these filters, with tranches and reports."""
    check_is_officer(request.user)
    today = local_date(clock.now())
    if any("\x00" in value for value in request.GET.values()):
        raise Http404
    rows = queries.found(Agreement.objects.run_by(request.user), agreement_list.asked(request.GET), today)
    sheets = agreement_list.sheets(rows, today)
    answer = registry_files.response("xlsx", sheets, with_body=request.method == "GET", what="agreements")
    return cast("HttpResponse", answer)  # a stream is a response like any other
