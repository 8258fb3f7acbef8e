from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from foundation.accounts.esignature import Position, SignatureRefused, requests
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.actions import claims
from registry.choices import ClaimStatus, ClaimWay, Role
from registry.models import Claim, Membership, Organisation
from tests.builders import registry as build
from tests.builders.signing import signed
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory, demo_bin

pytestmark = pytest.mark.django_db


def letter() -> SimpleUploadedFile:
    from pypdf import PdfWriter  # noqa: PLC0415

    writer, content = PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.write(content)
    return SimpleUploadedFile("decision.pdf", content.getvalue(), "application/pdf")


def sent(organisation: Organisation, user) -> Claim:
    return claims.submit(organisation=organisation, explanation="I am the director", letter=letter(), by=user)


def examined(organisation: Organisation, user, *, bin_: str = "", position: Position = Position.HEAD):
    number = organisation.bin or ""
    request = requests.open_request(user=user, purpose=claims.PURPOSE, subject=number, facts={"bin": number})
    signature = signed(request.content, bin_=bin_ or number, position=position)
    return requests.examine(request=request, signature=signature)


def heads(organisation: Organisation) -> list:
    held = Membership.objects.in_force().filter(organisation=organisation, role=Role.NGO_HEAD)
    return [membership.user for membership in held]


def test_a_signature_with_the_bin_makes_the_head_at_once() -> None:
    organisation, user = OrganisationFactory(), UserFactory()

    claim = claims.confirm(organisation=organisation, examined=examined(organisation, user), by=user)

    assert (claim.status, claim.way, claim.decided_by) == (ClaimStatus.GRANTED, ClaimWay.SIGNATURE, user)
    assert claim.signature.bin == organisation.bin
    assert heads(organisation) == [user]
    assert list(Event.objects.filter(verb__startswith="registry.").order_by("id").values_list("verb", flat=True)) == [
        "registry.claim.submitted",
        "registry.claim.confirmed",
        "registry.membership.granted",
    ]


def test_a_signature_replaces_the_head_with_a_trace_and_tells_the_old_one() -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    old = build.head_of(organisation)

    claims.confirm(organisation=organisation, examined=examined(organisation, user), by=user)

    assert heads(organisation) == [user]
    ended = Event.objects.get(verb="registry.membership.ended")
    assert (ended.actor_id, ended.reason) == (str(user.pk), "The organisation was claimed by electronic signature.")
    assert Message.objects.get(recipient=old).subject == "Your role in “%(place)s” has ended"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"bin_": demo_bin(900)}, "another organisation"),
        ({"position": Position.EMPLOYEE}, "without the right to sign"),
    ],
)
def test_another_certificate_makes_no_head(values, sentence: str) -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    found = examined(organisation, user, **values)

    with pytest.raises(Invalid, match=sentence):
        claims.confirm(organisation=organisation, examined=found, by=user)

    assert (Claim.objects.count(), heads(organisation)) == (0, [])


def test_a_signature_of_one_person_serves_no_other() -> None:
    organisation, user, thief = OrganisationFactory(), UserFactory(), UserFactory()
    found = examined(organisation, user)

    with pytest.raises(SignatureRefused):
        claims.confirm(organisation=organisation, examined=found, by=thief)

    assert heads(organisation) == []


def test_a_letter_waits_for_an_officer_and_the_head_is_told() -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    head = build.head_of(organisation)

    claim = sent(organisation, user)

    assert (claim.status, claim.way, claim.document.content_type) == ("submitted", "letter", "application/pdf")
    assert heads(organisation) == [head]
    told = Message.objects.get()
    assert (told.recipient, told.subject, told.link) == (
        head,
        "Somebody claims your organisation “%(place)s”",
        f"/en/registry/claims/{claim.pk}/",
    )


def test_an_officer_grants_a_letter() -> None:
    organisation, user, officer = OrganisationFactory(), UserFactory(), build.officer()
    old = build.head_of(organisation)
    claim = sent(organisation, user)

    granted = claims.grant(claim=claim, reason="Decision № 5", by=officer)

    assert (granted.status, granted.decided_by, granted.reason) == ("granted", officer, "Decision № 5")
    assert heads(organisation) == [user]
    assert Event.objects.get(verb="registry.membership.ended").reason == "Decision № 5"
    assert set(Message.objects.filter(recipient=old).values_list("subject", flat=True)) == {
        "Somebody claims your organisation “%(place)s”",
        "Your role in “%(place)s” has ended",
    }
    assert "Your claim of “%(place)s” is granted" in Message.objects.filter(recipient=user).values_list(
        "subject", flat=True
    )


def test_an_officer_declines_with_a_reason_and_the_person_may_try_again() -> None:
    organisation, user, officer = OrganisationFactory(), UserFactory(), build.officer()
    claim = sent(organisation, user)
    with pytest.raises(Invalid, match="Say why"):
        claims.decline(claim=claim, reason=" ", by=officer)

    declined = claims.decline(claim=claim, reason="The stamp cannot be read", by=officer)

    assert (declined.status, heads(organisation)) == ("declined", [])
    assert Message.objects.get(recipient=user).context["reason"] == "The stamp cannot be read"
    with pytest.raises(TransitionNotAllowed):
        claims.grant(claim=claim, by=officer)
    assert sent(organisation, user).status == "submitted"


def test_an_open_letter_is_settled_by_a_signature() -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    claim = sent(organisation, user)

    confirmed = claims.confirm(organisation=organisation, examined=examined(organisation, user), by=user)

    assert (confirmed.pk, confirmed.status, confirmed.way) == (claim.pk, "granted", "signature")


def test_who_may_not_decide_or_withdraw_does_not() -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    claiming_officer = build.officer()
    claim, own = sent(organisation, user), sent(organisation, claiming_officer)

    for by in (user, build.head_of(OrganisationFactory()), UserFactory()):
        with pytest.raises(NotPermitted):
            claims.grant(claim=claim, by=by)
        with pytest.raises(NotPermitted):
            claims.decline(claim=claim, reason="no", by=by)
    with pytest.raises(NotPermitted, match="your own claim"):
        claims.grant(claim=own, by=claiming_officer)
    with pytest.raises(NotPermitted):
        claims.withdraw(claim=claim, by=claiming_officer)
    assert heads(organisation) == []


def test_a_person_withdraws_an_own_claim_once() -> None:
    user = UserFactory()
    claim = sent(OrganisationFactory(), user)

    assert claims.withdraw(claim=claim, by=user).status == "withdrawn"
    with pytest.raises(TransitionNotAllowed):
        claims.withdraw(claim=claim, by=user)


def test_one_claim_of_a_person_is_open_at_a_time() -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    claim = sent(organisation, user)

    with pytest.raises(Conflict, match="already"):
        sent(organisation, user)
    with pytest.raises(IntegrityError, match="registry_claim_one_open"), transaction.atomic():
        Claim.objects.create(organisation=organisation, user=user, way="letter", document=claim.document)
    assert sent(organisation, UserFactory()).status == "submitted"


def test_the_database_refuses_a_claim_without_its_proof_or_decision() -> None:
    organisation, user = OrganisationFactory(), UserFactory()
    wrong = [
        {"way": "letter"},
        {"way": "signature"},
        {"way": "letter", "document": sent(organisation, UserFactory()).document, "status": "granted"},
        {
            "way": "letter",
            "document": sent(OrganisationFactory(), UserFactory()).document,
            "status": "declined",
            "decided_at": timezone.now(),
        },
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            Claim.objects.create(organisation=organisation, user=user, **values)


def test_some_records_cannot_be_claimed() -> None:
    user = UserFactory()
    nameless = OrganisationFactory(bin=None, status="no_bin")
    merged = OrganisationFactory(merged_into=OrganisationFactory())
    own = OrganisationFactory()
    head = build.head_of(own)

    for organisation, by, sentence in ((nameless, user, "no BIN"), (merged, user, "merged"), (own, head, "already")):
        with pytest.raises(Conflict, match=sentence):
            sent(organisation, by)
    with pytest.raises(Invalid, match="who you are"):
        claims.submit(organisation=OrganisationFactory(), explanation=" ", letter=letter(), by=user)
    bad = SimpleUploadedFile("a.pdf", b"MZ\x90\x00 not a pdf" * 20)
    with pytest.raises(Invalid):
        claims.submit(organisation=OrganisationFactory(), explanation="I am", letter=bad, by=user)
    assert Claim.objects.count() == 0
