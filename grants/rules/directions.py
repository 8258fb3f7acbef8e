"""Who may do what with lists of priority directions, and when (rules R23, R24)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.core import presentation
from foundation.core.calendar import add_working_days, local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from grants.choices import OPEN_LISTS, ListStatus, ProposalStatus
from grants.models import Call, DirectionComment, DirectionList, DirectionProposal
from registry.choices import Role
from registry.models import Body, CalendarDay, Organisation
from registry.queries import parameters
from registry.rules import roles

FIRST_YEAR, LAST_YEAR = 2016, 2100


def check_can_run(user: Any, body: Body) -> None:
    """Officers of the body; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of this body can do this."))


def check_can_change(user: Any, found: DirectionList) -> None:
    """Officers, while nothing is frozen; raises NotPermitted or Conflict."""
    check_can_run(user, found.body)
    if found.status not in OPEN_LISTS:
        raise Conflict(_("This list is frozen. A change is a new list that names this one."))


def check_can_write_directions(user: Any, found: DirectionList) -> None:
    """The words of a direction change only before they are discussed; raises NotPermitted or Conflict."""
    check_can_change(user, found)
    if found.status != ListStatus.COLLECTING:
        raise Conflict(
            _("The directions are being discussed, so their words stand. Take the list back first, with a reason.")
        )


def check_speaks_for(user: Any, organisation: Organisation | None) -> None:
    """In one's own name, or as head or editor in the name of an NGO; raises NotPermitted."""
    if organisation is not None and not roles.has_role(user, roles.EDITORS, organisation=organisation):
        raise NotPermitted(_("Only its head or an editor can speak in the name of an NGO."))


def check_takes_proposals(found: DirectionList, now: dt.datetime) -> None:
    """While they are collected, until the end of the last day; raises Conflict or DeadlinePassed."""
    if found.status != ListStatus.COLLECTING:
        raise Conflict(_("Proposals for this list are not taken now."))
    if local_date(now) > found.proposals_until:
        raise DeadlinePassed(
            _("Proposals were taken until the end of %(day)s.") % {"day": presentation.day(found.proposals_until)}
        )


def check_is_discussed(found: DirectionList, now: dt.datetime) -> None:
    """While the discussion runs, by the server's clock; raises Conflict or DeadlinePassed."""
    if found.status != ListStatus.DISCUSSING or found.discussed_until is None:
        raise Conflict(_("There is no public discussion of this list now."))
    if not found.is_discussed_on(local_date(now)):
        raise DeadlinePassed(
            _("The public discussion ran until the end of %(day)s.") % {"day": presentation.day(found.discussed_until)}
        )


def check_can_withdraw(user: Any, proposal: DirectionProposal) -> None:
    """The author; raises NotPermitted."""
    if proposal.author_id != getattr(user, "pk", None):
        raise NotPermitted(_("Only its author can take a proposal back."))


def least_last_day(opened_on: dt.date) -> dt.date | None:
    """The first day on which a discussion opened on ``opened_on`` may end; None when the term is not known."""
    days = parameters.number(parameters.DISCUSSION, "working_days", opened_on)
    return None if days is None else add_working_days(opened_on, int(days), CalendarDay.objects.overrides())


def term_faults(opened_on: dt.date, last_day: dt.date) -> Iterator[Fault]:
    """What is wrong with a discussion from ``opened_on`` until ``last_day`` (rule R23)."""
    least = least_last_day(opened_on)
    if least is None:
        yield Fault(_("The least term of the discussion is not in the reference tables."), "last_day", "R23")
    elif last_day < least:
        days = int(parameters.number(parameters.DISCUSSION, "working_days", opened_on) or 0)
        message = ngettext_lazy(
            "The discussion takes at least %(days)d working day: until %(day)s or later.",
            "The discussion takes at least %(days)d working days: until %(day)s or later.",
            days,
        )
        yield Fault(message % {"days": days, "day": presentation.day(least)}, "last_day", "R23")


def discussion_faults(found: DirectionList) -> Iterator[Fault]:
    """What stands in the way of opening the discussion."""
    if not found.directions.exists():
        yield Fault(_("There is nothing to discuss yet: add a direction to the list first."))


def approval_faults(found: DirectionList, now: dt.datetime) -> list[Fault]:
    """Everything that stands in the way of the order; each with the page where it can be mended."""
    return [*_discussion_over(found, now), *_unanswered(found)]


def _discussion_over(found: DirectionList, now: dt.datetime) -> Iterator[Fault]:
    if found.discussed_from is None or found.discussed_until is None:
        return
    if local_date(now) <= found.discussed_until:
        message = _("The public discussion runs until the end of %(day)s. The order comes after it.")
        yield Fault(message % {"day": presentation.day(found.discussed_until)}, rule="R23")
    extend = reverse("grants:list-step", args=[found.pk, "extend"])
    for fault in term_faults(local_date(found.discussed_from), found.discussed_until):
        yield Fault(fault.message, rule=fault.rule, url=extend)


def _unanswered(found: DirectionList) -> Iterator[Fault]:
    proposals = found.proposals.filter(status=ProposalStatus.SUBMITTED).count()
    if proposals:
        message = ngettext_lazy(
            "%(count)d proposal has no answer yet.", "%(count)d proposals have no answer yet.", proposals
        )
        yield Fault(message % {"count": proposals}, url=_waiting("grants:proposal-list", found))
    comments = unanswered_comments(found).count()
    if comments:
        message = ngettext_lazy(
            "%(count)d comment has no official answer yet.", "%(count)d comments have no official answer yet.", comments
        )
        yield Fault(message % {"count": comments}, url=_waiting("grants:comment-list", found))


def _waiting(route: str, found: DirectionList) -> str:
    return f"{reverse(route, args=[found.pk])}?show=waiting"


def unanswered_comments(found: DirectionList) -> Any:
    """Comments that wait for an official answer; hidden ones do not."""
    return DirectionComment.objects.filter(list=found, answered_at=None, hidden_at=None)


def direction_faults(call: Call) -> Iterator[Fault]:
    """Whether the call stands on a direction of an approved list, where the rule asks for it (rule R24)."""
    opens_on = local_date(call.opens_at)
    chosen = call.direction
    if chosen is not None and (chosen.list.status != ListStatus.APPROVED or chosen.list.year != opens_on.year):
        yield Fault(
            _("The direction must be of an approved list of the year in which the call opens"), "direction", "R24"
        )
        return
    own = DirectionList.objects.filter(body=call.operator_id, year=opens_on.year, status=ListStatus.APPROVED).first()
    row = parameters.in_force(parameters.REQUIRED, opens_on)
    if own is None or row is None or not row.values.get("required"):
        return
    if chosen is None or chosen.list_id != own.pk:
        message = _("The operator has an approved list of directions for %(year)s: choose one of them")
        yield Fault(message % {"year": own.year}, "direction", "R24", own.get_absolute_url())
