"""Pages of social orders from a need to a complaint: short ways to each state."""

from __future__ import annotations

import datetime as dt

from socialorder.actions.bids import opening
from socialorder.actions.commission import members, sittings
from socialorder.actions.complaints import complaints
from socialorder.choices import ComplaintSubject
from socialorder.models import Bid, Sitting
from socialorder.queries.outcome import outcomes
from tests.builders import complaints as cases
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory
from tests.journeys.shown import Shown, address

DAY = dt.timedelta(days=1)
NAMES = [
    "needs of people",
    "topic of a plan",
    "tender",
    "protocol of an opening",
    "opened bid",
    "admission of a bid",
    "decision of a tender",
    "results of a tender",
    "sitting of a commission",
    "complaint",
    "complaints",
    "decision on a complaint",
]
# Looked at in Kazakh alone: they are made of the parts that the others show.
BRIEFLY = [
    "a need",
    "tenders",
    "lot of a tender",
    "commission of a tender",
    "new sitting",
    "draft of a tender",
    "complaint to admit",
    "who reviews complaints",
]


def pages() -> dict[str, Shown]:
    """A tender with a refused bid and a complaint; one that its commission has decided; one that takes bids."""
    case, bid = cases.refused(slug="complained-of")
    moment = case.tender.closes_at + 2 * DAY
    complaint = cases.admitted(case, ComplaintSubject.REFUSAL, moment)
    with build.at(moment + DAY):
        complaints.say(complaint=complaint, text="The papers were not there.", by=case.world.officer)
    tender, officer = case.tender, case.world.officer
    other = Bid.objects.exclude(pk=bid.pk).get()
    need = build.need()
    # Each plan has money for two lots.
    sitting, (other_world, draft) = decided(case.world), build.drafted(slug="a-draft")
    buyer, taking = build.announced(other_world, slug="taking-bids")
    waiting = cases.sent(cases.Case(buyer, taking, case.reviewer_body, case.reviewer, bid.organisation, case.head))
    return {
        "needs of people": Shown(address("socialorder:need-list")),
        "a need": Shown(address("socialorder:need-detail", need.pk)),
        "topic of a plan": Shown(address("socialorder:topic-detail", case.world.topic.pk)),
        "tenders": Shown(address("socialorder:tender-list")),
        "tender": Shown(address("socialorder:tender-detail", tender.slug), officer),
        "lot of a tender": Shown(address("socialorder:lot-detail", tender.slug, 1), case.head),
        "draft of a tender": Shown(address("socialorder:tender-edit", draft.slug), other_world.officer),
        "protocol of an opening": Shown(address("socialorder:opening-detail", tender.slug), officer),
        "opened bid": Shown(address("socialorder:bid-detail", bid.pk), case.head),
        "admission of a bid": Shown(address("socialorder:bid-judge", other.pk), officer),
        "decision of a tender": Shown(address("socialorder:tender-decide", tender.slug), officer),
        "results of a tender": Shown(address("socialorder:tender-results", sitting.tender.slug)),
        "commission of a tender": Shown(address("socialorder:commission-detail", sitting.tender.slug), officer),
        "new sitting": Shown(address("socialorder:sitting-begin", tender.slug), officer),
        "sitting of a commission": Shown(address("socialorder:sitting-detail", sitting.tender.slug, sitting.number)),
        "complaint": Shown(address("socialorder:complaint-detail", complaint.pk)),
        "complaints": Shown(address("socialorder:complaint-list")),
        "complaint to admit": Shown(address("socialorder:complaint-admit", waiting.pk), case.reviewer),
        "decision on a complaint": Shown(address("socialorder:complaint-decide", complaint.pk), case.reviewer),
        "who reviews complaints": Shown(address("socialorder:reviewer-list")),
    }


def decided(world: build.World) -> Sitting:
    """Two bids, three members, one departure that everybody votes for."""
    world, tender = build.announced(world, slug="by-votes")
    lot = world.lot(tender)
    for price in ("1500000.00", "1700000.00"):
        build.sealed(lot, build.bid_values(price, f"Words of {price}"))
    tender = build.opened(world, tender)
    people = [world.officer, UserFactory(), UserFactory()]
    with build.at(tender.closes_at + DAY):
        for bid in Bid.objects.filter(lot=lot):
            opening.judge(bid=bid, admit=True, reason="", by=world.officer)
        members.name(tender=tender, people=people, by=world.officer)
        for person in people:
            members.declare(tender=tender, ties={}, by=person)
        found = outcomes(tender)
        choices = {one.lot.number: one.by_points for one in found}
        present = set(tender.members.values_list("pk", flat=True))
        sitting = sittings.begin(tender=tender, present=present, choices=choices, by=world.officer)
        for person in people:
            sittings.vote(sitting=sitting, votes={1: ("for", "")}, by=person)
        return sittings.conclude(sitting=sitting, reason="By the points", by=world.officer)
