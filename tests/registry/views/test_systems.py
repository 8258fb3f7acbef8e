"""Keys of a body's systems on the pages of its officers."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from foundation.api.models import ApiClient, Delivery, Webhook
from registry.choices import Role
from tests.builders import api
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> User:
    held = MembershipFactory(organisation=None, body=api.akimat(), role=Role.OFFICER)
    client.force_login(held.user)
    return held.user


def page(name: str, *args: Any) -> str:
    return reverse(f"registry:{name}", args=["akimat", *args])


def test_a_key_is_opened_and_its_secret_shown_once(client: Client, officer: User) -> None:
    form = {"name": "Document system", "scopes": ["registry:read"], "expires_on_0": "1", "expires_on_1": "3"}

    shown = client.post(page("system-create"), form | {"expires_on_2": "2100"})

    system = ApiClient.objects.get()
    secret = re.findall(r'<code class="cp-wrap">([A-Za-z0-9]{100,})</code>', shown.content.decode())[0]
    assert api.token_of(system, secret).status_code == 200
    assert (system.opened_by, system.scopes, system.user.full_name) == (officer, ["registry:read"], "Document system")
    assert str(system.expires_at) == "2100-03-01 19:00:00+00:00"  # the end of the day in Almaty
    assert shown["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    for address in (page("system-list"), page("system-detail", system.pk)):
        assert secret not in client.get(address).content.decode()


def test_what_is_wrong_is_said_at_the_field(client: Client, officer: User) -> None:
    form = {"name": "", "expires_on_0": "1", "expires_on_1": "3", "expires_on_2": "2001", "scopes": ["registry:read"]}

    nameless = client.post(page("system-create"), form)
    past = client.post(page("system-create"), form | {"name": "System"})

    assert "Name the system." in nameless.content.decode()
    assert "The end must be in the future." in past.content.decode()
    assert ApiClient.objects.count() == 0


def test_the_last_use_is_shown(client: Client, officer: User) -> None:
    api.key_of(api.Body.objects.get())
    before = client.get(page("system-list")).content.decode()
    ApiClient.objects.update(last_used_at=timezone.now())
    after = client.get(page("system-list")).content.decode()

    assert "not used yet" in before
    assert "not used yet" not in after
    assert client.get(reverse("registry:body-detail", args=["akimat"])).content.decode().count("/systems/") == 1


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_more(
    client: Client, officer: User, django_assert_num_queries: Any, n: int
) -> None:
    for _ in range(n):
        api.key_of(api.Body.objects.get())
    client.get(page("system-list"))

    with django_assert_num_queries(6):
        assert client.get(page("system-list")).content.decode().count("Invented system") == n


def test_secret_terms_and_end(client: Client, officer: User) -> None:
    system, secret = api.key_of(api.Body.objects.get())

    fresh = client.post(page("system-rotate", system.pk))
    changed = client.post(page("system-edit", system.pk), {"scopes": ["jobs:read"]})
    client.post(page("system-revoke", system.pk), {"reason": "Order 7"})

    system.refresh_from_db()
    assert (fresh.status_code, changed.status_code) == (200, 302)
    assert (system.scopes, system.user.is_active, system.is_usable()) == (["jobs:read"], False, False)
    assert not system.user.memberships.filter(ended_at=None).exists()
    assert "Revoked" in client.get(page("system-detail", system.pk)).content.decode()
    assert client.post(page("system-rotate", system.pk)).status_code == 409
    assert api.token_of(system, secret).status_code == 401


def test_addresses_and_messages(client: Client, officer: User, settings: Any) -> None:
    settings.API_WEBHOOK_PRIVATE = False
    system, _secret = api.key_of(api.Body.objects.get())

    inside = client.post(page("webhook-create", system.pk), {"url": "https://10.0.0.1/"})
    opened = client.post(page("webhook-create", system.pk), {"url": "https://example.org/", "kinds": ["bodies"]})
    webhook = Webhook.objects.get()
    rotated = client.post(page("webhook-rotate", system.pk, webhook.pk))
    delivery = Delivery.objects.create(webhook=webhook, body="{}", status="dead", last_error="No answer", attempts=8)
    shown = client.get(page("system-detail", system.pk)).content.decode()
    client.post(page("delivery-repeat", system.pk, delivery.pk))
    delivery.refresh_from_db()
    again = delivery.status
    client.post(page("webhook-stop", system.pk, webhook.pk))

    webhook.refresh_from_db()
    assert "This address is not on the public internet." in inside.content.decode()
    assert ("whsec_" in opened.content.decode(), "whsec_" in rotated.content.decode()) == (True, True)
    assert ("1 message was given up" in shown, "No answer" in shown) == (True, True)
    assert again == "waiting"
    assert webhook.stopped_at is not None


def test_nobody_else_sees_them(client: Client) -> None:
    system, _secret = api.key_of(api.akimat())
    other = MembershipFactory(organisation=None, body=api.akimat("other"), role=Role.OFFICER).user
    for user in (
        UserFactory(),
        other,
        MembershipFactory(organisation=None, body=api.Body.objects.get(code="akimat"), role=Role.SECRETARY).user,
    ):
        client.force_login(user)
        assert client.get(page("system-list")).status_code == 403
        assert client.post(page("system-revoke", system.pk)).status_code == 403
    client.force_login(other)
    assert client.get(reverse("registry:system-detail", args=["other", system.pk])).status_code == 404
