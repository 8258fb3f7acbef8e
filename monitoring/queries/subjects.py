"""What is followed, with its surveys and visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from monitoring.models import Subject, Survey, Template, Visit
from monitoring.visibility import is_of_organisation, is_officer
from registry.choices import Role
from registry.rules.roles import bodies_of

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first; ``after`` leads to the next page, '' on the last."""

    rows: list[Subject]
    after: str


def page_of(subjects: QuerySet[Subject], *, after: str) -> Page:
    """The page behind key ``after``."""
    if after.isascii() and after.isdecimal() and len(after) < 19:
        subjects = subjects.filter(pk__lt=int(after))
    found = list(subjects.with_counts().order_by("-pk")[: PAGE_SIZE + 1])  # type: ignore[attr-defined]
    rows = found[:PAGE_SIZE]
    return Page(rows, str(rows[-1].pk) if len(found) > PAGE_SIZE else "")


def lists_of_questions(user: Any) -> dict[str, Any]:
    """Context of the page of lists: every version, the newest of each list first, and which of them ``user`` may change."""
    listed = list(
        Template.objects.select_related("body").prefetch_related("questions").order_by("kind", "code", "-version")
    )
    seen: set[tuple[str, str]] = set()
    for template in listed:
        template.is_newest = (template.kind, template.code) not in seen  # type: ignore[attr-defined]  # for the page
        seen.add((template.kind, template.code))
    own = set(bodies_of(user, Role.OFFICER).values_list("pk", flat=True)) if user.is_authenticated else set()
    return {"templates": listed, "own": own, "can_write": bool(own)}


def following(subject: Subject, user: Any) -> dict[str, Any]:
    """Context of the page of a subject."""
    surveys = Survey.objects.visible_to(user).filter(subject=subject).select_related("template")
    visits = Visit.objects.visible_to(user).filter(subject=subject).select_related("template").with_findings()
    runs_it = is_officer(user, subject)
    return {
        "subject": subject,
        "surveys": list(surveys),
        "visits": list(visits),
        "is_officer": runs_it,
        "is_party": runs_it or is_of_organisation(user, subject),
    }
