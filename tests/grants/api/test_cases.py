"""Messages about applications, proposals for premiums and parts of grants that are given on, through the API."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from grants.actions import conversations, nominations, partner_applications, regranting
from grants.api.resources import RESOURCES
from grants.choices import CallKind
from grants.models import Application, Call, CaseMessage, Regranting
from registry.models import Body
from tests.builders import agreements, api, directions, files
from tests.builders import grants as build
from tests.builders import partnership as partners
from tests.builders.api_walk import Eyes, done, read, refused, walk
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db
WALKED = ("case-messages", "nominations", "regrantings")
NAMES = (*WALKED, "project-figures")


def eyes_of(body: Body) -> Eyes:
    Body.objects.filter(pk=body.pk).update(region=RegionFactory(code="710000000"))
    body.refresh_from_db()
    other = api.akimat("other-akimat", "100000000")
    return Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["registry:read"]), Client())


def sent_file(client: Client, name: str = "letter.pdf") -> str:
    file = SimpleUploadedFile(name, files.pdf(name))
    return str(client.post("/api/v1/documents/", {"file": file}).json()["id"])


def granted(application: Application) -> Application:
    """A grant of 500,000 of a short-term call."""
    Call.objects.filter(pk=application.call_id).update(kind="short", status="deciding")
    Application.objects.filter(pk=application.pk).update(status="funded", awarded=Decimal(500_000))
    return Application.objects.select_related("call__operator", "organisation").get(pk=application.pk)


def proposed(call: Call, **more: Any) -> Any:
    return nominations.propose(
        call=call, organisation=MembershipFactory().organisation, sphere=call.spheres.first(), reason="12 km",
        by=UserFactory(), **more,
    )  # fmt: skip


def test_a_system_writes_to_the_applicant_and_sets_a_part_of_the_grant_aside() -> None:
    application = build.application_at()
    eyes = eyes_of(application.call.operator)
    address = f"applications/{application.number}"
    said = {"text": "Which school?", "wants_answer": True}
    assert refused(eyes.own, f"{address}/write-message/", said) == (404, "not_found")  # sealed until the window closes
    build.close_and_check(application.call)

    wrong = done(eyes.own, f"{address}/write-message/", {"text": " "}, status=422)
    assert [one["field"] for one in wrong["errors"]] == ["text"]
    message = done(eyes.own, f"{address}/write-message/", {**said, "file": sent_file(eyes.own)})
    assert (message["side"], message["wants_answer"], message["files"][0]["document"]["name"]) == (
        "officer", True, "letter.pdf",
    )  # fmt: skip
    head = build.head_of(application.organisation)
    upload = SimpleUploadedFile("answer.pdf", files.pdf("answer"))
    application.refresh_from_db()
    answer = conversations.send(application=application, text="School 7", wants_answer=False, by=head, upload=upload)
    told = read(eyes.own, f"case-messages/{answer.pk}/")
    assert set(told) == {"id", "application", "side", "text", "wants_answer", "sent_at", "files", "allowed_actions"}
    file = f"/api/v1/documents/{told['files'][0]['document']['id']}/content/"
    assert b"".join(eyes.own.get(file).streaming_content) == files.pdf("answer")
    assert (eyes.foreign.get(file).status_code, eyes.visitor.get(file).status_code) == (404, 401)
    assert eyes.foreign.get(f"/api/v1/case-messages/{answer.pk}/").status_code == 404
    assert list(CaseMessage.objects.values_list("side", flat=True)) == ["officer", "applicant"]

    aside = f"{address}/set-aside/"
    assert refused(eyes.own, aside, {"amount": "1.00"}) == (409, "conflict")  # no grant yet
    granted(application)
    more = done(eyes.own, aside, {"amount": "500001.00"}, status=422)
    assert [(one["field"], one["rule"]) for one in more["errors"]] == [("amount", "4.3")]
    part = done(eyes.own, aside, {"amount": "400000.00"})
    assert done(eyes.own, aside, {"amount": "300000.00"})["id"] == part["id"]
    assert Regranting.objects.get().amount == 300_000
    ngo = Client()
    ngo.force_login(head)
    assert refused(ngo, aside, {"amount": "1.00"}) == (403, "not_permitted")


def test_everything_is_read_as_on_the_pages() -> None:
    call = build.call_at()
    applications = [build.application_at(call=call) for _n in range(3)]
    build.close_and_check(call)
    officer = build.officer_for(call)
    said = [
        conversations.send(application=one, text="Which school?", wants_answer=True, by=officer) for one in applications
    ]
    parts = [
        regranting.set_aside(application=granted(one), amount=Decimal(100_000), by=officer) for one in applications
    ]
    premium = build.call_at(
        officer=officer, kind=CallKind.PREMIUM, amount_min=Decimal(1_000_000), amount_max=Decimal(1_000_000),
        budget=Decimal(2_000_000), spheres=[SphereFactory(), SphereFactory(number=4)],
    )  # fmt: skip
    own = MembershipFactory().user
    made_for = own.memberships.get().organisation
    found = [proposed(premium) for _n in range(3)]
    found.append(
        nominations.propose(
            call=premium, organisation=MembershipFactory().organisation, sphere=premium.spheres.first(),
            reason="Libraries", by=own, made_for=made_for,
        )
    )  # fmt: skip
    for one in (found[0], found[1], found[3]):
        nominations.accept(nomination=one, by=build.head_of(one.organisation))
    eyes = eyes_of(call.operator)

    walk([one for one in RESOURCES if one[0] in WALKED], {
        "case-messages": [one.pk for one in said],
        "nominations": [found[0].pk, found[1].pk, found[3].pk],
        "regrantings": [one.pk for one in parts],
    }, eyes)  # fmt: skip

    accepted = read(eyes.visitor, "nominations/")["results"]
    assert [(one["bin"], one["made_for"]) for one in accepted] == [
        (found[3].organisation.bin, made_for.bin), (found[1].organisation.bin, None), (found[0].organisation.bin, None),
    ]  # fmt: skip
    assert eyes.own.get(f"/api/v1/nominations/{found[2].pk}/").status_code == 404  # its NGO has not answered
    assert [read(eyes.foreign, f"{name}/")["results"] for name in ("case-messages", "regrantings")] == [[], []]
    assert [one["amount"] for one in read(eyes.own, "regrantings/")["results"]] == ["100000.00"] * 3


def test_partners_behind_a_proposal_are_named() -> None:
    body = api.akimat()
    with partners.time_machine.travel(partners.AFTER, tick=False):
        found = directions.collecting(body)
        proposal = directions.proposed(found)
        agreement = partners.effective(partners.chosen(body))
        ngo = agreement.application.organisation
        head = partners.head_for(agreement.application)
        partner_applications.endorse(proposal=proposal, organisation=ngo, text="And lakes", by=head)
        shown = read(Client(), f"direction-proposals/{proposal.pk}/")

    assert [(one["bin"], one["text"]) for one in shown["endorsements"]] == [(ngo.bin, "And lakes")]


def test_money_that_is_given_on_is_told_apart_and_never_added() -> None:
    giver, taker = agreements.paid(), agreements.active()
    grant = giver.agreement.application
    Call.objects.filter(pk=grant.call_id).update(kind="short")
    grant.refresh_from_db()
    part = regranting.set_aside(application=grant, amount=Decimal(500_000), by=giver.officer)
    Call.objects.filter(pk=taker.agreement.application.call_id).update(kind=CallKind.SMALL, regranting=part)
    visitor, bin_ = Client(), grant.organisation.bin

    figures = read(visitor, "project-figures/")["results"]
    assert [(one["part"], one["number"], one["agreed"], one["paid"]) for one in figures] == [
        ("state", 1, "500000.00", "350000.00"), ("given_on", 1, "500000.00", "0.00"),
    ]  # fmt: skip
    of_call = read(visitor, f"project-figures/?call={taker.agreement.application.call.slug}")["results"]
    assert of_call == [figures[1]]
    assert read(visitor, "project-figures/?call=nothing")["results"] == []
    given = read(visitor, f"projects/?given_on_by={bin_}")["results"]
    assert [(one["number"], one["given_on_by"]) for one in given] == [(taker.agreement.number, bin_)]
    assert read(visitor, f"projects/{giver.agreement.number}/")["given_on_by"] is None
