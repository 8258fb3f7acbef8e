"""Pages of sections that save by themselves, the same for amendments and reports."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts import typed as kept_texts
from foundation.core.content import changes
from foundation.core.content.forms import Posted, read_post, section_forms
from foundation.core.content.items import Choices, Part, Typed
from foundation.core.errors import Conflict, DomainError, Fault


@dataclass(frozen=True)
class Saving:
    """One section of something. ``stored`` is its row or None; ``save(typed, version, page)`` keeps what was typed.

    ``remarks``: control → what an officer asked to correct there.
    """

    part: Part
    choices: Choices
    stored: Any
    caption: str
    back_url: str
    edit_url: str
    autosave_url: str
    key: str
    save: Callable[[Typed, int, str], Any]
    faults: Callable[[Typed], list[Fault]]
    remarks: list[tuple[Any, str]] = field(default_factory=list)


@dataclass
class Page:
    """What a section's page shows."""

    saving: Saving
    typed: Any
    version: int
    faults: Iterable[Fault] = ()
    refusal: DomainError | None = None
    theirs: list[changes.Change] = field(default_factory=list)
    blank_rows: int = 0
    is_saved: bool = False

    def response(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        saving, token = self.saving, f"?page={uuid.uuid4()}"
        shown = section_forms(saving.part, self.typed, saving.choices, self.faults, blank_rows=self.blank_rows)
        context = {
            "page": self,
            "part": saving.part,
            "form": shown.form,
            "rows": shown.rows,
            "autosave_url": saving.autosave_url + token,
            "action_url": saving.edit_url + token,
        }
        return render(request, "grants/saved_section.html", context, status=status)


def edit(request: HttpRequest, saving: Saving) -> HttpResponse:
    """The form. «Save» keeps whatever was typed; what is missing is said, not refused."""
    if request.method == "POST":
        return _saved(request, saving)
    stored = saving.stored
    page = Page(saving, stored.data if stored else {}, stored.version if stored else 0)
    back = kept_texts.take(request)
    if back is not None:
        posted = read_post(saving.part, back)
        page.typed, page.version = posted.typed, posted.version
    return page.response(request)


def _saved(request: HttpRequest, saving: Saving) -> HttpResponse:
    posted = read_post(saving.part, request.POST)
    try:
        section = _save(request, saving, posted)
    except DomainError as refusal:
        stored = _stored_since(refusal)
        page = Page(saving, posted.typed, stored.version if stored else posted.version, refusal=refusal)
        page.faults = getattr(refusal, "faults", [])
        page.theirs = changes.differences(saving.part, stored.data, posted.typed, saving.choices) if stored else []
        return page.response(request, status=refusal.status_code)
    page = Page(saving, posted.typed, section.version, is_saved=True)
    if posted.row_action:
        page.blank_rows = 1 if posted.row_action == "add" else 0
        return page.response(request)
    page.faults = [] if "later" in request.POST else saving.faults(posted.typed)
    if page.faults:
        return page.response(request)
    messages.success(request, _("“%(section)s” is saved.") % {"section": saving.part.label})
    return redirect(saving.back_url)


def _save(request: HttpRequest, saving: Saving, posted: Posted) -> Any:
    return saving.save(posted.typed, posted.version, request.GET.get("page", "")[:36])


def _stored_since(refusal: DomainError) -> Any:
    """What another page has stored meanwhile; None for any other refusal."""
    return getattr(refusal, "section", None) if isinstance(refusal, Conflict) else None


def autosave(request: HttpRequest, saving: Saving) -> JsonResponse:
    """Keep a half-filled section; answers as ``docs/components.md`` says."""
    try:
        section = _save(request, saving, read_post(saving.part, request.POST))
    except DomainError as refusal:
        stored = _stored_since(refusal)
        answer = {"message": str(refusal)} | ({"theirs": stored.data, "version": stored.version} if stored else {})
        return JsonResponse(answer, status=refusal.status_code)
    return JsonResponse({"saved_at": timezone.localtime().strftime("%H:%M"), "version": section.version})
