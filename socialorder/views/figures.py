"""Social orders in figures, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.models import Region
from socialorder.exports.figures import figures_csv
from socialorder.forms.figures import YearForm
from socialorder.queries import figures as queries
from socialorder.scoring.figures import together


def _page(request: HttpRequest, region: Region | None) -> HttpResponse:
    form = YearForm(request.GET, queries.years())
    cells = queries.cells_of(year=form.chosen, region=region)
    context = {
        "form": form,
        "year": form.chosen,
        "region": region,
        "total": together(cell.sums for cell in cells),
        "tables": queries.tables(cells, in_region=region is not None),
        "concentration": queries.concentration(year=form.chosen, region=region),
    }
    return render(request, "socialorder/statistics.html", context)


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """The whole country."""
    return _page(request, None)


@require_safe
def region_statistics(request: HttpRequest, code: str) -> HttpResponse:
    """One region."""
    return _page(request, get_object_or_404(Region, pk=code))


@require_safe
def statistics_csv(request: HttpRequest) -> HttpResponse:
    """The figures behind both pages."""
    form = YearForm(request.GET, queries.years())
    code = request.GET.get("region", "")
    region = Region.objects.filter(pk=code).first() if code.isdecimal() else None
    rows = queries.rows_for_file(queries.cells_of(year=form.chosen, region=region))
    response = HttpResponse("\ufeff" + figures_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="social-orders.csv"'
    return response
