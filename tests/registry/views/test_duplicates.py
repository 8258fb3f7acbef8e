from __future__ import annotations

import re

import pytest

from registry.actions import duplicates
from registry.choices import DuplicateStatus
from registry.models import DuplicatePair, Organisation
from tests.builders import registry as build

pytestmark = pytest.mark.django_db
LIST = "/en/registry/duplicates/"


@pytest.fixture
def officer(reference: None, client):
    user = build.officer()
    client.force_login(user)
    return user


def pairs(count: int) -> list[DuplicatePair]:
    for number in range(count):
        for serial, name in ((2 * number + 1, "ОФ «Гвардия {}»"), (2 * number + 2, "{} Гвардия ОФ")):
            shown = name.format("абвгде"[number] * 2 + "жзик")
            build.registered(serial, name_kk="", name_en="", name_ru=shown)
    duplicates.find()
    return list(DuplicatePair.objects.order_by("pk"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_has_a_constant_number_of_queries(officer, client, django_assert_num_queries, count: int) -> None:
    found = pairs(count)

    with django_assert_num_queries(6):
        html = client.get(LIST).content.decode()

    assert re.findall(r'href="(/en/registry/duplicates/\d+/)"', html) == [
        one.get_absolute_url() for one in reversed(found)
    ]


def test_the_list_is_narrowed_and_odd_values_are_left_out(officer, client) -> None:
    (pair,) = pairs(1)
    here, elsewhere = pair.first.region_id, build.ALMATY

    def shown(**query: str) -> bool:
        return pair.get_absolute_url() in client.get(LIST, query).content.decode()

    assert [shown(), shown(region=here), shown(region=elsewhere), shown(status="merged")] == [True, True, False, False]
    assert [shown(region="nowhere"), shown(status="x", before="-1"), shown(before=str(pair.pk))] == [True, True, False]


def test_an_officer_sees_both_records_and_merges_them(officer, client) -> None:
    (pair,) = pairs(1)

    page = client.get(pair.get_absolute_url()).content.decode()
    response = client.post(
        f"{pair.get_absolute_url()}merge/", {"merge-keep": pair.second_id, "merge-reason": "One charter"}
    )

    assert pair.first.bin in page
    assert pair.second.bin in page
    assert response.url == f"/en/registry/{pair.second.bin}/"
    assert Organisation.objects.get(merged_into=pair.second).pk == pair.first_id
    assert "One charter" in client.get(pair.get_absolute_url()).content.decode()


def test_an_officer_puts_two_records_side_by_side(officer, client) -> None:
    one, other = build.registered(1), build.registered(2, bin=None, status="no_bin")

    response = client.post(f"{LIST}name/", {"pair-one": one.bin, "pair-other": f"KZ-PORTAL-{other.pk}"})

    assert response.url == DuplicatePair.objects.get(first=one, second=other).get_absolute_url()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"pair-one": "450140000015", "pair-other": ""}, "The registry has no record with this BIN."),
        ({"pair-one": "x" * 41, "pair-other": "%_"}, "The registry has no record with this BIN."),
    ],
)
def test_a_record_that_is_not_there_is_told_at_its_field(officer, client, sent, sentence: str) -> None:
    response = client.post(f"{LIST}name/", sent)

    html = response.content.decode()
    assert (response.status_code, sentence in html, sent["pair-one"] in html) == (422, True, True)


def test_one_record_is_no_pair(officer, client) -> None:
    one = build.registered(1)

    response = client.post(f"{LIST}name/", {"pair-one": one.bin, "pair-other": one.bin})

    assert (response.status_code, "Name two different records." in response.content.decode()) == (422, True)


def test_an_officer_dismisses_a_pair(officer, client) -> None:
    (pair,) = pairs(1)

    response = client.post(f"{pair.get_absolute_url()}dismiss/", {"dismiss-reason": "Two schools"})

    pair.refresh_from_db()
    assert (response.url, pair.status) == (LIST, DuplicateStatus.DISMISSED)


@pytest.mark.parametrize(
    ("deed", "sent", "sentence"),
    [
        ("merge", {"merge-reason": "Kept text"}, "Choose which of the two records stays."),
        ("merge", {"merge-keep": "999999", "merge-reason": "Kept text"}, "Choose which of the two records stays."),
        ("dismiss", {"dismiss-reason": " "}, "Give the reason."),
    ],
)
def test_what_is_missing_is_told_at_the_field_and_nothing_is_lost(officer, client, deed, sent, sentence) -> None:
    (pair,) = pairs(1)

    response = client.post(f"{pair.get_absolute_url()}{deed}/", sent)

    html = response.content.decode()
    assert (response.status_code, sentence in html) == (422, True)
    assert ("Kept text" in html) == ("merge-reason" in sent)
    assert DuplicatePair.objects.get().status == DuplicateStatus.OPEN


def test_an_officer_has_the_registry_looked_through(officer, client, run_jobs) -> None:
    response = client.post(f"{LIST}search/")

    assert response.url.startswith("/en/my/jobs/")


def test_only_officers_see_any_of_it(reference: None, client) -> None:
    (pair,) = pairs(1)
    client.force_login(build.head_of(pair.first))

    answers = [client.get(LIST), client.get(pair.get_absolute_url()), client.post(f"{LIST}search/")]
    answers += [client.post(f"{pair.get_absolute_url()}{deed}/") for deed in ("merge", "dismiss")]

    assert [answer.status_code for answer in answers] == [403] * 5
