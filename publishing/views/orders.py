"""Files of social orders."""

from __future__ import annotations

from typing import cast

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from foundation.core.presentation import language
from publishing.reports import contract_list, contract_text, opening_protocol, pdf
from publishing.views import registry_files
from registry.rules.roles import check_is_officer
from socialorder.forms.contracts import ContractFilterForm
from socialorder.models import Contract, Opening, Tender
from socialorder.queries import contracts as queries

KEPT_SECONDS = 3_600


@require_safe
def opening_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol of an opening; the same protocol always gives the same file."""
    visible = Opening.objects.filter(tender__in=Tender.objects.visible_to(request.user))
    opening = get_object_or_404(visible.select_related("tender__body"), tender__slug=slug)
    key = f"opening-pdf-{opening.sha256}-{language()}"
    content = cache.get(key)
    if content is None:
        content = pdf.render(opening_protocol.printed(opening), moment=opening.opened_at)
        cache.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{slug}-protocol.pdf"'
    return response


@never_cache
@require_safe
@signed_in
def contract_pdf(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """A text of a contract for its parties, in the language of the page; the same text always gives the same file."""
    contract = get_object_or_404(Contract.objects.visible_to(request.user).with_parties(), pk=pk)
    text = get_object_or_404(contract.versions.prefetch_related("signatures__signature"), number=version)
    signed = list(text.signatures.all())
    key = f"contract-pdf-{text.digest}-{len(signed)}-{language()}"
    content = cache.get(key)
    if content is None:
        content = pdf.render(contract_text.printed(contract, text, signed), moment=text.made_at)
        cache.set(key, content, KEPT_SECONDS)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="contract-{pk}-{version}.pdf"'
    return response


@never_cache
@require_safe
@signed_in
def contracts_file(request: HttpRequest) -> HttpResponse:
    """What the list shows for these filters, with stages and payments."""
    check_is_officer(request.user)
    rows = queries.found(request.user, **ContractFilterForm(request.GET).asked())
    with_body = request.method == "GET"
    answer = registry_files.response("xlsx", contract_list.sheets(rows), with_body=with_body, what="contracts")
    return cast("HttpResponse", answer)  # a stream is a response like any other
