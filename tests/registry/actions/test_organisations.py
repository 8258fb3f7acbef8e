from __future__ import annotations

import datetime as dt

import pytest

from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
from registry.actions import organisations
from registry.choices import LegalForm, OrganisationStatus
from registry.models import FacetCount, Organisation, Region, SearchEntry
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import demo_bin

pytestmark = pytest.mark.django_db


def values(**changes):
    return {
        "bin": demo_bin(1),
        "name_kk": "«Шырақ» ҚҚ",
        "name_ru": "ОФ «Шырақ»",
        "legal_form": LegalForm.PUBLIC_FUND,
        "status": OrganisationStatus.ACTIVE,
        "region": Region.objects.get(pk=build.ASTANA),
    } | changes


def faults(refused: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refused.value.faults]


def test_an_officer_enters_an_organisation(reference: None) -> None:
    officer = build.officer()

    organisation = organisations.register(
        values=values(head_iin="900101300017", head_name="Head", private_phone="+7 700 000 00 00"),
        spheres=[10, 3],
        by=officer,
    )

    assert Organisation.objects.get() == organisation
    assert sorted(organisation.spheres.values_list("pk", flat=True)) == [3, 10]
    event = Event.objects.latest("id")
    assert (event.verb, event.actor_id) == ("registry.organisation.registered", str(officer.pk))
    assert event.changes["bin"] == [None, organisation.bin]
    assert event.changes["spheres"] == [[], [3, 10]]
    assert event.changes["head_iin"] == [None, "•••"]
    assert "900101300017" not in str(event.changes)
    assert "700 000" not in str(event.changes)


def test_others_cannot_enter_one(reference: None) -> None:
    with pytest.raises(NotPermitted):
        organisations.register(values=values(), by=UserFactory())
    assert Organisation.objects.count() == 0
    assert not Event.objects.filter(verb="registry.organisation.registered").exists()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"bin": "450140000016"}, [("bin", "R04")]),
        ({"bin": ""}, [("bin", "R06")]),
        ({"bin": None}, [("bin", "R06")]),
        ({"legal_form": LegalForm.BRANCH}, [("legal_form", "R03")]),
        ({"legal_form": "party"}, [("legal_form", "R08")]),
        ({"status": "gone"}, [("status", "R13")]),
        ({"region": None}, [("region", "R07")]),
        ({"name_kk": "", "name_ru": ""}, [("name_kk", "")]),
        ({"registered_on": dt.date(2045, 1, 1)}, [("registered_on", "")]),
        ({"head_iin": "990101500016"}, [("head_iin", "R05")]),
        ({"bin": "1", "region": None}, [("bin", "R01"), ("region", "R07")]),
    ],
)
def test_each_fault_is_told_at_its_field(reference: None, changes, expected) -> None:
    with pytest.raises(Invalid) as refused:
        organisations.register(values=values(**changes), by=None)

    assert faults(refused) == expected
    assert Organisation.objects.count() == 0


def test_a_bin_is_entered_once(reference: None) -> None:
    organisations.register(values=values(), by=None)
    with pytest.raises(Invalid, match="in the registry already"):
        organisations.register(values=values(name_ru="Другая"), by=None)


def test_an_unknown_sphere_is_refused_and_nothing_is_kept(reference: None) -> None:
    with pytest.raises(Invalid) as refused:
        organisations.register(values=values(), spheres=[3, 20], by=None)
    assert faults(refused) == [("spheres", "R14")]
    assert Organisation.objects.count() == 0


def test_imported_history_may_lack_a_bin(reference: None) -> None:
    organisation = organisations.register(values=values(bin="", status=OrganisationStatus.NO_BIN), by=None)
    assert organisation.bin is None


def test_an_unknown_field_is_a_fault_of_ours(reference: None) -> None:
    with pytest.raises(TypeError, match="pk"):
        organisations.register(values=values(pk=7), by=None)


def test_the_head_changes_what_the_organisation_says_about_itself(reference: None) -> None:
    organisation = build.registered()
    head = build.head_of(organisation)

    organisations.update(
        organisation=organisation, values={"description": "We plant trees."}, spheres=[3, 4], by=head, reason="new"
    )

    organisation.refresh_from_db()
    assert organisation.description == "We plant trees."
    event = Event.objects.latest("id")
    assert (event.verb, event.reason) == ("registry.organisation.updated", "new")
    assert event.changes == {"description": ["", "We plant trees."], "spheres": [[3], [3, 4]]}


def test_the_head_does_not_change_what_the_state_says(reference: None) -> None:
    organisation = build.registered()
    head = build.head_of(organisation)
    for changes in ({"status": OrganisationStatus.SUSPENDED}, {"name_ru": "Другое"}, {"bin": demo_bin(5)}):
        with pytest.raises(NotPermitted, match="state register"):
            organisations.update(organisation=organisation, values=changes, by=head)
    organisations.update(organisation=organisation, values={"name_ru": organisation.name_ru}, by=head)
    organisations.update(organisation=organisation, values={"name_ru": "Другое"}, by=build.officer())
    organisation.refresh_from_db()
    assert organisation.name_ru == "Другое"


def test_strangers_change_nothing(reference: None) -> None:
    organisation = build.registered()
    other = build.head_of(build.registered(2))
    with pytest.raises(NotPermitted):
        organisations.update(organisation=organisation, values={"description": "x"}, by=other)


def test_saving_the_same_again_writes_nothing(reference: None) -> None:
    organisation = build.registered()
    before = Event.objects.count()

    organisations.update(
        organisation=organisation, values={"description": "", "bin": organisation.bin}, spheres=[3], by=None
    )

    assert Event.objects.count() == before


def test_search_and_counts_follow_each_change(reference: None) -> None:
    organisation = build.registered(spheres=(3, 10))
    all_of = {"region_code": "", "legal_form": "", "status": ""}
    assert FacetCount.objects.get(**all_of, topic=0).entries == 1

    organisations.update(
        organisation=organisation, values={"status": OrganisationStatus.SUSPENDED}, spheres=[10], by=None
    )

    entry = SearchEntry.objects.get()
    assert (entry.status, entry.spheres) == ("suspended", 1 << 10)
    left = FacetCount.objects.filter(entries__gt=0).values_list(
        "region_code", "legal_form", "status", "topic", "entries"
    )
    assert sorted(left) == sorted(
        (region, form, status, sphere, 1)
        for region in ("", build.ASTANA)
        for form in ("", "public_fund")
        for status in ("", "suspended")
        for sphere in (0, 10)
    )
