"""The public money of an organisation, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry import queries
from registry.exports.money import money_csv
from registry.queries.money import funding_rows, money_of


@require_safe
def ngo_money(request: HttpRequest, number: str) -> HttpResponse:
    """Every order, grant and premium of every body on one page."""
    organisation = get_object_or_404(queries.organisations(), bin=number)
    return render(request, "registry/ngo_money.html", {"ngo": organisation, "money": money_of(organisation)})


@require_safe
def ngo_money_csv(request: HttpRequest, number: str) -> HttpResponse:
    """The same rows as a file."""
    organisation = get_object_or_404(queries.organisations(), bin=number)
    response = HttpResponse(money_csv(funding_rows(organisation)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="money-{organisation.bin}.csv"'
    return response
