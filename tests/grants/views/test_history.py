from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from grants.models import AwardImport, PastAward
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import FundingFactory

pytestmark = pytest.mark.django_db

HEAD = "organisation_name,bin,programme,amount,decided_on,source\n"
LIST, UPLOAD = (lambda: reverse("grants:history-list")), (lambda: reverse("grants:history-upload"))


@pytest.fixture
def officer_client() -> Client:
    client = Client()
    client.force_login(build.officer())
    return client


def file(text: str, name: str = "awards.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (HEAD + text).encode(), content_type="text/csv")


def rows(count: int) -> str:
    return "".join(f"Fund {n},,Grants,500000,2022-07-0{n},Protocol {n}\n" for n in range(1, count + 1))


def test_file_is_looked_at_before_it_is_taken_in(officer_client: Client) -> None:
    uploaded = officer_client.post(UPLOAD(), {"file": file(rows(2))})
    preview = officer_client.get(uploaded["Location"])
    before = PastAward.objects.count()
    taken = officer_client.post(uploaded["Location"])

    assert ("Fund 2" in preview.text, "Take these awards in" in preview.text, before) == (True, True, 0)
    assert taken["Location"] == LIST()
    assert PastAward.objects.count() == 2


def test_file_with_a_fault_is_shown_and_not_taken_in(officer_client: Client) -> None:
    uploaded = officer_client.post(UPLOAD(), {"file": file(rows(1) + "Fund 9,,Grants,many,2022-07-01,Protocol\n")})
    preview = officer_client.get(uploaded["Location"])
    pressed = officer_client.post(uploaded["Location"])

    assert "There is 1 fault." in preview.text
    assert ("This is not an amount in tenge" in preview.text, "Take these awards in" in preview.text) == (True, False)
    assert (pressed.status_code, PastAward.objects.exists()) == (200, False)


def test_an_award_known_from_another_file_is_pointed_at_until_it_is_taken_in(officer_client: Client) -> None:
    build.with_reference()
    organisation = build.registered()
    known = {"organisation": organisation, "kind": "grant", "title": "Grants of youth", "amount": 500_000}
    FundingFactory(**known, decided_on=dt.date(2022, 3, 1), source="Journal 8")
    line = f"{organisation.name_ru},,Grants for youth,500000,2022-07-01,Protocol 1\n"

    uploaded = officer_client.post(UPLOAD(), {"file": file(line)})
    assert "Journal 8" in officer_client.get(uploaded["Location"]).text

    officer_client.post(uploaded["Location"])
    assert "Journal 8" not in officer_client.get(uploaded["Location"]).text


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (None, "Choose a file."),
        (SimpleUploadedFile("awards.pdf", b"%PDF-1.7"), "The file must be one of these types: CSV."),
        (SimpleUploadedFile("awards.csv", b""), "empty"),
        (SimpleUploadedFile("awards.csv", b"\x89PNG\r\n\x1a\n\x00\x00"), "awards"),
    ],
)
def test_wrong_files_are_told_at_the_field(officer_client: Client, upload, sentence: str) -> None:
    response = officer_client.post(UPLOAD(), {"file": upload} if upload else {})

    assert response.status_code == 200
    assert sentence in str(response.context["form"].errors["file"])


def test_strangers_take_nothing_in(officer_client: Client) -> None:
    uploaded = officer_client.post(UPLOAD(), {"file": file(rows(1))})
    other, person = Client(), Client()
    other.force_login(build.officer())
    person.force_login(UserFactory())

    assert other.get(uploaded["Location"]).status_code == 404
    assert [person.get(UPLOAD()).status_code, person.post(uploaded["Location"]).status_code] == [403, 403]
    assert Client().get(UPLOAD()).status_code == 302
    assert not AwardImport.objects.exists()


def test_list_is_public_newest_first_and_goes_on(officer_client: Client, monkeypatch) -> None:
    uploaded = officer_client.post(UPLOAD(), {"file": file(rows(3))})
    officer_client.post(uploaded["Location"])
    monkeypatch.setattr("grants.queries.history.PAGE", 2)

    first = Client().get(LIST())
    second = Client().get(LIST(), {"after": first.context["page"].next})

    names = [[award.organisation_name for award in one.context["page"].awards] for one in (first, second)]
    assert names == [["Fund 3", "Fund 2"], ["Fund 1"]]
    assert ("Protocol 3" in first.text, "Take in a file" in first.text) == (True, False)
    assert "Take in a file" in officer_client.get(LIST()).text


@pytest.mark.parametrize(
    ("query", "expected"),
    [({"q": "fund 1"}, 1), ({"q": "nobody"}, 0), ({"after": "nonsense"}, 2), ({"after": "9" * 30}, 2)],
)
def test_list_is_searched(officer_client: Client, query: dict[str, str], expected: int) -> None:
    uploaded = officer_client.post(UPLOAD(), {"file": file(rows(2))})
    officer_client.post(uploaded["Location"])

    assert len(Client().get(LIST(), query).context["page"].awards) == expected


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_a_fixed_number_of_times(
    officer_client: Client, count: int, django_assert_num_queries
) -> None:
    uploaded = officer_client.post(UPLOAD(), {"file": file(rows(count))})
    officer_client.post(uploaded["Location"])

    with django_assert_num_queries(1):
        text = Client().get(LIST()).text

    assert text.count("Fund ") == count
