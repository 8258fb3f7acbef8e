"""Reminding those who have not filed: sixty, thirty, seven days and one day before the due day, and when an officer asks.

A person gets one letter for all own organisations. Its key names the year and the stage, so that nobody is told the
same twice, whatever is started again; a stage whose day was missed is made up for until the next one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import calendar, clock, jobs
from foundation.core.errors import Fault, Invalid
from foundation.core.models import Job
from foundation.core.text import FALLBACKS
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.models import Message
from registry.choices import Role
from registry.models import CalendarDay, Membership, Organisation, Region
from registry.models.annual import due_on
from registry.querysets import IN_FORCE
from registry.rules import roles
from registry.rules.annual import check_year

STAGES = (60, 30, 7, 1)
BATCH = 200
NAMED = 5
TOPIC = "registry.annual_reminders"
JOB = "registry.remind_annual"
COMING = Letter(
    TOPIC,
    gettext_noop("Annual information for %(year)s is due on %(due)s"),
    gettext_noop(
        "Not filed yet: %(names)s.\n\nDays left: %(days)s. Much of the form is filled in from last year and from what the"
        " portal knows. Without it an organisation cannot apply for social orders, grants and premiums."
    ),
)
MISSING = Letter(
    TOPIC,
    gettext_noop("Annual information for %(year)s is missing"),
    gettext_noop(
        "It was due on %(due)s and is not filed: %(names)s.\n\nIt can still be filed; the card then says that it came"
        " late. Without it an organisation cannot apply for social orders, grants and premiums."
    ),
)


@dataclass(frozen=True)
class Round:
    """One round of letters: about which year, under which key, to the organisations of which region ('' is all)."""

    year: int
    key: str
    region: str = ""


def stage_on(today: dt.date, due: dt.date) -> int | None:
    """Which reminder is due ``today``: the nearest stage that has come; None earlier than 60 days and after the day."""
    left = (due - today).days
    return min((stage for stage in STAGES if 0 <= left <= stage), default=None)


def round_of_today() -> Round | None:
    """The round that the calendar wants now; None when it wants none."""
    today = calendar.local_date(clock.now())
    year = today.year - 1
    stage = stage_on(today, due_on(year, CalendarDay.objects.overrides()))
    return Round(year, f"registry.annual.{year}.{stage}") if stage else None


@transaction.atomic(durable=True)
def want_todays() -> Job | None:
    """Want the round of today carried out, unless everybody has had it. The daily tick calls it, more than once."""
    wanted = round_of_today()
    if wanted is None or not recipients(wanted).exists():
        return None
    return jobs.enqueue(JOB, key=wanted.key, year=wanted.year, round_key=wanted.key, region="")


@transaction.atomic(durable=True)
def ask(*, year: int, region: str = "", by: User) -> Job:
    """Remind those of a region ('' is the country) who have not filed; a person at most once a day.

    Raises NotPermitted or Invalid.
    """
    roles.check_can_accept_annual_information(by)
    today = calendar.local_date(clock.now())
    check_year(year, today)
    place = Region.objects.filter(pk=region).first() if region else None
    if region and place is None:
        raise Invalid(Fault(_("Choose the region from the list."), "region", "R07"))
    key = f"registry.annual.{year}.asked.{today.isoformat()}"
    job = jobs.enqueue(JOB, owner=by, key=f"{key}.{region}", year=year, round_key=key, region=region)
    record("registry.annual.reminder_requested", job, by=by, changes={"year": year, "region": region})
    return job


def carry_out(wanted: Round, report: Callable[[int, int], None]) -> int:
    """Write the letters that are not written yet, in batches; returns how many. A second run goes on where it stopped."""
    people = list(recipients(wanted).values_list("user", flat=True))
    written = 0
    for start in range(0, len(people), BATCH):
        written += _batch(wanted, people[start : start + BATCH])
        report(min(start + BATCH, len(people)), len(people))
    return written


def recipients(wanted: Round) -> QuerySet[Any, Any]:
    """People who file for an organisation that owes the year and have not had this letter: ids by ``user``."""
    told = Message.objects.filter(key=wanted.key).values("recipient")
    return _owing(wanted).exclude(user__in=told).order_by("user").values("user").distinct()


def _owing(wanted: Round) -> QuerySet[Membership]:
    organisations = Organisation.objects.owing_annual(wanted.year)
    if wanted.region:
        organisations = organisations.filter(region=wanted.region)
    held = Membership.objects.filter(IN_FORCE, role__in=(Role.NGO_HEAD, Role.NGO_EDITOR), user__is_active=True)
    return held.filter(organisation__in=organisations)


@transaction.atomic(durable=True)
def _batch(wanted: Round, people: Iterable[int]) -> int:
    today = calendar.local_date(clock.now())
    due = due_on(wanted.year, CalendarDay.objects.overrides())
    owed: dict[User, list[Organisation]] = {}
    for role in _owing(wanted).filter(user__in=people).select_related("user", "organisation").order_by("user", "pk"):
        owed.setdefault(role.user, []).append(role.organisation)  # type: ignore[arg-type]
    for person, organisations in owed.items():
        listed = list(dict.fromkeys(organisations))
        only = listed[0] if len(listed) == 1 else None
        notify(
            to=person,
            letter=COMING if today <= due else MISSING,
            context={
                "year": wanted.year,
                "due": f"{due:%d.%m.%Y}",
                "days": (due - today).days,
                "names": _names(listed),
            },
            link=reverse("registry:annual-edit", args=[only.bin, wanted.year]) if only else reverse("desk"),
            key=wanted.key,
        )
    return len(owed)


def _names(organisations: list[Organisation]) -> dict[str, str]:
    """Their names in each language; of a long list the first ones, and how many more."""
    more = f" (+{len(organisations) - NAMED})" if len(organisations) > NAMED else ""
    return {code: "; ".join(_name(one, code) for one in organisations[:NAMED]) + more for code in FALLBACKS}


def _name(organisation: Organisation, language: str) -> str:
    texts = (str(getattr(organisation, f"name_{code}")) for code in FALLBACKS[language])
    return next((text for text in texts if text), "")
