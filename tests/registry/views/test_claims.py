from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.accounts.models import SigningRequest
from registry.models import Claim, Membership
from tests.builders import registry as build
from tests.builders.signing import signed
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory
from tests.registry.actions.test_claims import letter, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation(reference):
    return build.registered()


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


def test_the_card_leads_to_the_claim(organisation, client) -> None:
    html = client.get(f"/en/registry/{organisation.bin}/").content.decode()

    assert f'href="/en/registry/{organisation.bin}/claim/"' in html
    assert "People of this organisation" not in html


def test_a_file_with_a_signature_makes_the_head(organisation, user, client) -> None:
    url = f"/en/registry/{organisation.bin}/claim/sign/"
    assert f'href="{url}"' in client.get(f"/en/registry/{organisation.bin}/claim/").content.decode()
    page = client.get(url)
    request = SigningRequest.objects.get()
    assert f"/en/my/signing/{request.pk}/document/" in page.content.decode()

    file = SimpleUploadedFile("claim.p7s", signed(request.content, bin_=organisation.bin))
    response = client.post(url, {"request": str(request.pk), "signature": file})

    assert response.url == f"/en/registry/{organisation.bin}/people/"
    assert Membership.objects.get().user == user
    assert client.get(url).status_code == 409


def test_only_the_page_that_signs_may_talk_to_ncalayer(organisation, user, client) -> None:
    policy = {
        path: client.get(f"/en/registry/{organisation.bin}/claim/{path}")["Content-Security-Policy"]
        for path in ("", "sign/")
    }

    assert "connect-src 'self' wss://127.0.0.1:13579;" in f"{policy['sign/']};"
    assert "13579" not in policy[""]


def test_a_signature_of_another_organisation_is_refused_at_the_field(organisation, user, client) -> None:
    url = f"/en/registry/{organisation.bin}/claim/sign/"
    client.get(url)
    request = SigningRequest.objects.get()
    file = SimpleUploadedFile("claim.p7s", signed(request.content))

    html = client.post(url, {"request": str(request.pk), "signature": file}).content.decode()

    assert "The certificate belongs to another organisation" in html
    assert "There is no signature." in client.post(url, {"request": str(request.pk)}).content.decode()
    assert (Claim.objects.count(), Membership.objects.count()) == (0, 0)


def test_a_letter_goes_to_the_officers_desk_and_is_granted(organisation, user, client) -> None:
    url = f"/en/registry/{organisation.bin}/claim/letter/"
    assert client.get(url).status_code == 200
    response = client.post(url, {"explanation": "I am the director", "letter": letter()})
    claim = Claim.objects.get()
    assert response.url == f"/en/registry/claims/{claim.pk}/"
    assert "Withdraw the claim" in client.get(response.url).content.decode()

    client.force_login(build.officer())
    assert response.url in client.get("/en/my/").content.decode()
    assert response.url in client.get("/en/registry/claims/").content.decode()
    file = client.get(f"{response.url}letter/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "Say why" in client.post(response.url, {"decision": "decline", "reason": ""}).content.decode()
    assert client.post(response.url, {"decision": "grant"}).url == "/en/registry/claims/"

    assert Membership.objects.get(organisation=organisation).user == user


def test_what_was_typed_stays_when_the_letter_is_missing(organisation, user, client) -> None:
    url = f"/en/registry/{organisation.bin}/claim/letter/"
    assert "I am the director" in client.post(url, {"explanation": "I am the director"}).content.decode()
    bad = SimpleUploadedFile("a.pdf", b"nothing of the kind")
    html = client.post(url, {"explanation": "I am the director", "letter": bad}).content.decode()
    assert "govuk-error-message" in html
    assert "I am the director" in html
    assert Claim.objects.count() == 0


def test_a_head_in_place_is_told_on_the_page_and_sees_the_claim(organisation, user, client) -> None:
    head = build.head_of(organisation)
    warning = "has a head in the portal already"
    assert warning in client.get(f"/en/registry/{organisation.bin}/claim/").content.decode()
    claim = sent(organisation, user)

    client.force_login(head)
    html = client.get(f"/en/registry/claims/{claim.pk}/").content.decode()

    assert "Save the decision" not in html
    assert client.post(f"/en/registry/claims/{claim.pk}/", {"decision": "grant"}).status_code == 403
    assert Membership.objects.in_force().get(organisation=organisation).user == head


def test_strangers_find_no_claim(organisation, user, client) -> None:
    claim = sent(organisation, UserFactory())
    for path in ("", "letter/"):
        assert client.get(f"/en/registry/claims/{claim.pk}/{path}").status_code == 404
    assert client.post(f"/en/registry/claims/{claim.pk}/withdraw/").status_code == 404
    assert client.get("/en/registry/claims/").status_code == 403


def test_an_own_claim_is_withdrawn(organisation, user, client) -> None:
    claim = sent(organisation, user)
    assert client.post(f"/en/registry/claims/{claim.pk}/withdraw/").url == "/en/registry/mine/"
    assert "Withdrawn" in client.get("/en/registry/mine/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_asks_the_same_number_of_queries(client, django_assert_num_queries, count) -> None:
    for _ in range(count):
        sent(OrganisationFactory(), UserFactory())
    client.force_login(build.officer())

    with django_assert_num_queries(5):
        html = client.get("/en/registry/claims/").content.decode()
    assert html.count('<th scope="row" role="rowheader">') == count


def test_the_card_of_a_claimed_organisation_does_not_ask_whose_it_is(organisation, client) -> None:
    build.head_of(organisation)
    html = client.get(organisation.get_absolute_url()).content.decode()

    assert ("Is this your organisation?" in html, "Managed by its head" in html) == (False, True)
    assert f'href="/en/registry/{organisation.bin}/claim/"' in html  # the head may have changed
