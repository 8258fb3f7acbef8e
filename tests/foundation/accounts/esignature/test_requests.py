from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json

import pytest
from django.db import transaction

from foundation.accounts.esignature import SignatureRefused, requests, trial
from foundation.accounts.esignature.forms import SignatureForm
from foundation.accounts.models import Signature, SigningRequest
from foundation.audit.models import Event
from foundation.core import clock
from tests.builders.signing import BIN, IIN, signed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PURPOSE, FACTS = "tests.thing", {"title": "Өтініш", "amount": "500000.00"}


@pytest.fixture
def user():
    return UserFactory()


def opened(user, **values) -> SigningRequest:
    return requests.open_request(user=user, **{"purpose": PURPOSE, "subject": "7", "facts": FACTS, **values})


def taken(
    request: SigningRequest, user, *, purpose: str = PURPOSE, subject: str = "7", content: bytes = b""
) -> Signature:
    examined = requests.examine(request=request, signature=signed(content or request.content))
    with transaction.atomic():
        return requests.accept(examined=examined, purpose=purpose, subject=subject, by=user)


def test_a_document_has_a_number_and_a_moment_of_its_own(user) -> None:
    with clock.playing(dt.datetime(2026, 5, 5, 7, tzinfo=dt.UTC)):
        request = opened(user)

    assert json.loads(request.content) == {
        "format": "civilportal-document/1",
        "number": str(request.pk),
        "opened_at": "2026-05-05T07:00:00+00:00",
        "purpose": PURPOSE,
        "facts": FACTS,
    }
    assert request.expires_at == dt.datetime(2026, 5, 5, 9, tzinfo=dt.UTC)


def test_an_open_document_is_handed_out_again_and_an_expired_one_is_not(user) -> None:
    first = opened(user)

    assert opened(user) == first
    assert opened(user, facts={**FACTS, "amount": "1.00"}) != first
    with clock.playing(clock.now() + dt.timedelta(hours=3)):
        assert opened(user) != first
    assert not SigningRequest.objects.filter(pk=first.pk).exists()


def test_a_signature_is_kept_with_what_its_certificate_says_but_the_iin(user) -> None:
    request = opened(user, bin_=BIN)

    signature = taken(request, user)

    assert (signature.name, signature.bin, signature.position) == ("ОЙДАНШЫҒАРЫЛҒАН АДАМ", BIN, "head")
    assert signature.sha256 == hashlib.sha256(request.content).hexdigest()
    row = Signature.objects.values().get()
    assert all(IIN not in str(value) for name, value in row.items() if name != "cms")
    event = Event.objects.get(verb="accounts.signature.accepted")
    assert event.actor_id == str(user.pk)
    assert IIN not in json.dumps(event.changes)


def test_a_document_is_signed_once(user) -> None:
    request = opened(user)
    examined = requests.examine(request=request, signature=signed(request.content))
    taken(request, user)

    with transaction.atomic(), pytest.raises(SignatureRefused) as caught:
        requests.accept(examined=examined, purpose=PURPOSE, subject="7", by=user)

    assert caught.value.code == "used"
    assert Signature.objects.count() == 1
    assert opened(user) != request


def test_an_old_signature_does_not_fit_a_new_document(user) -> None:
    old = signed(opened(user).content)
    new = opened(user, facts={"title": "Other"})

    with pytest.raises(SignatureRefused) as caught:
        requests.examine(request=new, signature=old)

    assert caught.value.code == "altered"


def test_a_signature_serves_nobody_and_nothing_else(user) -> None:
    request = opened(user)
    for values in ({"user": UserFactory()}, {"user": user, "purpose": "other"}, {"user": user, "subject": "8"}):
        with pytest.raises(SignatureRefused) as caught:
            taken(request, **values)
        assert caught.value.code == "altered"
    assert Signature.objects.count() == 0


def test_a_certificate_of_another_organisation_is_refused(user) -> None:
    request = opened(user, bin_="450140000606")

    with pytest.raises(SignatureRefused) as caught:
        requests.examine(request=request, signature=signed(request.content))

    assert caught.value.code == "stranger"


def test_after_its_time_a_document_is_not_signed(user) -> None:
    request = opened(user)
    signature = signed(request.content)
    examined = requests.examine(request=request, signature=signature)

    with clock.playing(request.expires_at):
        with pytest.raises(SignatureRefused) as at_once:
            requests.examine(request=request, signature=signature)
        with transaction.atomic(), pytest.raises(SignatureRefused) as later:
            requests.accept(examined=examined, purpose=PURPOSE, subject="7", by=user)

    assert (at_once.value.code, later.value.code) == ("late", "late")


def test_only_a_document_that_was_shown_to_the_person_for_this_is_found(user) -> None:
    request = opened(user)

    assert requests.shown(user, str(request.pk), PURPOSE, "7") == request
    for strange in (
        (UserFactory(), str(request.pk), PURPOSE, "7"),
        (user, str(request.pk), "other", "7"),
        (user, str(request.pk), PURPOSE, "8"),
        (user, "nothing", PURPOSE, "7"),
    ):
        assert requests.shown(*strange) is None
    taken(request, user)
    assert requests.shown(user, str(request.pk), PURPOSE, "7") is None


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (base64.encodebytes(b"signature" * 20).decode(), b"signature" * 20),
        ("-----BEGIN CMS-----\nAAAA\n-----END CMS-----", b"-----BEGIN CMS-----\nAAAA\n-----END CMS-----"),
        ("не подпись", b""),
    ],
)
def test_what_ncalayer_has_made_is_read(made: str, expected: bytes) -> None:
    form = SignatureForm({"made": made})

    assert form.is_valid()
    assert form.cleaned_data["signature"] == expected


def test_without_a_signature_the_form_says_so() -> None:
    form = SignatureForm({"made": ""})

    assert not form.is_valid()
    assert form.errors.get_json_data()["signature"][0]["code"] == "missing"


def test_the_document_is_its_signers_alone(user, client) -> None:
    request = opened(user, bin_=BIN)
    address = f"/en/my/signing/{request.pk}"
    client.force_login(UserFactory())
    assert (client.get(f"{address}/document/").status_code, client.post(f"{address}/trial/").status_code) == (404, 404)

    client.force_login(user)
    response = client.get(f"{address}/document/")

    assert response.content == request.content
    assert response["Content-Disposition"] == f'attachment; filename="{request.pk}.json"'


def test_in_the_demo_a_trial_signature_is_given_and_nowhere_else(user, client, settings) -> None:
    request = opened(user, bin_=BIN)
    client.force_login(user)
    address = f"/en/my/signing/{request.pk}/trial/"

    examined = requests.examine(request=request, signature=client.post(address).content)

    assert (examined.signer.bin, examined.signer.iin) == (BIN, trial.IIN)
    settings.PORTAL_MODE = "production"
    assert client.post(address).status_code == 404
