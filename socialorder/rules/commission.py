"""Who sits in the commission of a tender, who votes on which lot, and when a sitting can be concluded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.errors import Conflict, Fault, NotPermitted
from registry.choices import Role
from registry.models import Organisation
from registry.queries.parameters import number
from registry.queries.ties import tied_pairs
from registry.rules import roles
from socialorder.choices import BidStatus, SittingStatus, TenderStatus, VoteChoice
from socialorder.choices.bids import IN_CONTEST
from socialorder.models import Bid, CommissionMember, Lot, LotProposal, MemberConflict, Sitting, SittingSeat, Tender
from socialorder.rules.offices import check_serves
from socialorder.scoring.roll import Roll

# How many members there are at least, and how many of them from outside: assumed, dated.
COMMISSION = "orders.commission"
BEFORE_SITTING = (TenderStatus.DRAFT, TenderStatus.ANNOUNCED, TenderStatus.OPENED)


def naming_faults(tender: Tender, people: Sequence[User], on: dt.date) -> list[Fault]:
    """Enough different people, some of them from outside the body."""
    found = []
    if len({person.pk for person in people}) != len(people):
        found.append(Fault(_("Name each person once."), "people"))
    least, outside = (int(number(COMMISSION, name, on) or 0) for name in ("members", "outside"))
    if len(people) < least:
        found.append(Fault(_("A commission has at least %(least)s members.") % {"least": least}, "people"))
    if sum(is_outside(person, tender) for person in people) < outside:
        message = _("At least %(least)s member does not serve the body that buys.")
        found.append(Fault(message % {"least": outside}, "people"))
    return found


def is_outside(person: User, tender: Tender) -> bool:
    return not roles.has_role(person, Role.OFFICER, body=tender.body_id)


def check_can_name(user: Any, tender: Tender) -> None:
    """An officer, before anybody has sat. Raises NotPermitted or Conflict."""
    check_serves(user, tender.body)
    if tender.status not in BEFORE_SITTING or tender.sittings.exclude(status=SittingStatus.DISSOLVED).exists():
        raise Conflict(_("The commission has begun its work, so its members stay."))


def member_of(user: Any, tender: Tender) -> CommissionMember:
    """The seat of this person. Raises NotPermitted."""
    found = CommissionMember.objects.filter(tender=tender, person=getattr(user, "pk", None)).first()
    if found is None:
        raise NotPermitted(_("You are not a member of the commission of this tender."))
    return found


def check_reads(user: Any, tender: Tender) -> None:
    """Officers of the body and members. Raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=tender.body_id):
        member_of(user, tender)


def check_can_declare(user: Any, tender: Tender) -> CommissionMember:
    """A member, once bidders are known and nobody sits. Raises NotPermitted or Conflict."""
    member = member_of(user, tender)
    if tender.status != TenderStatus.OPENED:
        raise Conflict(_("Who bids is known after the opening; declare then."))
    if tender.sittings.filter(status=SittingStatus.VOTING).exists():
        raise Conflict(_("The sitting runs: tell the secretary of a conflict, and the sitting is begun anew."))
    return member


def known_conflicts(tender: Tender, members: Sequence[CommissionMember]) -> set[tuple[int, int]]:
    """(member, lot) whom the registry ties to a bidder of the lot (rule R35)."""
    bids = Bid.objects.filter(lot__tender=tender, status__in=(*IN_CONTEST, BidStatus.REFUSED))
    pairs = tied_pairs(Organisation.objects.filter(pk__in=bids.values("organisation")))
    rows = list(bids.values_list("lot", "organisation"))
    return {
        (member.pk, lot)
        for member in members
        for lot, organisation in rows
        if (member.person_id, organisation) in pairs
    }


def begin_faults(members: Sequence[CommissionMember], present: set[int]) -> list[Fault]:
    """Everybody present has declared, and they are enough."""
    found = []
    roll = Roll(len(members), len([one for one in members if one.pk in present]))
    if not roll.has_quorum:
        message = _("There is no quorum: %(quorum)s of %(members)s members are needed.")
        found.append(Fault(message % {"quorum": roll.quorum, "members": roll.members}, "present"))
    silent = [one for one in members if one.pk in present and one.declared_at is None]
    found += [
        Fault(_("%(name)s has not said yet whether there is a conflict of interest.") % {"name": one}, "present")
        for one in silent
    ]
    return found


def check_can_vote(user: Any, sitting: Sitting) -> CommissionMember:
    """A member who is there, while votes are given. Raises NotPermitted or Conflict."""
    member = member_of(user, sitting.tender)
    if sitting.status != SittingStatus.VOTING:
        raise Conflict(_("The sitting is over."))
    if not SittingSeat.objects.filter(sitting=sitting, member=member, is_present=True).exists():
        raise NotPermitted(_("Only members who are at the sitting vote."))
    return member


def vote_faults(votes: Mapping[int, tuple[str, str]], barred: set[int]) -> list[Fault]:
    """``votes``: number of a lot → choice and remark. A vote against says why; nobody votes on a lot with a conflict."""
    found = []
    for lot, (choice, remark) in votes.items():
        if lot in barred:
            found.append(Fault(_("You have a conflict of interest on this lot."), f"choice-{lot}"))
        elif choice not in VoteChoice.values:
            found.append(Fault(_("Choose how you vote."), f"choice-{lot}"))
        elif choice == VoteChoice.AGAINST and not remark.strip():
            found.append(Fault(_("Say why you are against."), f"remark-{lot}"))
    return found


def roll_of(proposal: LotProposal) -> Roll:
    """The vote on a lot as it stands now."""
    seats = list(SittingSeat.objects.filter(sitting=proposal.sitting_id).select_related("member"))
    there = {seat.member_id for seat in seats if seat.is_present}
    barred = set(MemberConflict.objects.filter(lot=proposal.lot_id, member__in=there).values_list("member", flat=True))
    votes = {one.member_id: one.choice for one in proposal.votes.all() if one.member_id in there - barred}
    given = list(votes.values())
    chair = next((seat.member_id for seat in seats if seat.member.is_chair), None)
    return Roll(
        members=len(seats),
        present=len(there),
        barred=len(barred),
        in_favour=given.count(VoteChoice.FOR),
        against=given.count(VoteChoice.AGAINST),
        abstained=given.count(VoteChoice.ABSTAIN),
        chair_in_favour=votes.get(chair) == VoteChoice.FOR if chair else False,
    )


def conclusion_faults(rolls: Mapping[Lot, Roll]) -> list[Fault]:
    """Every lot is carried."""
    message = _(
        "Lot %(number)s is not carried: %(count)s votes in favour, %(needed)s are needed, %(silent)s are not given."
    )
    return [
        Fault(
            message
            % {"number": lot.number, "count": roll.in_favour, "needed": roll.majority, "silent": max(0, roll.silent)}
        )
        for lot, roll in rolls.items()
        if not roll.is_carried
    ]


def check_can_sign(user: Any, sitting: Sitting) -> None:
    """A member who was there, once. Raises NotPermitted or Conflict."""
    if sitting.status != SittingStatus.CONCLUDED:
        raise Conflict(_("The protocol is signed when the sitting is concluded."))
    if not sitting.seats.filter(member__person=user.pk, is_present=True).exists():
        raise NotPermitted(_("Only those who were at the sitting sign its protocol."))
    if sitting.signatures.filter(signer=user.pk).exists():
        raise Conflict(_("You have signed this protocol."))
