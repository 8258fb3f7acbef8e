"""Figures of the country as a page and as files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publishing import statistics
from publishing.registry_files import response
from publishing.reports.xlsx import Column, Sheet
from publishing.statistics import Table

FORMS = ("csv", "xlsx")


@require_safe
def statistics_page(request: HttpRequest) -> HttpResponse:
    """Every table; ``?year=`` narrows those of money to one year."""
    years = statistics.years()
    year = _year(request, years)
    tables = {code: statistics.table(code, year) for code in statistics.CODES}
    context = {
        "overall": [tables[code] for code in statistics.OF_ALL_TIME],
        "of_year": [tables[code] for code in statistics.OF_A_YEAR],
        "figures": statistics.headline(tables),
        "year": year,
        "years": years,
        "of_this_year": f"?year={year}" if year else "",
    }
    return render(request, "publishing/statistics.html", context)


@require_safe
def statistics_file(request: HttpRequest, code: str, form: str) -> HttpResponseBase:
    """One table as a file, with its totals."""
    if code not in statistics.CODES or form not in FORMS:
        raise Http404
    found = statistics.table(code, _year(request, statistics.years()))
    return response(form, [_sheet(found)], with_body=request.method == "GET", what=code)


def _year(request: HttpRequest, years: list[int]) -> int | None:
    """The year in the address when money was awarded in it, else None: all years."""
    asked = request.GET.get("year", "")
    return int(asked) if asked in {str(year) for year in years} else None


def _sheet(found: Table) -> Sheet:
    kinds = {statistics.COUNT: "number", statistics.MONEY: "money"}
    columns = [Column(found.head, width=40), *(Column(one.title, kinds[one.kind], 18) for one in found.columns)]
    return Sheet(found.caption, columns, ((line.label, *line.values) for line in found.with_total))
