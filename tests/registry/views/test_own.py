from __future__ import annotations

import pytest

from registry.choices import Role
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
