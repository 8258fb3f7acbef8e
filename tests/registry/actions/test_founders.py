from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
from registry.actions import founders
from registry.actions.founders import Facts
from registry.choices import FounderKind
from registry.models import Founder, Organisation
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import demo_bin

pytestmark = pytest.mark.django_db

IIN = "900101300017"
PERSON = Facts(kind=FounderKind.PERSON, name="  Айгүл   Ойдан ", iin=IIN, since=dt.date(2020, 5, 5))
LEGAL = Facts(kind=FounderKind.LEGAL, name="ОФ «Учредитель»", bin=f" {demo_bin(7)} ", iin="ignored")


@pytest.fixture
def organisation(reference: None) -> Organisation:
    return build.registered()


def told(organisation: Organisation) -> list[tuple]:
    return list(organisation.founders.values_list("kind", "name", "bin", "iin", "since", "until"))


def test_the_head_tells_who_founded_it(organisation: Organisation) -> None:
    founders.replace(organisation=organisation, founders=[PERSON, LEGAL], by=build.head_of(organisation))

    assert told(organisation) == [
        ("person", "Айгүл Ойдан", "", IIN, dt.date(2020, 5, 5), None),
        ("legal", "ОФ «Учредитель»", demo_bin(7), "", None, None),
    ]
    version = organisation.versions.order_by("-id").first()
    assert version.changes["founders"] == [
        [],
        [
            {"kind": "person", "name": "Айгүл Ойдан", "bin": "", "since": "2020-05-05", "until": ""},
            {"kind": "legal", "name": "ОФ «Учредитель»", "bin": demo_bin(7), "since": "", "until": ""},
        ],
    ]
    assert version.changes["founder_iin"] is None
    event = Event.objects.latest("id")
    assert event.verb == "registry.organisation.founders_changed"
    assert IIN not in str(event.changes)


def test_a_known_founder_keeps_its_number_and_others_go(organisation: Organisation) -> None:
    founders.replace(organisation=organisation, founders=[PERSON, LEGAL], by=None)
    known = organisation.founders.get(kind=FounderKind.PERSON)

    founders.replace(
        organisation=organisation,
        founders=[Facts(kind=FounderKind.PERSON, name=known.name, until=dt.date(2024, 1, 1), pk=known.pk)],
        by=build.officer(),
    )

    assert told(organisation) == [("person", "Айгүл Ойдан", "", IIN, None, dt.date(2024, 1, 1))]
    assert organisation.founders.get().pk == known.pk


def test_the_same_list_again_writes_nothing(organisation: Organisation) -> None:
    founders.replace(organisation=organisation, founders=[PERSON], by=None)
    before = Event.objects.count(), organisation.versions.count()
    known = organisation.founders.get()

    founders.replace(
        organisation=organisation,
        founders=[Facts(kind=known.kind, name=known.name, since=known.since, pk=known.pk)],
        by=None,
    )

    assert (Event.objects.count(), organisation.versions.count()) == before


def test_a_number_alone_is_only_named(organisation: Organisation) -> None:
    founders.replace(organisation=organisation, founders=[Facts(kind=FounderKind.PERSON, name="A")], by=None)
    known = organisation.founders.get()
    assert list(organisation.versions.order_by("-id").first().changes) == ["founders"]

    founders.replace(
        organisation=organisation, founders=[Facts(kind=known.kind, name="A", iin=IIN, pk=known.pk)], by=None
    )

    assert organisation.versions.order_by("-id").first().changes == {"founder_iin": None}


def test_a_founder_of_another_organisation_is_not_touched(organisation: Organisation) -> None:
    other = build.registered(2)
    founders.replace(organisation=other, founders=[PERSON], by=None)
    foreign = other.founders.get()

    founders.replace(
        organisation=organisation, founders=[Facts(kind=FounderKind.PERSON, name="B", pk=foreign.pk)], by=None
    )

    assert [name for _kind, name, *_rest in told(other)] == ["Айгүл Ойдан"]
    assert [(name, iin) for _kind, name, _bin, iin, *_rest in told(organisation)] == [("B", "")]


@pytest.mark.parametrize(
    ("wrong", "field", "rule"),
    [
        (Facts(kind="king", name="A"), "founders-1-kind", ""),
        (Facts(kind=FounderKind.PERSON, name=" "), "founders-1-name", ""),
        (Facts(kind=FounderKind.LEGAL, name="A", bin="450140000016"), "founders-1-bin", "R04"),
        (Facts(kind=FounderKind.PERSON, name="A", iin="1"), "founders-1-iin", "R05"),
        (
            Facts(kind=FounderKind.PERSON, name="A", since=dt.date(2020, 1, 2), until=dt.date(2020, 1, 1)),
            "founders-1-until",
            "",
        ),
    ],
)
def test_each_fault_is_told_at_its_row_and_field(organisation: Organisation, wrong: Facts, field, rule) -> None:
    with pytest.raises(Invalid) as refused:
        founders.replace(organisation=organisation, founders=[PERSON, wrong], by=None)

    assert [(fault.field, fault.rule) for fault in refused.value.faults] == [(field, rule)]
    assert told(organisation) == []


def test_strangers_tell_nothing(organisation: Organisation) -> None:
    for user in (UserFactory(), build.head_of(build.registered(2))):
        with pytest.raises(NotPermitted):
            founders.replace(organisation=organisation, founders=[PERSON], by=user)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "person", "bin": demo_bin(7)},
        {"kind": "legal", "iin": IIN},
        {"kind": "person", "name": ""},
        {"kind": "person", "since": dt.date(2020, 1, 2), "until": dt.date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_a_wrong_row(organisation: Organisation, values) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Founder.objects.create(organisation=organisation, **{"name": "A"} | values)
