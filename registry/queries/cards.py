"""What the public card of an organisation shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from foundation.core import calendar, clock
from registry.choices import FounderKind, Language, Role
from registry.models import (
    AnnualInformation,
    AnnualVersion,
    CalendarDay,
    DevelopmentGoal,
    Membership,
    Organisation,
    Sphere,
)
from registry.models.annual import due_on, last_due_year
from registry.queries.past import Record, present
from registry.queries.places import place_of

YEARS_SHOWN = 5


@dataclass(frozen=True)
class AnnualLine:
    """One year in the database of NGOs: ``kind`` is the colour of the tag, ``filed_on`` the day in Almaty.

    ``url`` is the page of what was accepted; '' while nothing is.
    """

    year: int
    kind: str
    label: str
    due_on: dt.date
    filed_on: dt.date | None
    days_late: int = 0
    url: str = ""


@dataclass(frozen=True)
class Results:
    """What was accepted of the newest year; ``url`` is its whole page."""

    year: int
    activity: str
    staff: int | None
    volunteers: int | None
    url: str


@dataclass(frozen=True)
class ShownFounder:
    """A founder as everybody sees it; ``url`` leads to its own card when the registry has one."""

    name: str
    kind: str
    bin: str
    url: str
    since: dt.date | None
    until: dt.date | None


@dataclass(frozen=True)
class Card:
    """What the card shows beside the fields of the record itself, at one moment."""

    spheres: list[Sphere]
    goals: list[DevelopmentGoal]
    languages: list[str]
    founders: list[ShownFounder]
    place: list[str]
    branches: list[Organisation]
    has_logo: bool
    is_claimed: bool


def cards() -> QuerySet[Organisation]:
    """Organisations with all that the card reads, without further queries."""
    return Organisation.objects.with_card()


def card(organisation: Organisation, record: Record | None = None, moment: dt.datetime | None = None) -> Card:
    """The card of ``record`` (from ``past``), or of today. Names of other records, spheres and places are today's."""
    record = record or present(organisation)
    return Card(
        spheres=_spheres(record),
        goals=list(DevelopmentGoal.objects.filter(pk__in=organisation.sdgs)) if organisation.sdgs else [],
        languages=[str(Language(code).label) for code in organisation.languages],
        founders=_founders(record),
        place=place_of(organisation),
        branches=_branches(record),
        has_logo=record.has_logo,
        is_claimed=_is_claimed(organisation, moment),
    )


def accepted(organisation: Organisation) -> Results | None:
    """What an officer has accepted last of what the organisation told about its years."""
    years = [row.year for row in organisation.annual_information.all() if row.accepted_at]
    if not years:
        return None
    found = AnnualVersion.objects.filter(
        information__organisation=organisation, information__year=max(years), accepted_at__isnull=False
    )
    sections = found.order_by("-number").values_list("document__sections", flat=True).first() or {}
    people = sections.get("people", {})
    url = reverse("registry:annual-view", args=[organisation.bin, max(years)]) if organisation.bin else ""
    activity = sections.get("activity", {}).get("summary") or ""
    return Results(max(years), activity, people.get("staff"), people.get("volunteers"), url)


def _spheres(record: Record) -> list[Sphere]:
    known = sorted(record.organisation.spheres.all(), key=lambda sphere: sphere.pk)
    if [sphere.pk for sphere in known] == record.spheres:
        return known
    return list(Sphere.objects.filter(pk__in=record.spheres))


def _founders(record: Record) -> list[ShownFounder]:
    bins = {one["bin"] for one in record.founders if one["bin"]}
    known = {one.bin: one for one in Organisation.objects.filter(bin__in=bins)} if bins else {}
    return [
        ShownFounder(
            name=one["name"],
            kind=str(FounderKind(one["kind"]).label),
            bin=one["bin"],
            url=known[one["bin"]].get_absolute_url() if one["bin"] in known else "",
            since=_date(one["since"]),
            until=_date(one["until"]),
        )
        for one in record.founders
    ]


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _branches(record: Record) -> list[Organisation]:
    if not record.branches:
        return []
    return list(Organisation.objects.filter(pk__in=record.branches).select_related("region").order_by("region", "pk"))


def _is_claimed(organisation: Organisation, moment: dt.datetime | None) -> bool:
    """Whether somebody has signed in as its head and holds that role (at ``moment``)."""
    heads = Membership.objects.filter(organisation=organisation, role=Role.NGO_HEAD)
    if moment is None:
        return heads.filter(ended_at=None).exists()
    return heads.filter(Q(ended_at=None) | Q(ended_at__gt=moment), started_at__lte=moment).exists()


def annual_years() -> list[int]:
    """Years about which organisations file now: the last due one and, when it is over, the one due next."""
    today = calendar.local_date(clock.now())
    last = last_due_year(today, CalendarDay.objects.overrides())
    return [last, last + 1] if last + 1 < today.year else [last]


def annual_lines(organisation: Organisation) -> list[AnnualLine]:
    """The last due years, newest first, and whether the information came in time, late or not at all (rule R10)."""
    today = calendar.local_date(clock.now())
    overrides = CalendarDay.objects.overrides()
    last = last_due_year(today, overrides)
    first = max(last - YEARS_SHOWN + 1, organisation.registered_on.year if organisation.registered_on else 0)
    rows = {row.year: row for row in organisation.annual_information.all()}
    years = sorted({*range(first, last + 1), *(year for year, row in rows.items() if row.is_filed)}, reverse=True)
    number = organisation.bin or ""
    return [_line(year, rows.get(year), due_on(year, overrides), number) for year in years]


def _line(year: int, row: AnnualInformation | None, due: dt.date, number: str) -> AnnualLine:
    if row is None or not row.is_filed or row.submitted_at is None:
        return AnnualLine(year, "bad", gettext("Not filed"), due, None)
    filed_on = calendar.local_date(row.submitted_at)
    url = reverse("registry:annual-view", args=[number, year]) if number and row.accepted_at else ""
    if filed_on > due:
        late = (filed_on - due).days
        label = ngettext("Filed %(days)s day late", "Filed %(days)s days late", late) % {"days": late}
        return AnnualLine(year, "attention", label, due, filed_on, late, url)
    return AnnualLine(year, "good", gettext("Filed in time"), due, filed_on, 0, url)
