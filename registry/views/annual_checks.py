"""Pages on which officers check what NGOs tell the base."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.accounts import typed
from foundation.core.errors import Invalid
from registry import queries
from registry.actions import annual as actions
from registry.choices import ANNUAL_TO_CHECK
from registry.forms import RegionForm, RemarksForm
from registry.models import AnnualInformation, AnnualVersion
from registry.queries import annual as annual_queries
from registry.rules import roles


@typed.signed_in
@require_safe
def check_list(request: HttpRequest) -> HttpResponse:
    """What waits for a check, the oldest first."""
    roles.check_can_accept_annual_information(request.user)
    form = RegionForm(request.GET, regions=annual_queries.region_choices())
    region = form.cleaned_data["region"] if form.is_valid() else ""
    page = annual_queries.to_check(region, request.GET.get("after", ""))
    return render(request, "registry/annual_check_list.html", {"page": page, "form": form})


@never_cache
@typed.signed_in
@require_http_methods(["GET", "POST"])
def check_detail(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """All answers beside last year's; accepted, or returned with a remark at each field."""
    roles.check_can_accept_annual_information(request.user)
    information = annual_queries.information_of(get_object_or_404(queries.cards(), bin=number), year)
    sent = annual_queries.latest_version(information) if information else None
    if information is None or sent is None:
        raise Http404
    before = annual_queries.version_before(information)
    sections = annual_queries.compared(sent.document, before.document if before else None)
    places = [(f"{one.name}.{line.control}", line.label) for one in sections for line in one.lines]
    data = typed.posted(request)
    form = RemarksForm(data, places=places)
    if request.method == "POST" and form.is_valid() and _decided(request, information, form):
        return redirect("registry:annual-check-list")
    return render(request, "registry/annual_check.html", _context(information, (sent, before), sections, form))


def _decided(request: HttpRequest, information: AnnualInformation, form: RemarksForm) -> bool:
    """Carry out the button that was pressed; False when a fault is to be shown."""
    chosen: dict[str, Any] = {"information": information, "version": _number(request.POST.get("version"))}
    if "accept" in request.POST:
        actions.accept(**chosen, by=request.user)
        messages.success(request, _("The information is accepted."))
        return True
    try:
        actions.send_back(**chosen, remarks=form.cleaned_data["remarks"], at_fields=form.at_fields, by=request.user)
    except Invalid as refusal:
        form.add_error("remarks", str(refusal))
        return False
    messages.success(request, _("The information is returned for correction."))
    return True


def _number(text: Any) -> int:
    return int(text) if str(text).isdecimal() and len(str(text)) < 6 else 0


def _context(
    information: AnnualInformation,
    versions: tuple[AnnualVersion, AnnualVersion | None],
    sections: list[annual_queries.Compared],
    form: RemarksForm,
) -> dict[str, Any]:
    sent, before = versions
    earlier = information.versions.filter(number=sent.number - 1).first()
    return {
        "ngo": information.organisation,
        "year": information.year,
        "row": information,
        "sent": sent,
        "before": before,
        "form": form,
        "sections": [
            (one, [(line, form[f"{one.name}.{line.control}"]) for line in one.lines]) for one in sections if one.lines
        ],
        "changes": annual_queries.changes(earlier, sent) if earlier else None,
        "asked": list(earlier.remarks.all()) if earlier else [],
        "may_decide": information.status in ANNUAL_TO_CHECK,
        "due": annual_queries.due(information.year),
    }
