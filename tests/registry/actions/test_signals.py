"""Signals over planted facts: what must be found is found, and nothing else."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from foundation.audit.models import Event
from foundation.core import clock
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import funding, signals
from registry.choices import FundingKind, SignalRule, SignalStatus
from registry.models import Funding, Organisation, RuleParameters, Signal, Sphere
from registry.rules.signals import WHY, explained
from tests.builders import registry as build
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
YEAR = dt.date(2026, 2, 1)


def award(organisation: Organisation, title: str, **values: Any) -> Funding:
    base = {"title": title, "payer_name": "Ministry", "amount": Decimal(100_000), "decided_on": YEAR}
    reference = f"{organisation.pk}-{title}-{values.get('payer_name', '')}-{values.get('decided_on', '')}"
    with transaction.atomic():
        return funding.enter(
            organisation=organisation, kind=FundingKind.ORDER, reference=reference, values=base | values, by=None
        )


def compute() -> dict[str, int]:
    with clock.playing(TODAY):
        return signals.compute().counts


def counts(**changes: int) -> dict[str, int]:
    return {"raised": 0, "renewed": 0, "replaced": 0, "lapsed": 0} | changes


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered(9000, registered_on=dt.date(2015, 1, 1))


def pair(organisation: Organisation) -> tuple[Funding, Funding]:
    return (
        award(organisation, "Мектеп оқушыларына арналған робототехника үйірмесі"),
        award(organisation, "Робототехника үйірмесі мектеп оқушыларына", payer_name="Akimat"),
    )


def test_planted_pairs_are_found_with_full_precision_and_recall(reference: None) -> None:
    """Two hundred organisations with ordinary awards, twenty with a pair, and decoys that only look like pairs."""
    chance = random.Random(17)  # noqa: S311 - nothing secret
    words = [
        "сад",
        "школа",
        "помощь",
        "дом",
        "пожилые",
        "спорт",
        "степь",
        "вода",
        "язык",
        "театр",
        "право",
        "музей",
        "лес",
        "дети",
        "семья",
        "мост",
        "река",
        "хлеб",
        "песня",
        "ткань",
        "огонь",
        "книга",
        "село",
        "пчёлы",
        "врачи",
        "карта",
        "голос",
        "сеть",
        "сцена",
        "архив",
    ]
    planted = set()
    organisations = OrganisationFactory.create_batch(220, registered_on=dt.date(2015, 1, 1))
    for number, one in enumerate(organisations):
        mine = chance.sample(words, 10)
        award(one, " ".join(mine[:4]))
        award(one, " ".join(mine[4:8]), payer_name="Akimat")
        if number < 20:
            title = " ".join(chance.sample(words, 5))
            swapped = " ".join([*title.split()[1:], title.split()[0]])
            planted.add((award(one, f"{title} х").pk, award(one, swapped, payer_name="Akimat").pk))
        elif number < 40:  # the same festival each year, with the year in its title
            award(one, f"Фестиваль {mine[0]} 2025", decided_on=dt.date(2025, 9, 1))
            award(one, f"Фестиваль {mine[0]} 2026", payer_name="Akimat")
        elif number < 60:  # the same title, but one ends before the other begins
            award(one, "Лагерь у реки", decided_on=dt.date(2024, 1, 1))
            award(one, "Лагерь у реки", payer_name="Akimat")
        elif number < 80:  # two organisations with one title
            award(one, "Общая программа помощи")

    compute()

    raised = Signal.objects.filter(rule=SignalRule.DUPLICATE)
    found = {tuple(sorted(one.rows.values_list("pk", flat=True))) for one in raised}
    precision, recall = len(found & planted) / len(found), len(found & planted) / len(planted)
    assert (precision, recall) == (1.0, 1.0)


def test_one_body_paying_twice_is_another_question(organisation) -> None:
    award(organisation, "Помощь на дому пожилым людям района")
    award(organisation, "Помощь на дому пожилым людям района", decided_on=dt.date(2026, 3, 1))

    compute()

    assert list(Signal.objects.values_list("rule", flat=True)) == [SignalRule.REPEATED]


def test_a_large_share_of_a_region_and_of_a_sphere_is_asked_about(organisation) -> None:
    sphere = Sphere.objects.get(pk=3)
    award(organisation, "Большой лес", amount=Decimal(20_000_000), sphere=sphere)
    for number in range(5):
        other = OrganisationFactory(registered_on=dt.date(2015, 1, 1))
        award(other, f"Сад {number}", amount=Decimal(4_000_000), sphere=sphere)

    compute()

    shares = Signal.objects.filter(organisation=organisation).order_by("rule")
    assert [(one.rule, one.context["percent"], one.inputs["step"]) for one in shares] == [
        (SignalRule.REGION_SHARE, "50.0", 50),
        (SignalRule.SPHERE_SHARE, "50.0", 50),
    ]
    assert Signal.objects.count() == 2
    labels = [label for label, _value in explained(shares[0])]
    assert labels[-2:] == ["It is asked from", "Its share"]


def test_a_region_with_few_recipients_asks_nothing(organisation) -> None:
    award(organisation, "Большой лес", amount=Decimal(20_000_000))

    assert compute() == counts()


@pytest.mark.parametrize(("staff", "expected"), [("2", 1), ("3", 0), (None, 1)])
def test_many_running_awards_are_weighed_against_the_staff(organisation, staff, expected: int) -> None:
    if staff is not None:
        build.annual_filed(organisation, 2025)
        organisation.annual_information.update(staff=int(staff))
    for number, title in enumerate(("Лес", "Вода", "Музей", "Спорт", "Театр")):
        award(organisation, title, payer_name=f"Akimat {number}")

    compute()

    found = Signal.objects.filter(rule=SignalRule.RUNNING)
    assert found.count() == expected
    if expected:
        told = dict(explained(found[0]))
        assert told["Awards that run at once"] == "5"


def test_many_strange_spheres_are_asked_about(organisation) -> None:
    for number, title in ((3, "Лес"), (5, "Семья"), (9, "Право"), (10, "Театр")):
        award(organisation, title, sphere=Sphere.objects.get(pk=number))

    compute()

    found = Signal.objects.get(rule=SignalRule.SPHERES)
    assert (found.inputs["spheres"], found.inputs["strange"]) == ([3, 5, 9, 10], [5, 9, 10])


@pytest.mark.parametrize(
    ("registered_on", "amount", "expected"),
    [
        (dt.date(2025, 6, 1), 10_000_000, 1),
        (dt.date(2025, 1, 31), 10_000_000, 0),
        (dt.date(2025, 6, 1), 1_000_000, 0),
    ],
)
def test_large_money_soon_after_registration_is_asked_about(reference, registered_on, amount, expected) -> None:
    award(build.registered(registered_on=registered_on), "Мост", amount=Decimal(amount))

    compute()

    assert Signal.objects.filter(rule=SignalRule.NEW).count() == expected


def test_the_same_facts_are_raised_once(organisation) -> None:
    head = build.head_of(organisation)
    first, second = pair(organisation)

    assert compute() == counts(raised=1)
    assert compute() == counts()

    signal = Signal.objects.get()
    assert sorted(signal.rows.values_list("pk", flat=True)) == [first.pk, second.pk]
    assert (signal.certainty, signal.parameters["similarity"]) == ("M", "0.70")
    assert Event.objects.filter(verb="registry.signal.raised").count() == 1
    assert Message.objects.filter(recipient=head, key__startswith="registry.signal.").count() == 1


def test_a_dismissed_one_stays_dismissed_until_its_facts_change(organisation) -> None:
    pair(organisation)
    compute()
    officer = build.officer()
    signals.decide(signal=Signal.objects.get(), step="dismiss", reason="Two groups of children", by=officer)

    assert compute() == counts()
    award(organisation, "Робототехника үйірмесі мектеп оқушыларына", payer_name="Akimat", amount=Decimal(200_000))

    assert compute() == counts(raised=1)
    assert list(Signal.objects.order_by("pk").values_list("status", flat=True)) == [
        SignalStatus.DISMISSED,
        SignalStatus.OPEN,
    ]


def test_changed_facts_replace_and_gone_facts_lapse_and_come_back(organisation) -> None:
    _first, second = pair(organisation)
    compute()
    Funding.objects.filter(pk=second.pk).update(amount=Decimal(7))
    assert compute() == counts(raised=1, replaced=1)

    Funding.objects.filter(pk=second.pk).update(amount=second.amount)
    assert compute() == counts(renewed=1, replaced=1)

    with transaction.atomic():
        funding.annul(kind=second.kind, reference=second.reference, reason="Returned", by=None)
    assert compute() == counts(lapsed=1)


def test_moving_money_of_others_asks_nothing_anew(organisation) -> None:
    award(organisation, "Большой лес", amount=Decimal(20_000_000))
    others = [OrganisationFactory(registered_on=dt.date(2015, 1, 1)) for _ in range(6)]
    for number, other in enumerate(others):
        award(other, f"Сад {number}", amount=Decimal(3_000_000))
    assert compute() == counts(raised=1)

    award(others[0], "Ещё сад", amount=Decimal(100_000))

    assert compute() == counts()
    assert Signal.objects.get().context["total"] == "38100000.00"


def test_the_organisation_answers_and_an_officer_keeps(organisation) -> None:
    pair(organisation)
    compute()
    signal, head, officer = Signal.objects.get(), build.head_of(organisation), build.officer()

    signals.answer(signal=signal, text=" Two groups ", by=head)
    signals.answer(signal=signal, text="And two towns", by=head)
    signals.decide(signal=signal, step="keep", reason="To be read with the report", by=officer)

    signal.refresh_from_db()
    assert (signal.status, signal.decided_by) == (SignalStatus.KEPT, officer)
    assert list(signal.answers.values_list("text", flat=True)) == ["Two groups", "And two towns"]
    with pytest.raises(TransitionNotAllowed):
        signals.answer(signal=signal, text="Too late", by=head)


def test_who_may_not_answer_or_decide(organisation) -> None:
    pair(organisation)
    compute()
    signal, head, officer = Signal.objects.get(), build.head_of(organisation), build.officer()

    for act in (
        lambda: signals.answer(signal=signal, text="We", by=officer),
        lambda: signals.decide(signal=signal, step="dismiss", reason="We", by=head),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(Invalid):
        signals.decide(signal=signal, step="dismiss", reason=" ", by=officer)
    signal.refresh_from_db()
    assert signal.status == SignalStatus.OPEN


def test_a_rule_without_parameters_in_force_is_not_applied(organisation) -> None:
    pair(organisation)
    RuleParameters.objects.filter(code="signal.duplicate").update(valid_from=dt.date(2027, 1, 1))

    assert compute() == counts()


def test_every_rule_says_why_it_asks() -> None:
    assert sorted(WHY) == sorted(SignalRule.values)
