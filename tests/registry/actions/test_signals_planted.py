"""A planted country: projects sold twice, people promised twice, regions with one supplier, among honest decoys."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import transaction

from foundation.audit.models import Event
from foundation.core import clock
from registry.actions import funding, project_teams, signals
from registry.choices import FundingKind, SignalRule
from registry.models import Funding, Organisation, ProjectPerson, Signal
from registry.queries.money import money_of
from registry.rules.signals import WHY, explained
from tests.factories.registry import OrganisationFactory, RegionFactory

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
START, END = dt.date(2026, 2, 1), dt.date(2026, 11, 30)
SUBJECTS = ("қарттарға", "жастарға", "көпбалалы отбасыларға", "мүгедек балаларға", "ауыл әйелдеріне", "студенттерге")
WORKS = (
    "үйде көмек көрсету",
    "сенім телефоны",
    "кәсіпке оқыту",
    "құқықтық кеңес беру",
    "жазғы лагерь",
    "театр үйірмесі",
)
PLACES = ("Теміртау", "Балқаш", "Сәтбаев", "Приозёрск", "Абай ауданы", "Нұра ауданы", "Осакаров", "Шет ауданы")


class World:
    """Organisations of four regions and their awards; ``planted`` are the pairs and people that must be found."""

    def __init__(self) -> None:
        self.chance = random.Random(6)  # noqa: S311 - nothing secret
        self.regions = [RegionFactory(code=f"{number}0000000") for number in (35, 43, 59, 61)]
        self.organisations = [
            OrganisationFactory(region=self.regions[number % 4], registered_on=dt.date(2010, 1, 1))
            for number in range(80)
        ]
        self.planted: dict[str, set[tuple[int, ...]]] = {rule: set() for rule in SignalRule.values}
        self.count = 0

    def award(self, organisation: Organisation, title: str, amount: int, **values: object) -> Funding:
        self.count += 1
        kind = (FundingKind.ORDER, FundingKind.GRANT, FundingKind.PREMIUM)[self.count % 3]
        told = {"title": title, "payer_name": f"Body {self.count}", "amount": Decimal(amount), "decided_on": START}
        told |= {"starts_on": START, "ends_on": END, "region": organisation.region, **values}
        return funding.enter(organisation=organisation, kind=kind, reference=f"r{self.count}", values=told, by=None)

    def title(self) -> str:
        """One of many titles that share half of their words."""
        pick = self.chance.choice
        return f"{pick(SUBJECTS)} арналған {pick(WORKS)}, {pick(PLACES)}, {pick(PLACES)} және {pick(PLACES)}"

    def reworded(self, title: str) -> str:
        """The same project in slightly other words."""
        kinds = (
            lambda text: text.replace("арналған ", ""),
            lambda text: f"«{text}» жобасы",
            lambda text: text.replace(" және ", ", "),
            lambda text: " ".join([*text.split()[1:], text.split()[0]]),
            lambda text: text.replace("ө", "о").replace("ұ", "у"),
        )
        return self.chance.choice(kinds)(title)


@pytest.fixture
def world(reference: None) -> World:
    return World()


def _plant_copies(world: World) -> None:
    """Twelve projects that a second organisation of the region sells again for nearly the same money."""
    for number in range(12):
        first, second = world.organisations[number], world.organisations[number + 4]
        title, amount = f"{world.title()} орталығы", 2_000_000 + number * 700_000
        one = world.award(first, title, amount)
        other = world.award(
            second, world.reworded(title), int(amount * 0.95), decided_on=START + dt.timedelta(days=20 + number)
        )
        world.planted[SignalRule.ACROSS].add((one.pk, other.pk))


def _plant_decoys(world: World) -> None:
    """What looks like a copy and is none."""
    for number in range(12, 24):
        first, second = world.organisations[number], world.organisations[number + 4]
        title, amount = f"{world.title()} желісі", 40_000_000 + number * 5_000_000
        world.award(first, title, amount)
        variant = number % 6
        later = {"decided_on": START + dt.timedelta(days=30)}
        if variant == 0:  # lots of one tender
            world.award(second, title, amount, payer_name=f"Body {world.count}")
        elif variant == 1:  # another region
            world.award(world.organisations[number + 1], title, amount, **later)
        elif variant == 2:  # another size
            world.award(second, title, amount // 2, **later)
        elif variant == 3:  # the year after
            world.award(
                second, title, amount, starts_on=END + dt.timedelta(days=1), ends_on=dt.date(2027, 9, 1), **later
            )
        elif variant == 4:  # the second stage of a numbered programme
            world.award(second, f"{title} 2", amount, **later)
        else:  # a title that says nothing
            world.award(first, "Әлеуметтік жоба", amount)
            world.award(second, "Әлеуметтік жоба", amount, **later)


def _plant_people(world: World) -> None:
    """Eight people in two teams of different organisations with 120 per cent and more; eight with less or one after another."""
    for number in range(16):
        mine, theirs = world.organisations[40 + number], world.organisations[40 + (number + 5) % 16]
        spread = number % 2 == 0
        one = world.award(mine, f"Тәлім {WORKS[number % 6]} {number}", 100_000_000 + number * 40_000_000)
        later = {} if number % 4 else {"starts_on": START + dt.timedelta(days=60)}
        if not spread and number % 4 == 3:
            later = {"starts_on": END + dt.timedelta(days=1), "ends_on": dt.date(2027, 11, 1)}
        other = world.award(theirs, f"Даму {PLACES[number % 8]} {number}", 900_000_000 + number * 90_000_000, **later)
        name = f"Демо Адам{number}"
        for award, workload, written in ((one, 70, name), (other, 50 if spread else 30, f" {name.upper()} ")):
            project_teams.name_team(award=award, people=[(written, workload), (f"Жалғыз {award.pk}", 100)], by=None)
        if spread:
            world.planted[SignalRule.TEAM].add((one.pk, other.pk))


def test_what_was_planted_is_found_and_nothing_else(world: World) -> None:
    with transaction.atomic():
        for organisation in world.organisations[56:]:
            world.award(organisation, world.title(), world.chance.randrange(1_000_000, 9_000_000, 1000))
        _plant_copies(world)
        _plant_decoys(world)
        _plant_people(world)
    with clock.playing(TODAY):
        signals.compute()

    measured = {}
    for rule in (SignalRule.ACROSS, SignalRule.TEAM):
        raised = Signal.objects.filter(rule=rule)
        found = {tuple(sorted(one.rows.values_list("pk", flat=True))) for one in raised}
        planted = {tuple(sorted(pair)) for pair in world.planted[rule]}
        measured[rule] = (len(found & planted) / len(found), len(found & planted) / len(planted))
    # Precision and recall. A copy with its first word moved to the end and the like is found; none of the decoys is.
    assert measured[SignalRule.ACROSS][0] == 1.0
    assert measured[SignalRule.ACROSS][1] >= 0.9
    assert measured[SignalRule.TEAM] == (1.0, 1.0)
    _cites_what_it_stands_on()
    assert Event.objects.filter(verb="registry.funding.team_named").exclude(changes__people=[0, 2]).count() == 0
    # A person's name is in no event and in no fact of a signal.
    assert not Event.objects.filter(changes__icontains="Демо Адам").exists()
    assert not Signal.objects.filter(inputs__icontains="адам").exists()


def _cites_what_it_stands_on() -> None:
    """No signal without cited awards, thresholds, an explanation and a sentence that it may be nothing."""
    for one in Signal.objects.all():
        assert one.rows.exists()
        assert one.parameters["source"]
        assert "may" in str(WHY[one.rule])
        lines = dict(explained(one))
        if one.rule == SignalRule.TEAM:
            assert lines["Person"].startswith(" Демо".strip())
            assert lines["Promised together"] == "120 %"
            assert sorted(one.inputs["awards"]) == sorted(one.rows.values_list("pk", flat=True))
        if one.rule == SignalRule.ACROSS:
            assert lines["They differ by"].endswith(" %")
            assert lines["Organisations"].count(";") == 1


def test_a_team_named_again_changes_nothing_and_a_smaller_one_lets_the_signal_lapse(world: World) -> None:
    mine, theirs = world.organisations[:2]
    with transaction.atomic():
        one, other = world.award(mine, "Лес", 1000), world.award(theirs, "Вода", 1000)
        for award in (one, other):
            project_teams.name_team(award=award, people=[("Демо Адам", 60), ("демо адам", 5), ("", 50)], by=None)
        rows = list(ProjectPerson.objects.values_list("pk", flat=True))
        project_teams.name_team(award=one, people=[("Демо Адам", 65)], by=None)
    assert list(ProjectPerson.objects.values_list("pk", flat=True)) == rows
    assert ProjectPerson.objects.get(award=one).workload == 65
    with clock.playing(TODAY):
        assert signals.compute().counts["raised"] == 2
        with transaction.atomic():
            project_teams.name_team(award=one, people=[("Демо Адам", 35)], by=None)
        assert signals.compute().counts == {"raised": 0, "renewed": 0, "replaced": 0, "lapsed": 2}


def test_one_page_has_the_money_of_all_bodies_and_kinds_and_adds_up(world: World, client) -> None:
    organisation = world.organisations[0]
    with transaction.atomic():
        amounts = [world.award(organisation, f"Award {number}", 1000 + number).amount for number in range(6)]

    money = money_of(organisation)

    assert money.whole.total == sum(amounts)
    assert sum(part.total for part in money.payers) == sum(part.total for part in money.years) == sum(amounts)
    assert sum(money.whole.by_kind) == sum(amounts)
