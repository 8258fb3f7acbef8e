from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile

from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
from foundation.documents.models import Document
from grants.actions import history
from grants.forms.history import parse
from grants.models import AwardImport, PastAward
from registry.models import Organisation
from tests.builders import registry as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

HEAD = "organisation_name,bin,programme,amount,decided_on,source\n"
ROW = "ОФ «Вымышленный 1»,,Grants,500000,2022-07-01,Protocol\n"


@pytest.fixture
def reference(db: None) -> None:
    build.with_reference()


@pytest.fixture
def officer():
    return build.officer()


def take_in(text: str, by) -> AwardImport:
    content = (HEAD + text).encode()
    digest = hashlib.sha256(content).hexdigest()
    return history.import_awards(rows=parse(content).rows, digest=digest, file_name="awards.csv", by=by)


def linked(text: str, by) -> Organisation | None:
    take_in(text, by)
    return PastAward.objects.get().organisation


def test_same_file_twice_changes_nothing(officer) -> None:
    first = take_in(ROW, officer)
    second = take_in(ROW, officer)

    assert (first.pk, second.row_count) == (second.pk, 1)
    assert PastAward.objects.count() == 1
    event = Event.objects.get(verb="grants.history.imported")
    assert (event.actor_id, event.changes["added"]) == (str(officer.pk), 1)


def test_another_file_adds_what_is_new(officer) -> None:
    take_in(ROW, officer)

    batch = take_in(ROW + ROW.replace("2022", "2023"), officer)

    assert (batch.row_count, PastAward.objects.count()) == (1, 2)


def test_award_known_with_another_amount_is_refused(officer) -> None:
    take_in(ROW, officer)
    other = HEAD + ROW.replace("500000", "400000")

    parsed = parse(other.encode())
    with pytest.raises(Invalid) as refusal:
        history.import_awards(rows=parsed.rows, digest="a" * 64, file_name="other.csv", by=officer)

    assert [(fault.line, fault.column) for fault in parsed.faults] == [(2, "amount")]
    assert [fault.field for fault in refusal.value.faults] == ["2-amount"]
    assert (AwardImport.objects.count(), PastAward.objects.get().amount) == (1, 500_000)


@pytest.mark.usefixtures("reference")
def test_organisation_is_found_by_its_number_before_its_name(officer) -> None:
    one, other = build.registered(1), build.registered(2)

    assert linked(ROW.replace(",,", f",{other.bin},"), officer) == other
    assert one != other


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("name", ["ОФ «Вымышленный 1»", "оф вымышленный 1", 'ОФ "ВЫМЫШЛЕННЫЙ 1"', "Invented Fund 1"])
def test_organisation_is_found_by_its_exact_folded_name(officer, name: str) -> None:
    organisation = build.registered(1)
    build.registered(2)

    assert linked(ROW.replace("ОФ «Вымышленный 1»", name.replace('"', '""').join('""')), officer) == organisation


@pytest.mark.usefixtures("reference")
@pytest.mark.parametrize("name", ["ЧУ «Вымышленный 1»", "Вымышленный", "ОФ «Вымышленный 11»", "«»"])
def test_similar_name_links_nothing(officer, name: str) -> None:
    build.registered(1)

    assert linked(ROW.replace("ОФ «Вымышленный 1»", name), officer) is None


@pytest.mark.usefixtures("reference")
def test_two_of_the_same_name_link_nothing(officer) -> None:
    build.registered(1)
    build.registered(2, name_ru="ОФ «Вымышленный 1»")

    assert linked(ROW, officer) is None


@pytest.mark.usefixtures("reference")
def test_unknown_number_links_nothing_whatever_the_name(officer) -> None:
    build.registered(1)

    assert linked(ROW.replace(",,", f",{build.demo_bin(99)},"), officer) is None


def test_only_officers_take_files_in(officer) -> None:
    with pytest.raises(NotPermitted):
        take_in(ROW, UserFactory())
    with pytest.raises(NotPermitted):
        history.receive(upload=ContentFile(HEAD.encode(), name="awards.csv"), by=UserFactory())

    assert [model.objects.count() for model in (PastAward, AwardImport, Document)] == [0, 0, 0]
