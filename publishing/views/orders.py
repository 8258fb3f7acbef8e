"""Files of social orders."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.accounts.typed import signed_in
from publishing import printing


@require_safe
def opening_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The protocol of an opening."""
    return printing.opening(request.user, slug).response()


@require_safe
def sitting_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The protocol of a concluded sitting with its signatures."""
    return printing.sitting(request.user, slug, number).response()


@never_cache
@require_safe
@signed_in
def contract_pdf(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """A text of a contract for its parties, in the language of the page."""
    return printing.contract(request.user, pk, version).response()


@never_cache
@require_safe
@signed_in
def contracts_file(request: HttpRequest) -> HttpResponse:
    """What the list shows for these filters."""
    return printing.contracts(request.user, request.GET)
