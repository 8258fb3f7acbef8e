"""Social orders at each of their states, reached by calling the real actions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import local_date
from registry.choices import BodyKind, Role
from registry.models import Body, Organisation
from socialorder.actions.bids import drafts, opening, sealing
from socialorder.actions.keys import keys
from socialorder.actions.needs import needs
from socialorder.actions.plans import plans, topics
from socialorder.actions.standards import standards
from socialorder.actions.tenders import lots, tenders
from socialorder.choices import HandoverPurpose
from socialorder.models import Bid, Lot, Need, Plan, Standard, Tender, Topic
from tests.builders.kept import kept
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory, RegionFactory, SphereFactory

PASSPHRASE = "nine words are easy to keep"
NOW = dt.datetime(2026, 11, 2, 9, tzinfo=dt.UTC)
PARTS = {
    "tasks": {"kk": "Отбасыларға көмек көрсету", "ru": "Помогать семьям"},
    "activities": {"kk": "Апта сайын кеңес беру", "ru": "Еженедельно консультировать"},
    "results": {"kk": "Отбасылар өздері шешеді", "ru": "Семьи справляются сами"},
    "quality": {"kk": "Сауалнама жүргізіледі", "ru": "Проводится опрос"},
}


@dataclass
class World:
    """An akimat with its officer, a standard, an approved plan with one topic."""

    body: Body
    officer: User
    standard: Standard
    plan: Plan
    topic: Topic
    holders: list[User] = field(default_factory=list)

    def lot(self, tender: Tender) -> Lot:
        return tender.lots.get(number=1)


def at(moment: dt.datetime) -> Any:
    return clock.playing(moment)


def officer_of(body: Body) -> User:
    user = UserFactory()
    MembershipFactory(user=user, organisation=None, body=body, role=Role.OFFICER)
    return user


def akimat() -> tuple[Body, User]:
    body = BodyFactory(kind=BodyKind.AKIMAT, region=RegionFactory())
    return body, officer_of(body)


def need_values(**given: Any) -> dict[str, Any]:
    values = {"sphere": SphereFactory(), "title": "A day centre", "people": "families of children with autism"}
    values |= {"people_count": 120, "problem": "The nearest one is 200 km away", "effect": ""}
    return {**values, **given}


def need(author: User | None = None, **given: Any) -> Need:
    region = given.pop("region", None) or RegionFactory()
    return needs.propose(region=region, place="", values=need_values(**given), by=author or UserFactory())


def standard_values(**given: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"sphere": SphereFactory(), "title_en": "Day centre", "unit_cost": Decimal("50000.00")}
    for code in ("kk", "ru"):
        values |= {f"title_{code}": f"Day centre {code}", f"content_{code}": f"Content {code}", f"unit_{code}": "month"}
    return {**values, "cost_grounds": "Wages and rent of 2026", **given}


CRITERIA = [{"text_kk": "Сапа", "text_ru": "Качество", "measure": "poll, 80 %"}]


def approved_standard(body: Body, officer: User, code: str = "day-centre", **given: Any) -> Standard:
    found = standards.write(body=body, code=code, values=standard_values(**given), criteria=CRITERIA, by=officer)
    return standards.approve(standard=found, order_number="1", approved_on=dt.date(2026, 1, 10), by=officer)


INDICATORS = [{"name_kk": "Отбасы", "name_ru": "Семьи", "unit": "n", "baseline": Decimal(0), "target": Decimal(40)}]


def topic_values(standard: Standard | None, region: Any, **given: Any) -> dict[str, Any]:
    values: dict[str, Any] = {"title_en": "", "sphere": SphereFactory(), "region": region, "standard": standard}
    for name in ("title", "goal", "people", "result"):
        values |= {f"{name}_kk": f"{name} kk", f"{name}_ru": f"{name} ru"}
    cost = standard.unit_cost if standard else Decimal(1000)
    values |= {"unit_cost": cost, "volume": Decimal(100), "grounds": "", "months": 12}
    return {**values, **given}


@kept
def planned(amount: int = 20_000_000) -> World:
    """A plan that is still a draft."""
    body, officer = akimat()
    standard = approved_standard(body, officer, code=f"day-centre-{body.pk}")
    plan = plans.create(body=body, year=2027, amount=Decimal(amount), by=officer)
    values = topic_values(standard, body.region)
    topic = topics.add(plan=plan, values=values, place="", indicators=INDICATORS, by=officer)
    return World(body, officer, standard, plan, topic)


@kept
def approved(amount: int = 20_000_000) -> World:
    """A plan that was discussed and approved."""
    world = planned(amount)
    with at(NOW - dt.timedelta(days=60)):
        until = local_date(clock.now()) + dt.timedelta(days=20)
        plans.discuss(plan=world.plan, until=until, by=world.officer)
    with at(NOW - dt.timedelta(days=30)):
        world.plan = plans.approve(plan=world.plan, order_number="7", by=world.officer)
    world.topic.refresh_from_db()
    return world


def tender_values(**given: Any) -> dict[str, Any]:
    values = {"title_kk": "Тендер", "title_ru": "Тендер", "title_en": "Tender", "opens_at": NOW, "rubric": None}
    values |= {"closes_at": NOW + dt.timedelta(days=20), "questions_until": NOW + dt.timedelta(days=10)}
    return {**values, "eligibility": [{"code": "R06"}], "price_points": 30, "must_sign": False, **given}


LOT_VALUES = {"volume": Decimal(40), "months": 10, "alike_reason": ""}


@kept
def drafted(world: World | None = None, slug: str = "day-centres", **given: Any) -> tuple[World, Tender]:
    """A draft tender with one lot of two million tenge."""
    world = world or approved()
    tender = tenders.create(body=world.body, slug=slug, values=tender_values(**given), by=world.officer)
    lots.add(tender=tender, topic=world.topic, values=LOT_VALUES, parts=PARTS, by=world.officer)
    return world, tender


def holder() -> User:
    user = UserFactory()
    keys.enrol(passphrase=PASSPHRASE, again=PASSPHRASE, by=user)
    return user


@kept
def announced(world: World | None = None, slug: str = "day-centres", **given: Any) -> tuple[World, Tender]:
    """An announced tender whose key three people hold."""
    with at(NOW):
        world, tender = drafted(world, slug, **given)
        world.holders = world.holders or [holder() for _n in range(3)]
        keys.make(tender=tender, holders=world.holders, by=world.officer)
        tender = tenders.announce(tender=Tender.objects.get(pk=tender.pk), by=world.officer)
    return world, tender


def bidder(**given: Any) -> tuple[Organisation, User]:
    organisation = OrganisationFactory(**given)
    user = UserFactory()
    MembershipFactory(user=user, organisation=organisation, role=Role.NGO_HEAD)
    return organisation, user


def bid_values(price: str = "1800000.00", words: str = "We will help families") -> dict[str, str]:
    texts = {name: f"{words}: {name}" for name in ("approach", "activities", "staff", "experience")}
    return {**texts, "price": price}


def begun(lot: Lot, values: dict[str, str] | None = None, **given: Any) -> tuple[Bid, bytes, User]:
    """A bid that was begun and written."""
    organisation, user = bidder(**given)
    with at(NOW + dt.timedelta(days=1)):
        bid, key = drafts.begin(lot=lot, organisation=organisation, by=user)
        bid = drafts.save(bid=bid, key=key, values=values or bid_values(), version=bid.version, by=user)
    return bid, key, user


def sealed(lot: Lot, values: dict[str, str] | None = None, **given: Any) -> tuple[Bid, bytes, User]:
    """A sealed bid."""
    bid, key, user = begun(lot, values, **given)
    with at(NOW + dt.timedelta(days=2)):
        bid = sealing.seal(bid=bid, key=key, by=user)
    return bid, key, user


def opened(world: World, tender: Tender, first: int = 0, second: int = 1) -> Tender:
    """Two of the holders open all bids a minute after the window."""
    with at(tender.closes_at + dt.timedelta(minutes=1)):
        agreeing = {"tender": tender, "purpose": HandoverPurpose.OPEN, "passphrase": PASSPHRASE}
        keys.hand_over(**agreeing, by=world.holders[first])
        return opening.open_bids(tender=tender, passphrase=PASSPHRASE, by=world.holders[second])
