"""What a competition for seats wants of a person, for the desk; and which renewals are due."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from councils.choices import CandidateStatus, FormationStatus, TermStatus
from councils.models import Candidate, Council, Formation, GroupMember, GroupVote, Term
from councils.queries.formation import served
from councils.querysets import serves
from councils.scoring.terms import RENEWAL_MONTHS, renewal_due_on
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from foundation.core.desk import Task
from foundation.core.text import localized

END_OF_DAY = dt.time(23, 59)
# Long enough before the day: no month is longer.
MONTH = dt.timedelta(days=31)


def renewals_due(today: dt.date) -> list[Term]:
    """Terms whose next composition is to be formed by ``today`` and is not (rule R54)."""
    forming = Formation.objects.running().filter(council=OuterRef("council"))
    rows = Term.objects.filter(status=TermStatus.SITTING, ends_on__lte=today + RENEWAL_MONTHS * MONTH)
    rows = rows.filter(~Exists(forming)).select_related("council").order_by("ends_on", "pk")
    return [term for term in rows if term.ends_on and renewal_due_on(term.ends_on) <= today]


def formation_tasks(user: Any) -> list[Task]:
    """Consent of a candidate, vote of the working group, steps of the secretariat."""
    return [*_candidacies(user), *_votes(user), *_renewals(user), *_steps(user)]


def _candidacies(user: Any) -> list[Task]:
    own = Q(user=user.pk) | Q(user=None, email__iexact=user.email)
    rows = Candidate.objects.filter(
        own, status=CandidateStatus.NOMINATED, formation__status=FormationStatus.NOMINATING
    ).select_related("formation__council")
    return [
        Task(
            _("Give your consent and statements: %(name)s") % {"name": localized(one.formation.council, "name")},
            one.get_absolute_url(),
            one.status,
            one.get_status_display(),
            one.formation.nominations_until,
        )
        for one in rows.order_by("pk")
    ]


def _votes(user: Any) -> list[Task]:
    voted = GroupVote.objects.filter(member=OuterRef("pk"))
    rows = GroupMember.objects.filter(~Exists(voted), user=user.pk, formation__status=FormationStatus.VOTING)
    return [
        Task(
            _("Vote on the candidates: %(name)s") % {"name": localized(one.formation.council, "name")},
            reverse("councils:formation-vote", args=[one.formation.council.slug, one.formation.number]),
            one.formation.status,
            one.formation.get_status_display(),
        )
        for one in rows.select_related("formation__council").order_by("pk")
    ]


def _renewals(user: Any) -> list[Task]:
    own = Council.objects.filter(serves(user, "body")).values_list("pk", flat=True)
    if not own:
        return []
    due = [term for term in renewals_due(local_date(clock.now())) if term.council_id in set(own)]
    return [
        Task(
            _("Form the next composition: %(name)s") % {"name": localized(term.council, "name")},
            reverse("councils:formation-start", args=[term.council.slug]),
            "due",
            _("Due"),
            cut_off(renewal_due_on(term.ends_on), END_OF_DAY) if term.ends_on else None,
        )
        for term in due
    ]


def _steps(user: Any) -> list[Task]:
    """Every competition of the secretariat has a next step, except while nominations are still coming."""
    titles = {
        FormationStatus.PREPARING: _("Announce the competition for seats: %(name)s"),
        FormationStatus.NOMINATING: _("Close nominations: %(name)s"),
        FormationStatus.CHECKING: _("Check the candidates: %(name)s"),
        FormationStatus.VOTING: _("Count the vote of the working group: %(name)s"),
        FormationStatus.SELECTED: _("Enter the order that approves the members: %(name)s"),
    }
    now = clock.now()
    return [
        Task(
            titles[FormationStatus(one.status)] % {"name": localized(one.council, "name")},
            one.get_absolute_url(),
            one.status,
            one.get_status_display(),
        )
        for one in served(user).order_by("pk")
        if one.status != FormationStatus.NOMINATING or (one.nominations_until and one.nominations_until <= now)
    ]
