from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from registry.actions import founders, organisations
from registry.actions.founders import Facts
from registry.choices import FounderKind, LegalForm, OrganisationStatus
from registry.models import Organisation, Region
from registry.queries import history
from registry.queries.history import PAGE_SIZE, pieces
from tests.builders import registry as build
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


def told(organisation: Organisation) -> list[tuple[str, str, str]]:
    return [(change.label, change.old, change.new) for change in history(organisation).lines[0].changes]


def test_codes_become_words_of_the_reader(reference: None) -> None:
    organisation, other = build.registered(), build.registered(2)
    organisations.update(
        organisation=organisation,
        values={
            "status": OrganisationStatus.SUSPENDED,
            "region": Region.objects.get(pk=build.ALMATY),
            "kato": "750000000",
            "merged_into": other,
            "registered_on": dt.date(2021, 2, 3),
            "is_charity": True,
            "sdgs": [4],
            "languages": ["kk", "ru"],
        },
        spheres=[3, 10],
        by=None,
    )

    assert told(organisation) == [
        ("Status", "Active", "Suspended"),
        ("Region", "Astana", "Almaty"),
        ("Place (KATO)", "nothing", "Almaty › 750000000"),
        ("Replaced by", "nothing", "Invented Fund 2"),
        ("Spheres of activity", "protection of the environment", "protection of the environment; culture and art"),
        ("Registered on", "5 May 2020", "3 February 2021"),
        ("Works as a charity", "no", "yes"),
        ("Sustainable Development Goals", "nothing", "4. Quality education"),
        ("Working languages", "nothing", "Kazakh; Russian"),
    ]
    with translation.override("ru"):
        assert told(organisation)[1] == ("Регион", "г. Астана", "г. Алматы")


def test_founders_branches_and_a_logo_are_told(reference: None) -> None:
    organisation = build.registered()
    told_now = [
        Facts(
            kind=FounderKind.PERSON, name="A", since=dt.date(2020, 5, 5), until=dt.date(2021, 1, 1), iin="900101300017"
        )
    ]
    founders.replace(organisation=organisation, founders=told_now, by=None)
    assert told(organisation)[0] == ("Founders", "nothing", "A (person) from 5 May 2020 until 1 January 2021")
    number = history(organisation).lines[0].changes[1]
    assert (number.label, number.is_personal, number.pieces) == ("Personal number of a founder", True, [])

    build.registered(3, bin="450741000429", legal_form=LegalForm.BRANCH, parent=organisation)
    assert told(organisation) == [("Branches", "nothing", "Invented Fund 3")]


def test_an_empty_side_is_not_shown(reference: None) -> None:
    organisation = build.registered(phone="1")
    organisations.update(organisation=organisation, values={"phone": "", "address": "2", "is_charity": True}, by=None)

    (version, _entered) = history(organisation).lines

    assert [change.pieces for change in version.changes] == [
        [("new", "2")],
        [("gone", "1")],
        [("gone", "no"), ("new", "yes")],
    ]


def test_who_is_an_officer_the_organisation_or_the_portal(reference: None) -> None:
    organisation = build.registered()
    officer = build.officer()
    organisations.update(organisation=organisation, values={"phone": "1"}, by=build.head_of(organisation))
    organisations.update(organisation=organisation, values={"phone": "2"}, by=officer, reason="A call")

    lines = history(organisation).lines

    body = lines[0].who.split("officer: ")[1]
    assert body.startswith("Invented Body")
    assert [(line.who, line.reason, line.title) for line in lines] == [
        (f"{officer}, officer: {body}", "A call", "Changed"),
        ("The organisation itself", "", "Changed"),
        ("The portal itself", "", "Entered in the registry"),
    ]


def test_a_record_that_came_by_a_file_says_so(reference: None) -> None:
    organisation = OrganisationFactory()

    (line,) = history(organisation).lines

    assert (line.title, line.who, line.at) == (
        "Entered in the registry",
        "Loaded from a file of the state register",
        organisation.created_at,
    )


def test_a_long_history_has_pages(reference: None) -> None:
    organisation = build.registered()
    for number in range(PAGE_SIZE + 1):
        organisations.update(organisation=organisation, values={"phone": str(number)}, by=None)

    first = history(organisation)
    second = history(organisation, first.before)

    assert (len(first.lines), len(second.lines), second.before) == (PAGE_SIZE, 2, 0)
    assert [line.changes[0].new for line in (first.lines[0], first.lines[-1], second.lines[0])] == ["30", "1", "0"]
    assert history(organisation, 10**15) == first


@pytest.mark.parametrize("count", [1, 3])
def test_its_length_costs_no_query(reference: None, django_assert_num_queries, count: int) -> None:
    organisation = build.registered()
    for number in range(count):
        organisations.update(organisation=organisation, values={"phone": str(number)}, spheres=[number + 5], by=None)

    with django_assert_num_queries(3):  # versions, spheres, regions of the first version
        assert len(history(organisation).lines) == count + 1


OLD = "Мы сажаем деревья в степи и учим детей беречь воду, почву и птиц каждый год"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("a", "b", [("gone", "a"), ("new", "b")]),
        (OLD, "x " * 40, [("gone", OLD), ("new", "x " * 40)]),
        (
            OLD,
            OLD.replace("деревья", "сады").replace(" каждый год", ""),
            [
                ("same", "Мы сажаем"),
                ("gone", "деревья"),
                ("new", "сады"),
                ("same", "в степи и учим детей беречь воду, почву и птиц"),
                ("gone", "каждый год"),
            ],
        ),
    ],
)
def test_only_the_words_that_differ_are_marked(old: str, new: str, expected) -> None:
    assert pieces(old, new) == expected
