from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.utils import translation

from registry.actions import annual
from registry.choices import Role
from registry.models import Organisation
from registry.visibility import PERSONAL, PUBLIC, public_row
from tests.builders import registry as build
from tests.factories.registry import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

LIST = "/en/registry/"
FACETS = ("region", "form", "status", "sphere", "sdg", "annual", "money", "charity", "volunteers", "sort")
UNKNOWN = "One of the chosen filters is not known, so it is left out."


def rows(html: str) -> list[str]:
    return re.findall(r'<th scope="row"[^>]*><a[^>]*>(.*?)</a>', html.split('id="results"')[-1])


def boxes(html: str, name: str) -> dict[str, tuple[str, str]]:
    """Value → (is it checked, its words) of a facet."""
    found = re.findall(
        rf'name="{name}" value="([^"]*)" form="search"( checked)?><label[^>]*>(.*?) <span[^>]*>(.*?)</span>', html
    )
    return {value: (checked, f"{label} {count}") for value, checked, label, count in found}


def insets(html: str) -> list[str]:
    return [re.sub(r"\s+", " ", text).strip() for text in re.findall(r'govuk-inset-text">(.*?)</div>', html, re.DOTALL)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_its_rows_with_a_constant_number_of_queries(
    reference: None, client, django_assert_num_queries, count: int
) -> None:
    for serial in range(1, count + 1):
        build.registered(serial)

    # Four of them read names and moved days, which are kept for a minute.
    with django_assert_num_queries(9):
        response = client.get(LIST)

    assert rows(response.content.decode()) == [f"Invented Fund {serial}" for serial in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_name_is_found_with_a_constant_number_of_queries(
    reference: None, client, django_assert_num_queries, count: int
) -> None:
    for serial in range(1, count + 1):
        build.registered(serial)

    with django_assert_num_queries(8):
        response = client.get(LIST, {"q": "vymyshlennyi"})

    assert len(rows(response.content.decode())) == count


def test_filters_offer_choices_with_counts(reference: None, client) -> None:
    build.registered(1)
    build.registered(2, region_id=build.ALMATY, spheres=(10,))

    html = client.get(LIST, {"region": build.ALMATY}).content.decode()

    assert boxes(html, "region") == {"710000000": ("", "Astana (1)"), "750000000": (" checked", "Almaty (1)")}
    assert boxes(html, "sphere") == {"10": ("", "culture and art (1)")}
    assert rows(html) == ["Invented Fund 2"]


@pytest.mark.parametrize(
    ("parameters", "notes"),
    [
        ({"q": "щ" * 10_000}, ["The text was too long: only its first 200 characters are used."]),
        ({"q": '"""'}, ["There is no letter and no digit in what you typed, so there is nothing to look for."]),
        ({"q": "%_\\"}, ["There is no letter and no digit in what you typed, so there is nothing to look for."]),
        ({"q": "\x00"}, []),
        ({"q": "😀"}, ["There is no letter and no digit in what you typed, so there is nothing to look for."]),
        ({"q": "(a+)+$|[^x]*"}, []),
        ({"q": "' | !a & (b <-> c):*"}, []),
        ({"q": "'; DROP TABLE registry_organisation; --"}, []),
        ({"q": "ﷺ ß İ ŉ \u202e"}, []),
        ({"q": "a " * 90}, []),
        *(({name: value}, [UNKNOWN]) for name in FACETS for value in ("1x", "'", "\x00", "-1", "9" * 400)),
        ({"region": ["710000000", "1"], "sphere": ["3", "99"]}, [UNKNOWN]),
        ({"after": "-1"}, ["This place in the list belongs to another search, so the list starts from the beginning."]),
        (
            {"after": "W" * 9_000},
            ["This place in the list belongs to another search, so the list starts from the beginning."],
        ),
        ({"page": "-1"}, ["Pages of this list have no numbers, so the list starts from the beginning."]),
    ],
)
def test_odd_input_gets_a_page_with_a_sentence(reference: None, client, parameters, notes: list[str]) -> None:
    build.registered(1)

    response = client.get(LIST, parameters)

    assert response.status_code == 200
    assert insets(response.content.decode()) == notes


def test_a_cursor_of_another_search_starts_from_the_beginning(reference: None, client) -> None:
    for serial in range(1, 53):
        build.registered(serial)
    first = client.get(LIST).content.decode()
    cursor = re.search(r'href="\?after=([^"&]+)"[^>]*rel="next"', first)[1]

    second = client.get(LIST, {"after": cursor}).content.decode()
    other = client.get(LIST, {"after": cursor, "q": "invented"}).content.decode()

    assert (len(rows(first)), len(rows(second)), len(rows(other))) == (50, 2, 50)
    assert set(rows(first)) & set(rows(second)) == set()
    assert len(insets(other)) == 1


def test_what_is_typed_comes_back_escaped(reference: None, client) -> None:
    html = client.get(LIST, {"q": '"><script>alert(1)</script>'}).content.decode()

    assert "<script>alert" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_similar_words_are_announced(reference: None, client) -> None:
    build.registered(1)
    assert insets(client.get(LIST, {"q": "inventted fund"}).content.decode()) == []
    assert insets(client.get(LIST, {"q": "invemted"}).content.decode()) == [
        "No name has exactly these words. Shown are names with similar words."
    ]


@pytest.mark.parametrize("filed", [0, 3])
def test_the_card_has_a_constant_number_of_queries(
    reference: None, client, django_assert_num_queries, filed: int
) -> None:
    organisation = build.registered(spheres=(3, 10))
    for year in range(2021, 2021 + filed):
        build.annual_filed(organisation, year)

    with django_assert_num_queries(11):
        html = client.get(organisation.get_absolute_url()).content.decode()

    assert "protection of the environment" in html
    assert "This organisation is invented for the demonstration. It does not exist." in html


def test_the_card_tells_year_by_year_what_was_filed(reference: None, client) -> None:
    organisation = build.registered(registered_on=dt.date(2022, 2, 2))
    with time_machine.travel(dt.datetime(2024, 3, 31, 18, 59, tzinfo=dt.UTC), tick=False):
        build.annual_filed(organisation, 2023)
    with time_machine.travel(dt.datetime(2025, 4, 1, 0, 0, tzinfo=dt.UTC), tick=False):
        build.annual_filed(organisation, 2024)

    with time_machine.travel(dt.datetime(2026, 11, 22, tzinfo=dt.UTC), tick=False):
        html = client.get(organisation.get_absolute_url()).content.decode()

    table = re.search(r'id="annual">.*', html, re.DOTALL)[0]
    assert re.findall(r'<th scope="row"[^>]*>(\d{4})</th>', table) == ["2025", "2024", "2023", "2022"]
    assert re.findall(r"Filed in time|Filed \d+ days? late|Not filed", table) == [
        "Not filed",
        "Filed 1 day late",
        "Filed in time",
        "Not filed",
    ]


def test_personal_fields_never_leave(reference: None, client) -> None:
    secrets = {"head_iin": "900101300017", "private_phone": "+7 700 1112233", "private_address": "Secret street 5"}
    organisation = build.registered(head_name="Public Head", **secrets)
    head, officer = build.head_of(organisation), build.officer()

    for user in (None, head, officer):
        if user:
            client.force_login(user)
        for address in (LIST, f"{LIST}?q={organisation.bin}", organisation.get_absolute_url()):
            html = client.get(address).content.decode()
            assert [secret for secret in secrets.values() if secret in html] == []
    row = public_row(Organisation.objects.with_card().get())
    assert set(row) == {*PUBLIC, "region_name"}
    assert set(row) & set(PERSONAL) == set()
    assert [secret for secret in secrets.values() if secret in str(row)] == []


def test_every_field_of_an_organisation_is_public_personal_or_known_to_be_internal() -> None:
    internal = {"id", "created_at", "updated_at"}
    fields = {field.name for field in Organisation._meta.get_fields() if not field.auto_created or field.concrete}
    assert fields == (set(PUBLIC) - {"annual_information", "founders"}) | set(PERSONAL) | internal


def test_a_record_without_bin_has_a_page(reference: None, client) -> None:
    organisation = OrganisationFactory(bin=None, status="no_bin")

    response = client.get(organisation.get_absolute_url())

    assert response.status_code == 200
    assert "not known" in response.content.decode()
    assert client.get(f"/en/registry/no-bin/{build.registered().pk}/").status_code == 404


@pytest.mark.parametrize("number", ["450140000015", "999999999999", "45014000001", "x", "٤٥٠١٤٠٠٠٠٠١٥"])
def test_an_unknown_number_is_not_found(reference: None, client, number: str) -> None:
    assert client.get(f"/en/registry/{number}/").status_code == 404


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pages_speak_each_language(reference: None, client, language: str) -> None:
    organisation = build.registered()
    with translation.override(language):
        url = organisation.get_absolute_url()
    html = client.get(url).content.decode()
    assert f'<html lang="{language}"' in html
    assert {"kk": "Астана қаласы", "ru": "г. Астана", "en": "Astana"}[language] in html


def test_an_editor_sees_the_button_and_a_viewer_does_not(reference: None, client) -> None:
    organisation = build.registered()
    url = organisation.get_absolute_url()
    for role, is_shown in ((Role.NGO_EDITOR, True), (Role.NGO_VIEWER, False)):
        client.force_login(MembershipFactory(organisation=organisation, role=role).user)
        assert (f"{url}edit/" in client.get(url).content.decode()) == is_shown


def test_information_that_was_returned_is_not_filed(reference: None, client) -> None:
    organisation = build.registered(registered_on=dt.date(2025, 1, 1))
    row = build.annual_filed(organisation, 2025)
    annual.send_back(information=row, remarks="Sum?", by=build.officer())

    html = client.get(organisation.get_absolute_url()).content.decode()

    assert re.findall(r"Filed in time|Filed \d+ days? late|Not filed", html) == ["Not filed"]
    assert "Sum?" not in html
