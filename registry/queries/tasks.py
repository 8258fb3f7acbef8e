"""What waits for a person in the registry."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.core import calendar, clock
from foundation.core.desk import Task
from foundation.core.text import localized
from registry.choices import ANNUAL_FILED, ANNUAL_TO_CHECK, NGO_ROLES, AnnualStatus, OrganisationStatus, Role
from registry.models import AnnualInformation, CalendarDay, Membership, Organisation
from registry.models.annual import due_on, last_due_year

# More than this is shown as «999+», so that the count stays cheap.
COUNT_MAX = 1000
END_OF_DAY = dt.time(23, 59, 59)
WRITERS = tuple(role for role in NGO_ROLES if role != Role.NGO_VIEWER)


def desk_tasks(user: User) -> list[Task]:
    """What the person's organisations owe, and what waits for the person as an officer."""
    return [*_own_tasks(user), *_officer_tasks(user)]


def _officer_tasks(user: User) -> list[Task]:
    """The queue of annual information, when something waits in it."""
    if not Membership.objects.in_force().filter(user=user, role=Role.OFFICER).exists():
        return []
    waiting = AnnualInformation.objects.filter(status__in=ANNUAL_TO_CHECK).values("pk")[:COUNT_MAX].count()
    if not waiting:
        return []
    number = f"{COUNT_MAX - 1}+" if waiting == COUNT_MAX else waiting
    title = _("Annual information to check: %(number)s") % {"number": number}
    return [Task(title, reverse("registry:annual-check-list"), "submitted", _("Waiting"))]


def _own_tasks(user: User) -> list[Task]:
    """Annual information that the person's organisations owe: the last due year and the one due next (rule R09)."""
    memberships = Membership.objects.in_force().filter(
        user=user, role__in=WRITERS, organisation__status=OrganisationStatus.ACTIVE
    )
    organisations = [membership.organisation for membership in memberships.select_related("organisation")]
    if not organisations:
        return []
    today = calendar.local_date(clock.now())
    overrides = CalendarDay.objects.overrides()
    overdue = last_due_year(today, overrides)
    years = (overdue, overdue + 1) if overdue + 1 < today.year else (overdue,)
    found = {
        (row.organisation_id, row.year): row.status
        for row in AnnualInformation.objects.filter(organisation__in=organisations, year__in=years)
    }
    return [
        _task(organisation, year, found.get((organisation.pk, year)), due_on(year, overrides), today)
        for organisation in {one.pk: one for one in organisations if one}.values()
        for year in years
        if found.get((organisation.pk, year)) not in ANNUAL_FILED
    ]


def _task(organisation: Organisation, year: int, status: Any, due: dt.date, today: dt.date) -> Task:
    if status == AnnualStatus.RETURNED:
        shown: tuple[str, str] = ("returned", _("Returned for correction"))
    elif due < today:
        shown = ("overdue", _("Overdue"))
    else:
        shown = ("due", _("Due"))
    return Task(
        title=_("Annual information of %(name)s for %(year)s")
        % {"name": localized(organisation, "name"), "year": year},
        url=reverse("registry:annual-edit", args=[organisation.bin, year]),
        status=shown[0],
        status_label=shown[1],
        due_at=calendar.cut_off(due, END_OF_DAY),
    )
