"""What the page of a section shows: its form, what is wrong, what another author has saved, what follows from it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from foundation.core.content.forms import section_forms
from foundation.core.content.items import Part
from foundation.core.content.merging import Merged
from foundation.core.errors import DomainError, Fault
from grants.choices import SectionName
from grants.models import Application
from grants.queries import applications as outlines
from grants.queries import sections as queries
from grants.rules import sections


@dataclass
class Page:
    """One showing of a section's page. ``merged`` holds what has to be chosen between two authors."""

    application: Application
    part: Part
    typed: Any
    version: int
    faults: Iterable[Fault] = ()
    refusal: DomainError | None = None
    merged: Merged | None = None
    blank_rows: int = 0
    is_saved: bool = False

    def response(self, request: HttpRequest, status: int = 200) -> HttpResponse:
        draft = sections.with_typed(sections.draft_of(self.application), self.part.name, self.typed)
        shown = section_forms(self.part, self.typed, draft.choices, self.faults, blank_rows=self.blank_rows)
        place = [self.application.number, self.part.name]
        token = f"?page={uuid.uuid4()}"
        section = self.application.sections.select_related("saved_by").get(name=self.part.name)
        context = {
            "page": self,
            "application": self.application,
            "part": self.part,
            "section": section,
            "form": shown.form,
            "rows": shown.rows,
            "clashes": queries.clashes_shown(self.part, self.merged, draft.choices) if self.merged else [],
            "to_check": queries.to_check(self.part) if section.copied_from else [],
            "others": queries.others_at(section, request.user),
            "live": live_table(self.application, self.part, draft),
            "has_people": self.part.name == SectionName.TEAM,
            "presence_url": reverse("grants:section-presence", args=place),
            "autosave_url": reverse("grants:section-autosave", args=place) + token,
            "action_url": reverse("grants:section-edit", args=place) + token,
        }
        return render(request, "grants/section_edit.html", context, status=status)


def live_table(application: Application, part: Part, draft: sections.Draft) -> dict[str, Any] | None:
    """What follows from what is typed: the sums of a budget, the picture of a work plan."""
    if part.name == SectionName.BUDGET:
        return outlines.totals_table(sections.totals_of(draft))
    if part.name == SectionName.WORK_PLAN:
        said = {str(name): sections.said(draft, name) for name in (SectionName.PROJECT, SectionName.WORK_PLAN)}
        return outlines.plan_table(application, part, said) if said[SectionName.WORK_PLAN]["rows"] else None
    return None
