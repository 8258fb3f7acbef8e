"""Signing in a real browser: NCALayer is played at its own address, for it cannot run here."""

from __future__ import annotations

import base64
import json

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, WebSocketRoute, expect

from foundation.accounts.esignature.views import NCALAYER
from registry.models import Membership, Organisation
from tests.builders.signing import signed
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organisation() -> Organisation:
    return OrganisationFactory()


@pytest.fixture
def signer(page: Page, live_server, organisation):
    """Somebody signed in, in front of the page that signs."""
    user, client = UserFactory(), Client()
    client.force_login(user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    return user


def play(page: Page, organisation: Organisation, asked: list, **answer: object) -> None:
    """Be NCALayer: greet, then sign whatever is asked, or say ``answer``."""

    def talk(socket: WebSocketRoute) -> None:
        def on_message(text: str | bytes) -> None:
            question = json.loads(text)
            asked.append(question)
            content = base64.b64decode(question["args"][2])
            signature = base64.encodebytes(signed(content, bin_=organisation.bin)).decode()
            socket.send(json.dumps(answer or {"code": "200", "responseObject": signature}))

        socket.on_message(on_message)
        socket.send(json.dumps({"result": {"version": "1.4"}}))

    page.route_web_socket(f"{NCALAYER}/", talk)


def test_a_claim_is_signed_by_ncalayer(page: Page, organisation, signer) -> None:
    asked: list = []
    play(page, organisation, asked)
    page.goto(f"/en/registry/{organisation.bin}/claim/sign/")

    page.get_by_role("button", name="Sign with NCALayer").click()

    expect(page).to_have_url(f"{page.url.split('/en/')[0]}/en/registry/{organisation.bin}/people/")
    assert [(one["module"], one["method"], one["args"][3]) for one in asked] == [
        ("kz.gov.pki.knca.commonUtils", "createCAdESFromBase64", False)
    ]
    assert Membership.objects.get().user == signer


def test_a_person_who_cancels_is_told_and_nothing_is_sent(page: Page, organisation, signer) -> None:
    play(page, organisation, [], code="500", message="action.canceled")
    page.goto(f"/en/registry/{organisation.bin}/claim/sign/")

    page.get_by_role("button", name="Sign with NCALayer").click()

    expect(page.locator("[data-signing-status]")).to_have_text("You have not signed. Nothing was sent.")
    assert Membership.objects.count() == 0


def test_without_ncalayer_the_person_is_told_the_other_way(page: Page, organisation, signer) -> None:
    page.route_web_socket(f"{NCALAYER}/", lambda socket: socket.close())
    page.goto(f"/en/registry/{organisation.bin}/claim/sign/")

    page.get_by_role("button", name="Sign with NCALayer").click()

    expect(page.locator("[data-signing-status]")).to_contain_text("NCALayer does not answer.")


def test_without_javascript_a_trial_signature_is_downloaded_and_sent(
    browser: Browser, live_server, organisation, tmp_path
) -> None:
    user, client = UserFactory(), Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"/en/registry/{organisation.bin}/claim/sign/")
    expect(page.get_by_role("button", name="Sign with NCALayer")).to_be_hidden()

    with page.expect_download() as download:
        page.get_by_role("button", name="Download a trial signature").click()
    download.value.save_as(tmp_path / "claim.p7s")
    page.set_input_files("[name=signature]", tmp_path / "claim.p7s")
    page.get_by_role("button", name="Send the file").click()

    assert page.url.endswith(f"/en/registry/{organisation.bin}/people/")
    assert Membership.objects.get().user == user
    context.close()
