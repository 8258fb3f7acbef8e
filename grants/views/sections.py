"""Pages of the sections of an application, and what they save by themselves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import typed as kept_texts
from foundation.core import clock
from foundation.core.content.forms import Posted, read_post, section_forms
from foundation.core.content.items import Part, Typed
from foundation.core.errors import DomainError, Fault
from grants.actions import applications as actions
from grants.choices import SectionName
from grants.models import Application, Section
from grants.models.parts import parts_of
from grants.queries import applications as queries
from grants.rules import applications as rules
from grants.rules import sections
from grants.views.applications import own_application


@dataclass
class Page:
    """What a section's page shows."""

    application: Application
    part: Part
    typed: Any
    version: int
    faults: Iterable[Fault] = ()
    refusal: DomainError | None = None
    theirs: list[queries.Change] = field(default_factory=list)
    blank_rows: int = 0
    is_saved: bool = False

    def response(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        draft = sections.with_typed(sections.draft_of(self.application), self.part.name, self.typed)
        shown = section_forms(self.part, self.typed, draft.choices, self.faults, blank_rows=self.blank_rows)
        place = [self.application.number, self.part.name]
        token = f"?page={uuid.uuid4()}"
        context = {
            "page": self,
            "application": self.application,
            "part": self.part,
            "form": shown.form,
            "rows": shown.rows,
            "live": live_table(self.application, self.part, draft),
            "autosave_url": reverse("grants:section-autosave", args=place) + token,
            "action_url": reverse("grants:section-edit", args=place) + token,
        }
        return render(request, "grants/section_edit.html", context, status=status)


def live_table(application: Application, part: Part, draft: sections.Draft) -> dict[str, Any] | None:
    """What follows from what is typed: the sums of a budget, the picture of a work plan."""
    if part.name == SectionName.BUDGET:
        return queries.totals_table(sections.totals_of(draft))
    if part.name == SectionName.WORK_PLAN:
        said = {str(name): sections.said(draft, name) for name in (SectionName.PROJECT, SectionName.WORK_PLAN)}
        return queries.plan_table(application, part, said) if said[SectionName.WORK_PLAN]["rows"] else None
    return None


def _part(application: Application, name: str) -> Part:
    parts = parts_of(application.call)
    if name not in parts:
        raise Http404
    return parts[name]


@never_cache
@require_http_methods(["GET", "POST"])
@kept_texts.signed_in
def section_edit(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The form of a section. «Save» keeps whatever was typed; what is missing is said, not refused."""
    application = own_application(request, number)
    part = _part(application, name)
    if request.method == "POST":
        return _saved(request, application, part)
    rules.check_can_edit(request.user, application, clock.now())
    section = application.sections.get(name=name)
    page = Page(application, part, section.data, section.version)
    back = kept_texts.take(request)
    if back is not None:
        posted = read_post(part, back)
        page.typed, page.version = posted.typed, posted.version
    return page.response(request)


def _saved(request: HttpRequest, application: Application, part: Part) -> HttpResponse:
    posted = read_post(part, request.POST)
    try:
        section = _save(request, application, part, posted)
    except actions.StaleSection as stale:
        theirs = queries.differences(part, stale.section.data, posted.typed, application)
        page = Page(application, part, posted.typed, stale.section.version, refusal=stale, theirs=theirs)
        return page.response(request, status=stale.status_code)
    except DomainError as refusal:
        faults = getattr(refusal, "faults", [])
        page = Page(application, part, posted.typed, posted.version, faults=faults, refusal=refusal)
        return page.response(request, status=refusal.status_code)
    return _after_saving(request, application, section, posted)


def _after_saving(request: HttpRequest, application: Application, section: Section, posted: Posted) -> HttpResponse:
    part = parts_of(application.call)[section.name]
    page = Page(application, part, posted.typed, section.version, is_saved=True)
    if posted.row_action:
        page.blank_rows = 1 if posted.row_action == "add" else 0
        return page.response(request)
    draft = sections.with_typed(sections.draft_of(application), part.name, posted.typed)
    page.faults = [] if "later" in request.POST else sections.faults_in(draft, part.name)
    if page.faults or ("later" not in request.POST and _follows(part, posted.typed, request.POST)):
        return page.response(request)
    messages.success(request, _("“%(section)s” is saved.") % {"section": part.label})
    return redirect(application)


def _follows(part: Part, said: Typed, post: Mapping[str, Any]) -> bool:
    """Whether the answers ask for a field that the page did not show: then it comes back with that field."""
    return any(item.when and item.name not in post for item in part.asked(said))


def _save(request: HttpRequest, application: Application, part: Part, posted: Posted) -> Section:
    return actions.save_section(
        application=application,
        name=part.name,
        typed=posted.typed,
        version=posted.version,
        saved_from=request.GET.get("page", "")[:36],
        by=request.user,
    )


@require_POST
@kept_texts.signed_in
def section_autosave(request: HttpRequest, number: str, name: str) -> JsonResponse:
    """Keep a half-filled section; answers as ``docs/components.md`` says."""
    application = own_application(request, number)
    part = _part(application, name)
    try:
        section = _save(request, application, part, read_post(part, request.POST))
    except actions.StaleSection as stale:
        theirs = {"message": str(stale), "theirs": stale.section.data, "version": stale.section.version}
        return JsonResponse(theirs, status=stale.status_code)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=refusal.status_code)
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M"), "version": section.version})
