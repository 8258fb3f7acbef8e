from __future__ import annotations

import pytest

from registry.actions import annual
from registry.choices import AnnualStatus, Role
from registry.models import AnnualInformation
from tests.builders import registry as build
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db

FACTS = {"description": "We plant trees.", "spheres": ["3", "10"], "website": "example.kz", "email": "a@example.kz"}


@pytest.fixture
def organisation(reference: None):
    return build.registered()


@pytest.fixture
def head(organisation, client):
    user = build.head_of(organisation)
    client.force_login(user)
    return user


def test_the_head_changes_the_card(organisation, head, client) -> None:
    url = f"/en/registry/{organisation.bin}/edit/"
    assert client.get(url).status_code == 200

    response = client.post(url, FACTS)

    assert response.url == organisation.get_absolute_url()
    organisation.refresh_from_db()
    assert (organisation.description, organisation.website, organisation.email) == (
        "We plant trees.",
        "https://example.kz",
        "a@example.kz",
    )
    assert sorted(organisation.spheres.values_list("pk", flat=True)) == [3, 10]


def test_what_is_wrong_is_told_at_the_field_and_what_was_typed_stays(organisation, head, client) -> None:
    html = client.post(
        f"/en/registry/{organisation.bin}/edit/", FACTS | {"email": "nobody", "spheres": ["99"]}
    ).content.decode()

    assert "Enter an e-mail address like name@example.kz." in html
    assert "We plant trees." in html
    assert 'value="nobody"' in html
    organisation.refresh_from_db()
    assert organisation.description == ""


@pytest.mark.parametrize("page", ["edit/", "annual/2025/"])
def test_own_pages_are_closed_to_others(organisation, client, page: str) -> None:
    url = f"/en/registry/{organisation.bin}/{page}"
    assert client.get(url).url.startswith("/en/accounts/login/")
    for user in (
        MembershipFactory(organisation=organisation, role=Role.NGO_VIEWER).user,
        build.head_of(build.registered(2)),
    ):
        client.force_login(user)
        assert client.get(url).status_code == 403
        assert client.post(url, {}).status_code == 403


def test_annual_information_is_submitted_once(organisation, head, client) -> None:
    url = f"/en/registry/{organisation.bin}/annual/2025/"
    assert client.get(url).status_code == 200

    response = client.post(url, build.CONTENT)

    assert response.url == organisation.get_absolute_url()
    row = AnnualInformation.objects.get()
    assert (row.year, row.status, row.submitted_by) == (2025, AnnualStatus.SUBMITTED, head)
    assert row.content == build.CONTENT
    assert client.post(url, build.CONTENT).status_code == 409
    assert "is submitted" in client.get(url).content.decode()


def test_missing_answers_are_told_at_their_fields(organisation, head, client) -> None:
    html = client.post(f"/en/registry/{organisation.bin}/annual/2025/", {"activity": "Trees"}).content.decode()

    assert html.count("Enter a number, or 0.") == 4  # in the summary and at the field, for both
    assert "Trees" in html
    assert AnnualInformation.objects.count() == 0


def test_half_filled_information_saves_itself(organisation, head, client) -> None:
    url = f"/en/registry/{organisation.bin}/annual/2025/"

    response = client.post(url, {"activity": "Half"}, headers={"X-Autosave": "1", "Accept": "application/json"})

    assert set(response.json()) == {"saved_at"}
    row = AnnualInformation.objects.get()
    assert (row.status, row.content["activity"]) == (AnnualStatus.DRAFT, "Half")
    assert "Half" in client.get(url).content.decode()


def test_an_ended_session_keeps_what_was_typed(organisation, client) -> None:
    url = f"/en/registry/{organisation.bin}/annual/2025/"
    response = client.post(url, {"activity": "Typed long"})
    assert response.url.startswith("/en/accounts/login/")
    session = client.session
    kept = session["typed"]
    client.force_login(build.head_of(organisation))
    session = client.session
    session["typed"] = kept
    session.save()

    assert "Typed long" in client.get(url).content.decode()
    assert AnnualInformation.objects.count() == 0


@pytest.mark.parametrize("year", [2015, 2026, 9999, 0])
def test_there_is_no_information_about_other_years(organisation, head, client, year: int) -> None:
    assert client.get(f"/en/registry/{organisation.bin}/annual/{year}/").status_code == 422


def test_the_remarks_of_the_officer_are_shown(organisation, head, client) -> None:
    row = build.annual_filed(organisation, 2025)
    annual.send_back(information=row, remarks="Which sum?", by=build.officer())
    assert "Which sum?" in client.get(f"/en/registry/{organisation.bin}/annual/2025/").content.decode()
