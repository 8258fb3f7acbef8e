"""Pages on which an NGO fills in its yearly information: the task list, submitting, correcting."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.accounts.typed import signed_in
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.content import reading
from foundation.core.errors import Invalid
from foundation.core.forms import ReasonForm
from foundation.core.permissions import allowed
from registry import queries
from registry.actions import annual as actions
from registry.forms import StatementForm
from registry.models import AnnualInformation, Organisation
from registry.models.annual_content import ANNUAL_PARTS
from registry.queries import annual as annual_queries
from registry.rules import annual as rules
from registry.rules import annual_coach, annual_prefill, roles
from registry.views.annual_sections import annual_autosave, annual_section

__all__ = ["annual_autosave", "annual_section"]


def own_organisation(request: HttpRequest, number: str) -> Organisation:
    """The organisation for which the person files; raises NotPermitted or Http404."""
    organisation = get_object_or_404(queries.cards(), bin=number)
    roles.check_can_edit_organisation(request.user, organisation)
    return organisation


def own_information(request: HttpRequest, number: str, year: int) -> AnnualInformation:
    """What the person's organisation has begun for ``year``; raises NotPermitted or Http404."""
    information = annual_queries.information_of(own_organisation(request, number), year)
    if information is None:
        raise Http404
    return information


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def annual_edit(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """What there is to do for one year; a post begins it."""
    organisation, today = own_organisation(request, number), local_date(clock.now())
    rules.check_year(year, today)
    if request.method == "POST":
        return redirect(actions.start(organisation=organisation, year=year, by=request.user))
    information = annual_queries.information_of(organisation, year)
    context = {
        "ngo": organisation,
        "year": year,
        "row": information,
        "due": annual_queries.due(year),
        "coach": annual_coach.consequence(organisation, year, today),
        "estimate": annual_coach.fine_estimate(today),
        **(_progress(information) if information else _offer(organisation, year)),
    }
    return render(request, "registry/annual_edit.html", context)


def _offer(organisation: Organisation, year: int) -> dict[str, Any]:
    """What would be filled in by itself."""
    filled = annual_prefill.prefilled(organisation, year)
    return {"prefilled_count": rules.answer_count(filled), "awards": rules.known_awards(organisation, year)}


def _progress(information: AnnualInformation) -> dict[str, Any]:
    draft = rules.draft_of(information)
    sections = {section.name: section for section in information.sections.all()}
    tasks = rules.progress(draft)
    to_look_at = {name for name, section in sections.items() if section.prefilled and not section.saved_at}
    document = {name: reading.canonical(part, draft.sections.get(name, {}), draft.choices)
                for name, part in ANNUAL_PARTS.items()}  # fmt: skip
    return {
        "tasks": [(task, task.name in to_look_at) for task in tasks],
        "done": sum(not task.faults for task in tasks),
        "faults": [reading.placed(fault, ANNUAL_PARTS[task.name]) for task in tasks for fault in task.faults],
        "prefilled_count": sum(len(section.prefilled) for section in sections.values()),
        "answer_count": rules.answer_count(draft.sections),
        "remarks": annual_queries.remarks_shown(information, document),
        "versions": list(information.versions.select_related("submitted_by").order_by("-number")),
    }


@never_cache
@signed_in
@require_http_methods(["GET", "POST"])
def annual_submit(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Read it through, state that it is true, send it."""
    information = own_information(request, number, year)
    rules.check_can_write(request.user, information) if request.method == "GET" else None
    form = StatementForm(request.POST if request.method == "POST" else None)
    found = rules.faults(rules.draft_of(information))
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(information=information, is_stated=True, by=request.user)
        except Invalid as refusal:
            found = refusal.faults
        else:
            messages.success(request, _("The information is submitted."))
            return redirect(information)
    return render(request, "registry/annual_submit.html", _reading(request, information, form, found))


def _reading(request: HttpRequest, information: AnnualInformation, form: Any, found: list[Any]) -> dict[str, Any]:
    draft = rules.draft_of(information)
    sections = {name: reading.canonical(part, draft.sections.get(name, {}), draft.choices)
                for name, part in ANNUAL_PARTS.items()}  # fmt: skip
    return {
        "ngo": information.organisation,
        "year": information.year,
        "row": information,
        "form": form,
        "faults": found,
        "may_submit": allowed(rules.check_can_submit, request.user, information.organisation),
        "blocks": annual_queries.outline({"sections": sections}, is_public=False),
        "due": annual_queries.due(information.year),
    }


@signed_in
@require_http_methods(["GET", "POST"])
def annual_amend(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Begin to correct what was accepted."""
    information = own_information(request, number, year)
    form = ReasonForm(request.POST if request.method == "POST" else None, label=_("Why it has to be corrected"))
    if request.method == "POST" and form.is_valid():
        actions.amend(information=information, reason=form.cleaned_data["reason"], by=request.user)
        return redirect(information)
    context = {"ngo": information.organisation, "year": year, "row": information, "form": form}
    return render(request, "registry/annual_amend.html", context)


@signed_in
@require_POST
def annual_drop(request: HttpRequest, number: str, year: int) -> HttpResponse:
    """Give a correction up."""
    information = own_information(request, number, year)
    actions.drop_correction(information=information, by=request.user)
    messages.success(request, _("The correction is dropped. What was accepted stays."))
    return redirect(information)


@signed_in
@require_safe
def annual_version(request: HttpRequest, number: str, year: int, version: int) -> HttpResponse:
    """What was sent, as it was sent, and what it changed; for the organisation and for officers."""
    organisation = get_object_or_404(queries.cards(), bin=number)
    if not allowed(roles.check_can_accept_annual_information, request.user):
        roles.check_can_edit_organisation(request.user, organisation)
    information = annual_queries.information_of(organisation, year)
    sent = {one.number: one for one in information.versions.select_related("submitted_by")} if information else {}
    if version not in sent:
        raise Http404
    context = {
        "ngo": organisation,
        "year": year,
        "version": sent[version],
        "blocks": annual_queries.outline(sent[version].document, is_public=False),
        "changes": annual_queries.changes(sent[version - 1], sent[version]) if version > 1 else None,
        "remarks": list(sent[version].remarks.all()),
    }
    return render(request, "registry/annual_version.html", context)
