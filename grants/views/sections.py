"""Pages of the sections of an application, and what they save by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from foundation.accounts import typed as kept_texts
from foundation.core import clock
from foundation.core.content.forms import Posted, read_post
from foundation.core.content.items import Part, Typed
from foundation.core.errors import DomainError
from grants.actions import sections as actions
from grants.models import Application, Section
from grants.models.parts import parts_of
from grants.queries import sections as queries
from grants.rules import applications as rules
from grants.rules import sections
from grants.views.applications import own_application
from grants.views.section_page import Page, live_table

CHOICE = "merge-"


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
        page = Page(application, part, stale.merged.typed, stale.section.version, refusal=stale, merged=stale.merged)
        return page.response(request, status=stale.status_code)
    except DomainError as refusal:
        faults = getattr(refusal, "faults", [])
        page = Page(application, part, posted.typed, posted.version, faults=faults, refusal=refusal)
        return page.response(request, status=refusal.status_code)
    return _after_saving(request, application, section, posted)


def _after_saving(request: HttpRequest, application: Application, section: Section, posted: Posted) -> HttpResponse:
    part = _part(application, section.name)
    typed = section.joined.typed if section.joined else posted.typed
    if section.joined and section.joined.taken:
        messages.info(request, queries.joined_sentence(section))
    page = Page(application, part, typed, section.version, is_saved=True)
    if posted.row_action:
        page.blank_rows = 1 if posted.row_action == "add" else 0
        return page.response(request)
    draft = sections.with_typed(sections.draft_of(application), part.name, typed)
    page.faults = [] if "later" in request.POST else sections.faults_in(draft, part.name)
    if page.faults or ("later" not in request.POST and _follows(part, posted.typed, request.POST)):
        return page.response(request)
    messages.success(request, _("“%(section)s” is saved.") % {"section": part.label})
    return redirect(application)


def _follows(part: Part, said: Typed, post: Mapping[str, Any]) -> bool:
    """Whether the answers ask for a field that the page did not show: then it comes back with that field."""
    return any(item.when and item.name not in post for item in part.asked(said))


def _save(request: HttpRequest, application: Application, part: Part, posted: Posted) -> Section:
    post = request.POST
    is_page = not request.headers.get("X-Autosave")
    typing = actions.Typing(
        typed=posted.typed,
        version=posted.version,
        page=request.GET.get("page", "")[:36],
        chosen={name.removeprefix(CHOICE): str(post[name]) for name in post if name.startswith(CHOICE)},
        is_checked=is_page and "later" not in post and not posted.row_action,
        can_reshape=is_page,
    )
    return actions.save(application=application, name=part.name, typing=typing, by=request.user)


@require_POST
@kept_texts.signed_in
def section_autosave(request: HttpRequest, number: str, name: str) -> JsonResponse:
    """Keep a half-filled section; answers as ``docs/components.md`` says."""
    application = own_application(request, number)
    part = _part(application, name)
    posted = read_post(part, request.POST)
    try:
        section = _save(request, application, part, posted)
    except actions.StaleSection as stale:
        see = _("Press “Save and check” to see both.")
        answer = {"message": f"{stale} {see}", "theirs": stale.section.data, "version": stale.section.version}
        return JsonResponse(answer, status=stale.status_code)
    except DomainError as refusal:
        return JsonResponse({"message": str(refusal)}, status=refusal.status_code)
    return JsonResponse(_kept(request, application, part, section))


def _kept(request: HttpRequest, application: Application, part: Part, section: Section) -> dict[str, Any]:
    """When it was saved, what was taken from another author, and what follows from what is typed."""
    answer: dict[str, Any] = {"saved_at": timezone.localtime().strftime("%H:%M"), "version": section.version}
    if section.joined and section.joined.taken:
        answer |= {"fields": section.joined.taken, "message": queries.joined_sentence(section)}
    draft = sections.with_typed(sections.draft_of(application), part.name, section.data)
    if table := live_table(application, part, draft):
        answer["live"] = {"follows": render_to_string("grants/_section_follows.html", {"live": table}, request)}
    return answer


@require_POST
@kept_texts.signed_in
def section_presence(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """The page tells that it is open, and hears who else has it open: a hint, not a lock."""
    application = own_application(request, number)
    rules.check_can_edit(request.user, application, clock.now())
    section = application.sections.get(name=_part(application, name).name)
    actions.note_visit(section=section, by=request.user, now=clock.now())
    return render(request, "grants/_section_others.html", {"others": queries.others_at(section, request.user)})
