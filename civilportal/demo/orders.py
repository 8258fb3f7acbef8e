"""Social orders of the demo's akimat: needs, a standard, a plan, one tender that was opened and one that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from civilportal.demo import cast
from civilportal.demo.data import read
from civilportal.demo.script import Applicant
from civilportal.demo.stage import at
from foundation.accounts.models import User
from foundation.core.calendar import cut_off, local_date
from registry.models import Body, Sphere
from socialorder.actions.bids import drafts, opening, sealing
from socialorder.actions.keys import keys
from socialorder.actions.needs import needs
from socialorder.actions.plans import comments, plans, topics
from socialorder.actions.standards import standards
from socialorder.actions.tenders import lots, questions, tenders
from socialorder.choices import HandoverPurpose, TenderStatus
from socialorder.models import HolderKey, Need, Plan, Standard, Tender, Topic

# The passphrase of the demo's key holders is its password: there is nothing to protect, and everybody may open bids.
PASSPHRASE = cast.PASSWORD
HOLDERS = ("officer", "secretary", "auditor")
FIRST_BIDDER = 3
# The tender that is open, in the order of the data.
OPEN = 1
DAY = dt.timedelta(days=1)
PARTS = ("tasks", "activities", "results", "quality")


def is_loaded() -> bool:
    slugs = [told["slug"] for told in read("orders.toml")["tenders"]]
    return Tender.objects.filter(slug__in=slugs).exclude(status=TenderStatus.DRAFT).count() == len(slugs)


def is_open_now() -> bool:
    """Whether a tender of the demo takes bids at this moment."""
    now = timezone.now()
    prefix = read("orders.toml")["tenders"][OPEN]["slug"]
    return any(tender.is_taking_bids(now) for tender in Tender.objects.filter(slug__startswith=prefix))


def open_anew(playing: Sequence[Applicant]) -> None:
    """Each start finds a tender that takes bids: when the last one is over, it is cancelled and announced again."""
    told, now = read("orders.toml"), timezone.now()
    one = told["tenders"][OPEN]
    officer = User.objects.get(email=cast.email("akimat_officer"))
    with translation.override("kk"):
        for over in Tender.objects.filter(slug__startswith=one["slug"], status=TenderStatus.ANNOUNCED):
            tenders.cancel(tender=over, reason=one["again"], by=officer)
        plan = Plan.objects.get(topics__lots__tender__slug=one["slug"])
        named = {**one, "slug": f"{one['slug']}-{local_date(now):%Y-%m-%d}"}
        tender = _tender(named, told["parts"][OPEN], plan, officer, holders(), now)
        _bids(tender, named, told["bid"], playing, now)
        _asked(tender, named, officer, playing)


def load(playing: Sequence[Applicant]) -> None:
    """Everything in its order, at moments of the last half year."""
    if is_loaded():
        return
    told, now = read("orders.toml"), timezone.now()
    body = Body.objects.select_related("region").get(code=read("calls.toml")["bodies"]["akimat"]["code"])
    officer = User.objects.get(email=cast.email("akimat_officer"))
    with translation.override("kk"):
        with at(now - 150 * DAY):
            said = proposed(told["needs"], body, playing)
            standard = _standard(told["standard"], body, officer)
        plan = _plan(told, body, officer, standard, now)
        _discussed(told, plan, officer, playing, now)
        _answered(told, said, plan, officer, now)
        holders_ = holders()
        for place, one in enumerate(told["tenders"]):
            tender = _tender(one, told["parts"][place], plan, officer, holders_, now)
            _bids(tender, one, told["bid"], playing, now)
            _asked(tender, one, officer, playing)
            if tender.closes_at < now:
                _opened(tender, holders_)


def proposed(told: Sequence[dict[str, Any]], body: Body, playing: Sequence[Applicant]) -> list[Need]:
    """Heads of NGOs of the demo speak as citizens here."""
    found = []
    for place, one in enumerate(told):
        values = {name: one[name] for name in ("title", "people", "people_count", "problem", "effect")}
        values["sphere"] = Sphere.objects.get(pk=one["sphere"])
        author = playing[place].head
        need = Need.objects.filter(author=author, title=one["title"]).first()
        if need is None and body.region is not None:
            need = needs.propose(region=body.region, place="", values=values, by=author)
            for friend in playing[place + 1 : place + 1 + one["supports"]]:
                needs.support(need=need, by=friend.head)
        if need is not None:
            found.append(need)
    return found


def _standard(told: dict[str, Any], body: Body, officer: User) -> Standard:
    found = Standard.objects.in_force().filter(code=told["code"]).first()
    if found:
        return found
    values = {name: text for name, text in told.items() if name not in ("code", "criteria")}
    values |= {"sphere": Sphere.objects.get(pk=told["sphere"]), "unit_cost": Decimal(told["unit_cost"])}
    draft = standards.write(body=body, code=told["code"], values=values, criteria=told["criteria"], by=officer)
    return standards.approve(
        standard=draft, order_number="12-Д", approved_on=local_date(timezone.now() - 150 * DAY), by=officer
    )


def _plan(told: dict[str, Any], body: Body, officer: User, standard: Standard, now: dt.datetime) -> Plan:
    year = local_date(now).year + 1
    plan = Plan.objects.filter(body=body, year=year).first()
    if plan is None:
        with at(now - 120 * DAY):
            plan = plans.create(body=body, year=year, amount=Decimal(80_000_000), by=officer)
    for one in told["topics"][plan.topics.count() :]:
        _topic(one, plan, officer, standard)
    return plan


def _topic(told: dict[str, Any], plan: Plan, officer: User, standard: Standard) -> Topic:
    values = {name: text for name, text in told.items() if name not in ("needs", "indicator")}
    values |= {"sphere": Sphere.objects.get(pk=told["sphere"]), "region": plan.body.region}
    values |= {"unit_cost": Decimal(told["unit_cost"]), "volume": Decimal(told["volume"])}
    values |= {"grounds": told.get("grounds", ""), "standard": None if told.get("grounds") else standard}
    name_kk, name_ru, unit, target = told["indicator"]
    indicator = {"name_kk": name_kk, "name_ru": name_ru, "unit": unit, "baseline": Decimal(0)}
    rows = [{**indicator, "target": Decimal(target)}]
    return topics.add(plan=plan, values=values, place="", indicators=rows, by=officer)


def _discussed(told: dict[str, Any], plan: Plan, officer: User, playing: Sequence[Applicant], now: dt.datetime) -> None:
    if plan.approved_at is not None:
        return
    with at(now - 110 * DAY):
        plan = plans.discuss(plan=plan, until=local_date(now - 85 * DAY), by=officer)
        topic = plan.topics.order_by("number")[0]
        said = comments.comment(topic=topic, text=told["comment"]["text"], by=playing[1].head)
        comments.answer(comment=said, text=told["comment"]["answer"], by=officer)
    with at(now - 80 * DAY):
        plans.approve(plan=plan, order_number="48-Д", by=officer)


def _answered(told: dict[str, Any], said: Sequence[Need], plan: Plan, officer: User, now: dt.datetime) -> None:
    """Needs that became topics, and one that was declined."""
    listed = list(plan.topics.order_by("number"))
    with at(now - 75 * DAY):
        for place, (need, one) in enumerate(zip(said, told["needs"], strict=True)):
            if need.answered_at is not None or "answer" not in one:
                continue
            if one["answer"] == "declined":
                needs.decline(need=need, answer=one["words"], by=officer)
                continue
            number = next(order for order, topic in enumerate(told["topics"]) if place in topic["needs"])
            needs.take(need=need, topic=listed[number], answer=one["words"], by=officer)


def holders() -> list[User]:
    """Three people with keys of their own."""
    found = [User.objects.get(email=cast.email(name)) for name in HOLDERS]
    for holder in found:
        if not HolderKey.objects.filter(holder=holder).exists():
            keys.enrol(passphrase=PASSPHRASE, again=PASSPHRASE, by=holder)
    return found


def _tender(
    told: dict[str, Any], parts: dict[str, str], plan: Plan, officer: User, holders: list[User], now: dt.datetime
) -> Tender:
    closes_at = cut_off(local_date(now) + told["closes_days"] * DAY, dt.time(18))
    opens_at = closes_at - 30 * DAY
    values = {name: told[name] for name in ("title_kk", "title_ru", "title_en")}
    values |= {"opens_at": opens_at, "closes_at": closes_at, "questions_until": closes_at - 5 * DAY, "rubric": None}
    values |= {"eligibility": [{"code": "R06"}, {"code": "R08"}, {"code": "R13"}], "price_points": 30}
    with at(opens_at):
        tender = Tender.objects.filter(slug=told["slug"]).first() or tenders.create(
            body=plan.body, slug=told["slug"], values={**values, "must_sign": False}, by=officer
        )
        if tender.status == TenderStatus.DRAFT:
            topic = plan.topics.order_by("number")[told["topic"]]
            if not tender.lots.exists():
                given = {"volume": Decimal(told["volume"]), "months": told["months"], "alike_reason": ""}
                spec = {kind: {code: parts[f"{kind}_{code}"] for code in ("kk", "ru")} for kind in PARTS}
                lots.add(tender=tender, topic=topic, values=given, parts=spec, by=officer)
            keys.make(tender=tender, holders=holders, by=officer)
            tender = tenders.announce(tender=Tender.objects.get(pk=tender.pk), by=officer)
    return tender


def _bids(
    tender: Tender, told: dict[str, Any], words: dict[str, str], playing: Sequence[Applicant], now: dt.datetime
) -> None:
    """Sealed while the window was open; all in nearly the same words, so that a flag has something to show."""
    lot = tender.lots.get(number=1)
    with at(min(tender.opens_at + 10 * DAY, now)):
        for number, price in enumerate(told["prices"]):
            bidder = playing[FIRST_BIDDER + number]
            if lot.bids.filter(organisation=bidder.organisation).exists():
                continue
            values = {name: text.format(number=f"№ {number + 1}") for name, text in words.items()}
            bid, key = drafts.begin(lot=lot, organisation=bidder.organisation, by=bidder.head)
            filled = {**values, "price": price}
            bid = drafts.save(bid=bid, key=key, values=filled, version=bid.version, by=bidder.head)
            sealing.seal(bid=bid, key=key, by=bidder.head)


def _asked(tender: Tender, told: dict[str, Any], officer: User, playing: Sequence[Applicant]) -> None:
    if "question" not in told or tender.questions.exists():
        return
    with at(tender.opens_at + 3 * DAY):
        question = questions.ask(tender=tender, text=told["question"], by=playing[0].head)
        questions.answer(question=question, text=told["question_answer"], by=officer)


def _opened(tender: Tender, holders: list[User]) -> None:
    """Two of the three holders, an hour after the window."""
    if tender.status != TenderStatus.ANNOUNCED:
        return
    with at(tender.closes_at + dt.timedelta(hours=1)):
        keys.hand_over(tender=tender, purpose=HandoverPurpose.OPEN, passphrase=PASSPHRASE, by=holders[0])
        opening.open_bids(tender=tender, passphrase=PASSPHRASE, by=holders[1])
