"""Commissions, proposals, plans and reports of a year, and the term for publishing minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from councils.choices import ProposalStatus, ProposerSide
from councils.models import Council, Meeting, Proposal, Seat, WorkPlan, YearReport
from councils.models.life import FIRST_YEAR
from councils.rules.formation import parameters, personal_faults
from councils.rules.meetings import AGENDA_OPEN
from foundation.core.calendar import add_working_days
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.models import Organisation
from registry.queries import working_day_overrides
from registry.rules import roles

MINUTES = "councils.minutes"
# So many unanswered proposals of one person in one council, so that nobody floods a secretariat.
MOST_WAITING = 3


def minutes_due_on(closed_on: dt.date) -> dt.date | None:
    """Until when minutes of a meeting that ended on a day are published: a parameter of the portal (M), None without it."""
    days = parameters(MINUTES, closed_on).get("publish_working_days")
    return add_working_days(closed_on, days, working_day_overrides()) if days else None


def commission_faults(
    names: Sequence[str], chair: Seat | None, members: Sequence[Seat], sitting: Collection[int]
) -> list[Fault]:
    """A commission has names, a chair and at least two members, all of them of the composition that sits."""
    found = [
        Fault(_("Enter the name in Kazakh and in Russian."), field)
        for field, name in zip(("name_kk", "name_ru"), names, strict=False)
        if not name.strip()
    ]
    if chair is None:
        found.append(Fault(_("Choose who chairs the commission."), "chair"))
    everybody = {one.pk for one in [*members, *([chair] if chair else [])]}
    if len(everybody) < 2:  # a commission of one is a person
        found.append(Fault(_("Choose at least two members, the chair included."), "members"))
    if not everybody <= set(sitting):
        found.append(Fault(_("Only members of now can be in a commission."), "members"))
    return found


def seat_in(user: Any, council: Council) -> Seat | None:
    """The seat of ``user`` in the composition that sits."""
    if not getattr(user, "is_authenticated", False):
        return None
    return Seat.objects.in_force().filter(term__council=council, user=user.pk).first()


def proposal_faults(
    council: Council, user: Any, side: str, organisation: Organisation | None, title: str, text: str
) -> list[Fault]:
    """What keeps a point from being proposed."""
    found = []
    if not title.strip():
        found.append(Fault(_("Say what the point is about."), "title"))
    if not text.strip():
        found.append(Fault(_("Say why the council should speak of it."), "text"))
    found += [*personal_faults(title, "title"), *personal_faults(text, "text")]
    if side not in ProposerSide.values:
        found.append(Fault(_("Say for whom you speak."), "side"))
    if side == ProposerSide.MEMBER and seat_in(user, council) is None:
        found.append(Fault(_("Only a member of the council can do this."), "side"))
    if side == ProposerSide.NGO and (
        organisation is None or not roles.has_role(user, roles.EDITORS, organisation=organisation)
    ):
        found.append(Fault(_("Choose an organisation for which you may speak: its head or an editor."), "side"))
    waiting = council.proposals.filter(author=user, status=ProposalStatus.SENT).count()
    if waiting >= MOST_WAITING:
        text_ = _("You have %(count)s points here that wait for an answer. Wait, or withdraw one.")
        found.append(Fault(text_ % {"count": waiting}))
    return found


def check_is_author(user: Any, proposal: Proposal) -> None:
    """Raises NotPermitted for everybody but the person who sent it."""
    if proposal.author_id != getattr(user, "pk", None):
        raise NotPermitted(_("Only its author can do this."))


def take_faults(proposal: Proposal, meeting: Meeting | None) -> list[Fault]:
    """A point is taken onto the agenda of a meeting of the same council that has not ended."""
    if meeting is None or meeting.council_id != proposal.council_id or meeting.status not in AGENDA_OPEN:
        return [Fault(_("Choose a meeting of this council that is still to come."), "meeting")]
    return []


def year_faults(council: Council, year: int, today: dt.date) -> list[Fault]:
    """A plan is written for a year of the present or the next."""
    if not FIRST_YEAR <= year <= today.year + 1:
        return [Fault(_("Choose this year or the next one."), "year")]
    return []


def check_can_write_plan(plan: WorkPlan) -> None:
    """Raises Conflict once the plan is approved."""
    if plan.approved_at is not None:
        raise Conflict(_("The plan is approved: only outcomes are written now."))


def check_can_write_report(report: YearReport) -> None:
    """Raises Conflict once the report is published."""
    if report.published_at is not None:
        raise Conflict(_("The report is published. Make a later version, saying why."))
