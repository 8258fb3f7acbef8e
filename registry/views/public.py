"""Pages that everybody may read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from foundation.core.permissions import allowed
from foundation.core.presentation import language
from foundation.core.text import localized
from foundation.documents.serving import serve
from registry import queries
from registry.forms.search import SORT_LABELS, TEXT_MAX, asked, understood
from registry.models import Organisation
from registry.queries import former
from registry.queries.money import money_of
from registry.queries.seats import seats_of
from registry.rules import oversight, roles

LOGO_SECONDS = 300


@require_safe
def ngo_list(request: HttpRequest) -> HttpResponse:
    """Search with facets; every parameter is in the address, so that it can be shared."""
    names = queries.public_names()
    given = asked(request.GET, names)
    found, counts = queries.listing(given.choice, given.after, is_empty=given.is_empty_text)
    context = {
        "asked": given,
        "found": found,
        "counts": counts,
        "replaced": None if found.lines else former.replaced(given.choice.digits),
        "facets": queries.facets(given.choice, counts, names),
        "sorts": SORT_LABELS.items(),
        "regions": queries.region_names(names),
        "map": queries.region_map(names.regions, counts.region, given.choice.regions),
        "may_import": (may_import := allowed(roles.check_can_import_organisations, request.user)),
        "annual_year": queries.annual_years()[-1] if may_import else None,
    }
    return render(request, "registry/ngo_list.html", context)


@require_safe
def ngo_suggest(request: HttpRequest) -> JsonResponse:
    """What the search box offers while somebody types; a minute in the browser's store spares the next same question."""
    text, digits = understood(request.GET.get("q", "").replace("\x00", " ")[:TEXT_MAX])
    regions = queries.region_names(queries.public_names())
    offered = [
        {
            "text": localized(line, "name"),
            "hint": f"{line.bin or '–'} · {regions[line.region_code]}",
            "url": line.address,
        }
        for line in queries.suggestions(text, digits, language())
    ]
    response = JsonResponse({"suggestions": offered})
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_safe
def ngo_detail(request: HttpRequest, number: str) -> HttpResponse:
    """The public card; ``number`` is a BIN. The old address of a merged record leads to the new one."""
    return _card(request, get_object_or_404(queries.cards(), bin=number))


@require_safe
def ngo_unnumbered(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a record that has no BIN (imported history)."""
    return _card(request, get_object_or_404(queries.cards().filter(bin=None), pk=pk))


@require_safe
def ngo_logo(request: HttpRequest, number: str) -> HttpResponseBase:
    """The logo, for everybody."""
    organisation = get_object_or_404(Organisation.objects.exclude(logo=None).select_related("logo"), bin=number)
    response = serve(organisation.logo)  # type: ignore[arg-type]
    response["Cache-Control"] = f"public, max-age={LOGO_SECONDS}"
    return response


def _card(request: HttpRequest, organisation: Organisation) -> HttpResponse:
    if organisation.merged_into:
        return redirect(organisation.merged_into, permanent=True)
    may_edit = bool(organisation.bin) and allowed(roles.check_can_edit_organisation, request.user, organisation)
    context = {
        "ngo": organisation,
        "card": queries.card(organisation),
        "results": queries.accepted(organisation),
        "annual_lines": queries.annual_lines(organisation),
        "money": money_of(organisation),
        "seats": seats_of(organisation),
        "former": former.former(organisation),
        "may_oversee": allowed(oversight.check_can_see, request.user, organisation),
        "annual_years": queries.annual_years() if may_edit else [],
        "completeness": queries.completeness(organisation) if may_edit else None,
        "may_edit": may_edit,
        "may_edit_official": allowed(roles.check_can_edit_official_facts, request.user),
        "official_url": organisation.get_page_url("official"),
    }
    return render(request, "registry/ngo_detail.html", context)
