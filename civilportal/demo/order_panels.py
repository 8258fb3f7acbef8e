"""Last year's tender of the demo's akimat: planned, announced, opened, scored by experts and decided, by the actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from civilportal.demo import orders
from civilportal.demo.script import Applicant
from civilportal.demo.stage import Stage, at
from evaluation.actions import rounds, rubrics, runs, seats, sheets
from evaluation.choices import RoundStatus, SeatStatus, SheetStatus
from evaluation.models import Rubric, ScoreSheet, Seat
from evaluation.queries import latest_run
from evaluation.reports import statement
from foundation.accounts.models import User
from foundation.core.calendar import cut_off, local_date
from registry.models import Body, Sphere
from socialorder.actions.bids import deciding, drafts, flags, opening, sealing
from socialorder.actions.keys import keys
from socialorder.actions.needs import needs
from socialorder.actions.plans import plans, topics
from socialorder.actions.tenders import lots, tenders
from socialorder.choices import BidStatus, FlagStatus, HandoverPurpose, TenderStatus
from socialorder.models import Bid, Flag, Lot, Plan, Tender

DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)
SPHERE = 3  # every expert of the demo knows it
SEATS = 2
PARTS = ("tasks", "activities", "results", "quality")


def decided(
    told: Mapping[str, Any], body: Body, officer: User, playing: Sequence[Applicant], stage: Stage, now: dt.datetime
) -> Tender:
    """The decided tender: made on the first load, found on the next."""
    slug = told["tender"]["slug"]
    found = Tender.objects.filter(slug=slug).first()
    if found is None or found.status == TenderStatus.DRAFT:
        found = _announced(told, _plan(told, body, officer, playing, now), officer, now)
    if found.status == TenderStatus.ANNOUNCED:
        _bids(found, told, playing)
        found = _opened(found)
    if found.status == TenderStatus.OPENED:
        _judged(found, officer)
        for lot in Lot.objects.with_topic().filter(tender=found):
            _scored(lot, told, officer, stage)
        with at(found.closes_at + 14 * DAY):
            found = deciding.decide(tender=found, reason=told["tender"]["reason"], by=officer)
    return found


def _plan(told: Mapping[str, Any], body: Body, officer: User, playing: Sequence[Applicant], now: dt.datetime) -> Plan:
    """The plan of the year; its topics answer what people had asked for."""
    begun, year = now - 420 * DAY, local_date(now).year
    plan = Plan.objects.filter(body=body, year=year).first()
    if plan is not None and plan.approved_at is not None:
        return plan
    with at(begun - 40 * DAY):
        said = orders.proposed(told["needs"], body, playing)
    with at(begun):
        plan = plan or plans.create(body=body, year=year, amount=Decimal(12_000_000), by=officer)
        for one in told["topics"][plan.topics.count() :]:
            _topic(one, plan, officer)
        for need, one in zip(said, told["needs"], strict=True):
            if need.topic_id is None:
                topic = plan.topics.get(number=one["topic"])
                needs.take(need=need, topic=topic, answer=one["words"], by=officer)
        if plan.discussed_until is None:
            plan = plans.discuss(plan=plan, until=local_date(begun + 25 * DAY), by=officer)
    with at(begun + 30 * DAY):
        return plans.approve(plan=plan, order_number="51-Д", by=officer)


def _topic(told: Mapping[str, Any], plan: Plan, officer: User) -> None:
    values = {name: text for name, text in told.items() if name != "indicator"}
    values |= {"sphere": Sphere.objects.get(pk=SPHERE), "region": plan.body.region, "standard": None}
    values |= {"unit_cost": Decimal(told["unit_cost"]), "volume": Decimal(told["volume"])}
    name_kk, name_ru, unit, target = told["indicator"]
    row = {"name_kk": name_kk, "name_ru": name_ru, "unit": unit, "baseline": Decimal(0), "target": Decimal(target)}
    topics.add(plan=plan, values=values, place="", indicators=[row], by=officer)


def _rubric(told: Mapping[str, Any], body: Body, officer: User) -> Rubric:
    said = told["rubric"]
    found = Rubric.objects.filter(code=said["code"]).first()
    return found or rubrics.create(
        code=said["code"],
        titles=said["titles"],
        criteria=[{**one, "weight": Decimal(one["weight"])} for one in said["criteria"]],
        body=body,
        maximum_total=Decimal(said["maximum_total"]),
        by=officer,
    )


def _announced(told: Mapping[str, Any], plan: Plan, officer: User, now: dt.datetime) -> Tender:
    said = told["tender"]
    closes_at = cut_off(local_date(now) + said["closes_days"] * DAY, dt.time(18))
    opens_at = closes_at - 30 * DAY
    values = {name: said[name] for name in ("title_kk", "title_ru", "title_en")}
    values |= {"opens_at": opens_at, "closes_at": closes_at, "questions_until": closes_at - 5 * DAY}
    values |= {"eligibility": [{"code": "R08"}], "price_points": 30, "must_sign": False}
    holders = orders.holders()
    with at(opens_at):
        values["rubric"] = _rubric(told, plan.body, officer)
        tender = Tender.objects.filter(slug=said["slug"]).first()
        tender = tender or tenders.create(body=plan.body, slug=said["slug"], values=values, by=officer)
        listed = list(plan.topics.order_by("number"))
        for number, topic in enumerate(listed[tender.lots.count() :], tender.lots.count()):
            given = {"volume": topic.volume, "months": topic.months, "alike_reason": ""}
            words = told["parts"][number]
            spec = {kind: {code: words[f"{kind}_{code}"] for code in ("kk", "ru")} for kind in PARTS}
            lots.add(tender=tender, topic=topic, values=given, parts=spec, by=officer)
        if not hasattr(tender, "key"):
            keys.make(tender=tender, holders=holders, by=officer)
        return tenders.announce(tender=Tender.objects.get(pk=tender.pk), by=officer)


def _bids(tender: Tender, told: Mapping[str, Any], playing: Sequence[Applicant]) -> None:
    """The first bidder of each lot is the head of one of the two NGOs that a visitor can sign in for."""
    for lot, said in zip(tender.lots.order_by("number"), told["bids"], strict=True):
        others = playing[10 * lot.number :]
        bidders = [playing[lot.number - 1], *others]
        words = {name: said[name] for name in ("approach", "activities", "staff", "experience")}
        for number, price in enumerate(said["prices"]):
            bidder = bidders[number]
            if lot.bids.filter(organisation=bidder.organisation).exists():
                continue
            with at(tender.opens_at + (8 + number) * DAY):
                bid, key = drafts.begin(lot=lot, organisation=bidder.organisation, by=bidder.head)
                values = {**_worded(words, number), "price": price}
                bid = drafts.save(bid=bid, key=key, values=values, version=bid.version, by=bidder.head)
                sealing.seal(bid=bid, key=key, by=bidder.head)


def _worded(words: Mapping[str, str], number: int) -> dict[str, str]:
    """The later a bid, the less it says."""
    return {name: " ".join(text.split(". ")[: max(1, 3 - number)]) for name, text in words.items()}


def _opened(tender: Tender) -> Tender:
    first, second = orders.holders()[:2]
    with at(tender.closes_at + HOUR):
        keys.hand_over(tender=tender, purpose=HandoverPurpose.OPEN, passphrase=orders.PASSPHRASE, by=first)
        return opening.open_bids(tender=tender, passphrase=orders.PASSPHRASE, by=second)


def _judged(tender: Tender, officer: User) -> None:
    """Flags are answered, every bid is admitted."""
    with at(tender.closes_at + DAY):
        for flag in Flag.objects.filter(bid__lot__tender=tender, status=FlagStatus.OPEN):
            flags.decide(flag=flag, uphold=False, reason="Өтінім иесі түсіндірді, құжаттары бар.", by=officer)
        for bid in Bid.objects.filter(lot__tender=tender, status=BidStatus.OPENED):
            opening.judge(bid=bid, admit=True, reason="", by=officer)


def _scored(lot: Lot, told: Mapping[str, Any], officer: User, stage: Stage) -> None:
    """Two experts are drawn, say that they have no tie, and score; the ranking is computed by a worker."""
    closes_at = lot.tender.closes_at
    if lot.round is None:
        with at(closes_at + 2 * DAY):
            begun = deciding.begin_evaluation(lot=lot, main_seats=SEATS, reserve_seats=0, by=officer)
            rounds.draw(round=begun, by=officer)
        lot.refresh_from_db()
    round_ = lot.round
    if round_ is None or latest_run(round_) is not None:
        return
    if round_.status == RoundStatus.ASSEMBLING:
        with at(closes_at + 3 * DAY):
            waiting = Seat.objects.filter(round=round_, status=SeatStatus.DRAWN)
            for seat in waiting.select_related("expert__user", "round"):
                seats.accept(seat=seat, statement=statement(seat.round), by=seat.expert.user)
            round_ = rounds.open(round=round_, scoring_until=closes_at + 12 * DAY, by=officer)
    with at(closes_at + 8 * DAY):
        _marks(round_, told)
    with at(closes_at + 13 * DAY):
        if round_.status == RoundStatus.SCORING:
            rounds.close(round=round_, by=officer)
        _run, job = runs.request(round=round_, by=officer)
    stage.finish(job)


def _marks(round_: Any, told: Mapping[str, Any]) -> None:
    """The first bid is the best; the second expert is a little stricter."""
    rows = ScoreSheet.objects.filter(entry__round=round_).select_related("entry", "seat__round__rubric")
    first = min(int(one.entry.reference) for one in rows)
    drafts_left = rows.filter(status=SheetStatus.DRAFT)
    for sheet in drafts_left.select_related("seat__expert__user").order_by("seat__place", "entry__number"):
        level = 900 - 100 * (int(sheet.entry.reference) - first) - (100 if sheet.seat.place == SEATS else 0)
        marks = dict.fromkeys(told["comments"], level)
        by = sheet.seat.expert.user
        sheets.submit(sheet=sheet, marks=marks, comments=told["comments"], version=sheet.version, by=by)
