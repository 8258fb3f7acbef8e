"""From opened bids to a winner: experts' marks and prices by the published arithmetic."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.actions import rounds, runs, seats
from evaluation.models import Entry
from foundation.core import jobs
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from socialorder.actions.bids import deciding, opening
from socialorder.choices import BidStatus, TenderStatus
from socialorder.models import Bid, Lot, Tender
from socialorder.queries.outcome import outcomes
from tests.builders import evaluation as panels
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import ExpertFactory

pytestmark = pytest.mark.django_db


def contest(prices: tuple[str, ...], **given) -> tuple[build.World, Tender, list[Bid]]:
    """An opened tender whose bids are admitted."""
    world, tender = build.announced(**given)
    lot = world.lot(tender)
    made = [build.sealed(lot, build.bid_values(price, f"Words {n}"))[0] for n, price in enumerate(prices)]
    tender = build.opened(world, tender)
    found = [opening.judge(bid=Bid.objects.get(pk=one.pk), admit=True, reason="", by=world.officer) for one in made]
    return world, tender, found


def scored(world: build.World, lot: Lot, marks: list[list[int]]) -> None:
    """Two experts give the same marks; the ranking is computed."""
    round_ = deciding.begin_evaluation(lot=lot, main_seats=2, reserve_seats=0, by=world.officer)
    panel = panels.Panel(world.body, world.officer, round_.rubric, round_, list(round_.entries.order_by("number")))
    panel.round = rounds.draw(round=round_, by=world.officer)
    for seat in panel.seats:
        seats.accept(seat=seat, statement=panels.STATEMENT, by=seat.expert.user)
    panels.open_scoring(panel)
    for entry, row in zip(panel.entries, marks, strict=True):
        for seat in panel.seats:
            panels.submit(panel, seat, entry, row)
    rounds.close(round=panel.round, by=world.officer, reason="The end of the test.")
    _run, job = runs.request(round=panel.round, by=world.officer)
    jobs.run(str(job.pk))


def test_marks_of_experts_and_prices_make_winner_and_reserve() -> None:
    world, tender, bids = contest(("2000000.00", "1500000.00", "1600000.00"), rubric=RubricFactory(pass_mark=5))
    lot = world.lot(tender)
    for _n in range(3):
        ExpertFactory().spheres.add(lot.topic.sphere)
    with pytest.raises(Invalid):
        deciding.decide(tender=tender, reason="x", by=world.officer)
    with pytest.raises(NotPermitted):
        deciding.begin_evaluation(lot=lot, main_seats=2, reserve_seats=0, by=UserFactory())

    scored(world, lot, [[1000, 1000], [500, 500], [100, 100]])

    entry = Entry.objects.get(reference=str(bids[0].pk))
    shown = str(entry.content) + entry.title
    assert "Words 0: approach" in shown
    for secret in ("2000000", str(bids[0].organisation), bids[0].organisation.bin):
        assert secret not in shown
    lot.refresh_from_db()
    with pytest.raises(Invalid):
        deciding.begin_evaluation(lot=lot, main_seats=2, reserve_seats=0, by=world.officer)
    with pytest.raises(Invalid):
        deciding.decide(tender=tender, reason=" ", by=world.officer)
    tender = deciding.decide(tender=tender, reason="By the points", by=world.officer)

    assert tender.status == TenderStatus.DECIDED
    found = {bid.pk: bid for bid in Bid.objects.all()}
    assert [(found[one.pk].status, found[one.pk].price_points, found[one.pk].technical_points) for one in bids] == [
        (BidStatus.WON, Decimal("22.50"), Decimal("70.00")),
        (BidStatus.RESERVE, Decimal("30.00"), Decimal("35.00")),
        (BidStatus.LOST, Decimal("28.13"), Decimal("7.00")),  # below the pass mark
    ]
    assert found[bids[0].pk].total_points == Decimal("92.50")
    assert lot.round.runs.get().published_at is not None
    assert Message.objects.filter(subject__endswith="is decided").count() == 3
    page = Client().get(reverse("socialorder:opening-detail", args=[tender.slug])).text
    assert "92.50" in page
    assert "By the points" in page
    with pytest.raises(TransitionNotAllowed):
        deciding.decide(tender=tender, reason="again", by=world.officer)


def test_without_a_rubric_the_price_decides_and_every_bid_is_judged_first() -> None:
    world, tender, bids = contest(("1900000.00", "1800000.00"), price_points=100)
    lot = world.lot(tender)
    with pytest.raises(Invalid, match="no rubric"):
        deciding.begin_evaluation(lot=lot, main_seats=2, reserve_seats=0, by=world.officer)
    officer = Client()
    officer.force_login(world.officer)
    url = reverse("socialorder:tender-decide", args=[tender.slug])
    page = officer.get(url).text
    assert "94.74" in page
    assert officer.post(url, {"reason": ""}).status_code == 422
    assert officer.get(reverse("socialorder:lot-evaluate", args=[tender.slug, 1])).status_code == 200
    officer.post(url, {"reason": "The lower price"})
    assert [Bid.objects.get(pk=one.pk).status for one in bids] == [BidStatus.RESERVE, BidStatus.WON]


def test_bid_that_nobody_judged_keeps_the_lot_waiting() -> None:
    world, tender = build.announced()
    build.sealed(world.lot(tender))
    tender = build.opened(world, tender)
    assert [(one.waiting, one.is_ready) for one in outcomes(tender)] == [(1, False)]
    with pytest.raises(Invalid, match="is not ready"), build.at(tender.closes_at + dt.timedelta(days=1)):
        deciding.decide(tender=tender, reason="x", by=world.officer)
