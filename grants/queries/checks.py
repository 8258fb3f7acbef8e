"""What an officer reads during the formal check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import presentation
from grants.choices import ApplicationStatus, CheckItem, SectionName
from grants.models import Application, Attachment, Call, FormalCheck, SubmittedVersion
from grants.models.content import PROJECT, choices_of
from grants.models.parts import main_part
from grants.queries.applications import outline, shown, totals_of_rows
from grants.queries.history import Grant, earlier_grants
from registry.rules import eligibility

PAGE = 50
CHECKED = (
    ApplicationStatus.ADMITTED,
    ApplicationStatus.NOT_ADMITTED,
    ApplicationStatus.FUNDED,
    ApplicationStatus.RESERVE,
    ApplicationStatus.DECLINED,
    ApplicationStatus.FORGONE,
)
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """One keyset page: ``next`` is the number after which the following page begins, '' on the last one."""

    rows: Sequence[Application]
    next: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One sent application beside the facts that the portal knows; ``checks`` are the earlier ones."""

    application: Application
    version: SubmittedVersion
    blocks: list[dict[str, Any]]
    facts: dict[str, list[Fact]]
    attachments: Sequence[Attachment]
    checks: Sequence[FormalCheck]
    earlier: Sequence[Grant]


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int


def check_page(
    call: Call, seen: QuerySet[Application], *, status: str = "", region: str = "", text: str = "", after: str = ""
) -> Page:
    """Applications of ``call`` among those ``seen``, by number; each with ``checked_at`` and ``checker`` (or None)."""
    last = FormalCheck.objects.filter(application=OuterRef("pk")).order_by("-number")
    rows = seen.filter(call=call).select_related("organisation__region")
    rows = rows.annotate(
        checked_at=Subquery(last.values("checked_at")[:1]), checker=Subquery(last.values("checked_by__full_name")[:1])
    )
    if status:
        rows = rows.filter(status=status)
    if region:
        rows = rows.filter(organisation__region=region)
    if text:
        rows = rows.filter(number__icontains=text) | rows.filter(title__icontains=text)
    if after:
        rows = rows.filter(number__gt=after)
    found = list(rows.order_by("number")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else "")


def progress(call: Call) -> Progress:
    """How many of the applications that were sent have a conclusion."""
    counts = status_counts(call)
    done = sum(counts.get(status, 0) for status in CHECKED)
    waiting = counts.get(ApplicationStatus.SUBMITTED, 0) + counts.get(ApplicationStatus.RETURNED, 0)
    return Progress(done, done + waiting)


def status_counts(call: Call) -> dict[str, int]:
    """Applications of the call by status."""
    rows = Application.objects.filter(call=call).values("status").annotate(count=Count("pk")).order_by("status")
    return {row["status"]: row["count"] for row in rows}


def next_waiting(application: Application) -> Application | None:
    """The next application of the same call that waits for its check, after this one or else from the start."""
    rows = Application.objects.filter(call=application.call_id, status=ApplicationStatus.SUBMITTED).order_by("number")
    return rows.filter(number__gt=application.number).first() or rows.exclude(pk=application.pk).first()


def after_check(application: Application) -> str:
    """Where the officer goes on: the next application that waits, else the list."""
    following = next_waiting(application)
    if following is None:
        return reverse("grants:check-list", args=[application.call.slug])
    return reverse("grants:check-detail", args=[following.number])


def reading(application: Application) -> Reading:
    """What lies on the officer's desk for one application that was sent."""
    version = application.versions.select_related("submitted_by").order_by("-number")[0]
    return Reading(
        application=application,
        version=version,
        blocks=outline(application, version.document["sections"]),
        facts=facts(application.call, version.document),
        attachments=list(version.attachments.select_related("document")),
        checks=list(application.checks.select_related("checked_by", "version").prefetch_related("items")),
        earlier=earlier_grants(application.organisation),
    )


def facts(call: Call, document: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """What the sent ``document`` and the rules of the call say to each of the eight items, as (label, text).

    Facts only: none of them answers for the officer.
    """
    choices = choices_of(call)
    project = document["sections"].get(main_part(call), {})
    words = {item.name: shown(item, project.get(item.name), choices) for item in PROJECT.items}
    return {
        CheckItem.THEME: [
            (_("Spheres of the call"), ", ".join(str(label) for _code, label in choices["spheres"])),
            (_("Sphere of the application"), words["sphere"]),
            (_("Title"), words["title"]),
        ],
        CheckItem.GOAL: [(_("Goal"), words["goal"]), (_("Problem"), words["problem"])],
        CheckItem.TASKS: [(_("Tasks"), words["tasks"]), (_("Steps of the work plan"), _count(document, "work_plan"))],
        CheckItem.TERM: _term(call, document, words["months"]),
        CheckItem.TERRITORY: [(_("Region"), words["region"]), (_("Towns, villages or districts"), words["territory"])],
        CheckItem.AMOUNT: _amount(call, document),
        CheckItem.RESULT: [(_("Expected result"), words["result"]), *_indicators(document)],
        CheckItem.DATABASE: [_eligibility(answer) for answer in document.get("eligibility", [])],
    }


def _eligibility(answer: Mapping[str, Any]) -> Fact:
    rule = eligibility.RULES.get(answer["code"])
    return (str(rule.title if rule else answer["code"]), f"{answer['fact']} ({answer['legal_basis']})")


def _rows(document: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    return list(document["sections"].get(name, {}).get("rows", []))


def _count(document: Mapping[str, Any], name: str) -> str:
    return presentation.figure(len(_rows(document, name)))


def _term(call: Call, document: Mapping[str, Any], months: str) -> list[Fact]:
    last = [row["last_month"] for row in _rows(document, SectionName.WORK_PLAN) if isinstance(row["last_month"], int)]
    limits = {"least": call.months_min, "most": call.months_max}
    return [
        (_("Months asked for"), months),
        (_("Limits of the call"), _("%(least)s to %(most)s months") % limits),
        (_("Last month of the work plan"), str(max(last)) if last else ""),
    ]


def _amount(call: Call, document: Mapping[str, Any]) -> list[Fact]:
    totals = totals_of_rows(_rows(document, SectionName.BUDGET))
    asked = _number(document["sections"].get(SectionName.BUDGET, {}).get("requested"))
    limits = {"least": presentation.tenge(call.amount_min), "most": presentation.tenge(call.amount_max)}
    return [
        (_("Asked for"), presentation.tenge(asked)),
        (_("Limits of the call"), _("%(least)s to %(most)s") % limits),
        (_("Sum of the budget lines without what others pay"), presentation.tenge(totals.asked)),
        (_("Direct costs"), presentation.tenge(totals.direct)),
        (_("Administrative costs"), presentation.tenge(totals.admin)),
    ]


def _number(value: Any) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return Decimal(0)


def _indicators(document: Mapping[str, Any]) -> list[Fact]:
    return [
        (str(row["name"]), f"{row['baseline']} → {row['target']} {row['unit']}")
        for row in _rows(document, SectionName.INDICATORS)
    ]
