"""Public pages of projects: everybody reads the card of a signed agreement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from grants.forms.agreements import AgreementFilterForm
from grants.models import Agreement, Call
from grants.queries import agreements as queries
from grants.queries import totals
from grants.views.agreements import today


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Projects that were or are carried out, the newest first, with the money of all of them, or of one call."""
    form = AgreementFilterForm(request.GET or None)
    text = request.GET.get("text", "").replace("\0", "").strip()[:100]
    call = Call.objects.public().filter(slug=request.GET.get("call", "").replace("\0", "")[:100]).first()
    public = Agreement.objects.public()
    public = public.filter(application__call=call) if call else public
    wanted = queries.Wanted(sphere=request.GET.get("sphere", ""), text=text)
    counted = public if call else totals.of_the_state(public)
    statistics = totals.statistics(totals.with_sums(counted))
    context = {
        "form": form,
        "call": call,
        "call_totals": totals.call_totals(call) if call else None,
        "statistics": statistics,
        "given_on": None if call else totals.statistics(totals.with_sums(totals.given_on(public))),
        "figures": queries.money_figures(statistics.whole),
        "page": queries.page_of(queries.found(public, wanted, today()), request.GET.get("after", "")),
    }
    return render(request, "grants/project_list.html", context)


@require_safe
def project_detail(request: HttpRequest, number: str) -> HttpResponse:
    """Sum, term, state, tranches, reports and what came of it; no person is named."""
    agreement = get_object_or_404(Agreement.objects.public().with_parties(), number=number)
    whole = queries.whole(agreement, today())
    return render(request, "grants/project_detail.html", {"whole": whole, "agreement": agreement})
