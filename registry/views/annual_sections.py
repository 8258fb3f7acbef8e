"""Pages of the sections of the yearly information, and what they save by themselves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import typed as kept_texts
from foundation.core.content.changes import Change
from foundation.core.content.forms import Posted, read_post, section_forms
from foundation.core.content.items import Part
from foundation.core.errors import DomainError, Fault
from registry import queries
from registry.actions import annual as actions
from registry.choices import AnnualSectionName
from registry.models import AnnualInformation, AnnualSection
from registry.models.annual_content import ANNUAL_PARTS
from registry.queries import annual as annual_queries
from registry.rules import annual as rules

AWARDS_ON = (AnnualSectionName.PROJECTS, AnnualSectionName.INCOME)


@dataclass
class Page:
    """What a section's page shows."""

    information: AnnualInformation
    part: Part
    typed: Any
    version: int
    faults: Iterable[Fault] = ()
    refusal: DomainError | None = None
    theirs: list[Change] = field(default_factory=list)
    blank_rows: int = 0
    is_saved: bool = False
    prefilled: int = 0

    def response(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        draft = rules.draft_of(self.information)
        shown = section_forms(self.part, self.typed, draft.choices, self.faults, blank_rows=self.blank_rows)
        place = [self.information.organisation.bin, self.information.year, self.part.name]
        token = f"?page={uuid.uuid4()}"
        context = {
            "page": self,
            "ngo": self.information.organisation,
            "year": self.information.year,
            "row": self.information,
            "part": self.part,
            "form": shown.form,
            "rows": shown.rows,
            "is_facts": self.part.name == AnnualSectionName.FACTS,
            "awards": list(draft.awards.values()) if self.part.name in AWARDS_ON else [],
            "autosave_url": reverse("registry:annual-autosave", args=place) + token,
            "action_url": reverse("registry:annual-section", args=place) + token,
        }
        return render(request, "registry/annual_section.html", context, status=status)


def _place(request: HttpRequest, number: str, year: int, name: str) -> tuple[AnnualInformation, Part]:
    organisation = get_object_or_404(queries.cards(), bin=number)
    information = annual_queries.information_of(organisation, year)
    rules.check_can_write(request.user, information or AnnualInformation(organisation=organisation, year=year))
    if information is None or name not in ANNUAL_PARTS:
        raise Http404
    return information, ANNUAL_PARTS[name]


def _stored(information: AnnualInformation, name: str) -> AnnualSection:
    found = (section for section in information.sections.all() if section.name == name)
    return next(found, AnnualSection(information=information, name=name))


@never_cache
@require_http_methods(["GET", "POST"])
@kept_texts.signed_in
def annual_section(request: HttpRequest, number: str, year: int, name: str) -> HttpResponse:
    """The form of a section. «Save» keeps whatever was typed; what is missing is said, not refused."""
    information, part = _place(request, number, year, name)
    if request.method == "POST":
        return _saved(request, information, part)
    section = _stored(information, name)
    page = Page(information, part, section.data, section.version, prefilled=len(section.prefilled))
    page.faults = _remarks(information, name)
    back = kept_texts.take(request)
    if back is not None:
        posted = read_post(part, back)
        page.typed, page.version = posted.typed, posted.version
    return page.response(request)


def _remarks(information: AnnualInformation, name: str) -> list[Fault]:
    """What the officer asked for here, each at its field."""
    return [
        Fault(_("The officer: %(remark)s") % {"remark": remark.text}, field=remark.control)
        for remark in annual_queries.remarks_of(information)
        if remark.section == name
    ]


def _saved(request: HttpRequest, information: AnnualInformation, part: Part) -> HttpResponse:
    posted = read_post(part, request.POST)
    try:
        section = _save(request, information, part, posted)
    except actions.StaleAnnualSection as stale:
        theirs = annual_queries.differences(part, stale.section.data, posted.typed)
        page = Page(information, part, posted.typed, stale.section.version, refusal=stale, theirs=theirs)
        return page.response(request, status=stale.status_code)
    except DomainError as refusal:
        faults = [fault for fault in getattr(refusal, "faults", []) if fault.field]
        page = Page(information, part, posted.typed, posted.version, faults=faults, refusal=refusal)
        return page.response(request, status=refusal.status_code)
    return _after_saving(request, information, section, posted)


def _after_saving(
    request: HttpRequest, information: AnnualInformation, section: AnnualSection, posted: Posted
) -> HttpResponse:
    part = ANNUAL_PARTS[section.name]
    page = Page(information, part, posted.typed, section.version, is_saved=True)
    if posted.row_action:
        page.blank_rows = 1 if posted.row_action == "add" else 0
        return page.response(request)
    draft = rules.with_typed(rules.draft_of(information), part.name, posted.typed)
    page.faults = [] if "later" in request.POST else rules.faults_in(draft, part.name)
    if page.faults:
        return page.response(request)
    messages.success(request, _("“%(section)s” is saved.") % {"section": part.label})
    return redirect(information)


def _save(request: HttpRequest, information: AnnualInformation, part: Part, posted: Posted) -> AnnualSection:
    return actions.save_section(
        information=information,
        name=part.name,
        typed=posted.typed,
        version=posted.version,
        saved_from=request.GET.get("page", "")[:36],
        by=request.user,
    )


@require_POST
@kept_texts.signed_in
def annual_autosave(request: HttpRequest, number: str, year: int, name: str) -> JsonResponse:
    """Keep a half-filled section; answers as ``docs/components.md`` says."""
    try:
        information, part = _place(request, number, year, name)
        section = _save(request, information, part, read_post(part, request.POST))
    except actions.StaleAnnualSection as stale:
        theirs = {"message": str(stale), "theirs": stale.section.data, "version": stale.section.version}
        return JsonResponse(theirs, status=stale.status_code)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=refusal.status_code)
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M"), "version": section.version})
