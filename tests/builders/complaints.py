"""Complaints about tenders of social orders, at each of their states."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from foundation.accounts.models import User
from registry.choices import BodyKind
from registry.models import Body, Organisation
from socialorder.actions.bids import opening
from socialorder.actions.complaints import complaints, reviewing
from socialorder.choices import ComplaintStatus, ComplaintSubject
from socialorder.models import Bid, Complaint, Tender
from socialorder.rules.complaints import matters
from tests.builders import socialorder as build
from tests.factories.registry import BodyFactory

DAY = dt.timedelta(days=1)
TEXT = "The term of two weeks is too short. Call 8 701 123 45 67 or ask the specialist with IIN 990101300123."
PUBLIC = "The term of two weeks is too short. Call 8 701 123 45 67."


@dataclass
class Case:
    """A tender, a body outside with its reviewer, an NGO that complains."""

    world: build.World
    tender: Tender
    reviewer_body: Body
    reviewer: User
    organisation: Organisation
    head: User


def reviewing_body(**given: Any) -> tuple[Body, User]:
    body = BodyFactory(kind=BodyKind.CENTRAL, region=None, **given)
    reviewing.name_body(body=body, region=None, by=None)
    return body, build.officer_of(body)


def announced(**given: Any) -> Case:
    """An announced tender; the NGO has not begun a bid."""
    with build.at(build.NOW - 60 * DAY):
        body, reviewer = reviewing_body()
    world, tender = build.announced(**given)
    organisation, head = build.bidder()
    return Case(world, tender, body, reviewer, organisation, head)


def refused(**given: Any) -> tuple[Case, Bid]:
    """Bids are opened; the one of the NGO is refused, another one is admitted."""
    case = announced(**given)
    lot = case.world.lot(case.tender)
    mine, _key, head = build.sealed(lot, build.bid_values("1500000.00", "Ours"))
    other, _key, _user = build.sealed(lot, build.bid_values("1900000.00", "Others'"))
    case.tender = build.opened(case.world, case.tender)
    case.organisation, case.head = mine.organisation, head
    with build.at(case.tender.closes_at + DAY):
        judge = {"by": case.world.officer}
        opening.judge(bid=Bid.objects.get(pk=other.pk), admit=True, reason="", **judge)
        mine = opening.judge(bid=Bid.objects.get(pk=mine.pk), admit=False, reason="No experience", **judge)
    return case, mine


def matter(case: Case, moment: dt.datetime, subject: str = ComplaintSubject.TERMS) -> str:
    with build.at(moment):
        found = matters(case.head, case.tender, moment)
    return next(one.key for one in found if one.subject == subject)


def sent(case: Case, subject: str = ComplaintSubject.TERMS, moment: dt.datetime | None = None) -> Complaint:
    when = moment or build.NOW + 3 * DAY
    with build.at(when):
        key = matter(case, when, subject)
        return complaints.submit(tender=case.tender, matter=key, text=TEXT, by=case.head)


def admitted(case: Case, subject: str = ComplaintSubject.TERMS, moment: dt.datetime | None = None) -> Complaint:
    when = moment or build.NOW + 3 * DAY
    complaint = sent(case, subject, when)
    with build.at(when + dt.timedelta(hours=1)):
        return reviewing.admit(complaint=complaint, public_text=PUBLIC, by=case.reviewer)


def decided(case: Case, complaint: Complaint, remedy: str, outcome: str = ComplaintStatus.UPHELD) -> Complaint:
    with build.at(complaint.submitted_at + 2 * DAY):
        words = {"reason": "The body has broken its own terms", "remedy_text": "Mend it"}
        return reviewing.decide(complaint=complaint, outcome=outcome, remedy=remedy, by=case.reviewer, **words)
