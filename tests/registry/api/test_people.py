"""People through the API: who reads which names, who lets whom in, what a system never may."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from django.test import Client

from foundation.accounts.models import User
from registry.actions import claims, invitations, memberships
from registry.choices import ClaimStatus, InvitationStatus, Role
from registry.models import Affiliation, Body, Claim, Employment, Expert, Invitation, Membership, Organisation
from tests.builders import api
from tests.builders.api_walk import Eyes, done, read, refused, send, walk
from tests.builders.files import pdf, png, upload
from tests.factories.accounts import UserFactory
from tests.factories.registry import ExpertFactory, MembershipFactory, OrganisationFactory, RegionFactory, SphereFactory

pytestmark = pytest.mark.django_db
ELSEWHERE = "100000000"


@dataclass
class World:
    body: Body
    ngo: Organisation
    head: User
    officer: User
    eyes: Eyes


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def world() -> World:
    """An akimat with its system, and an NGO of its region with a head."""
    body = api.akimat()
    other = api.akimat("other", region=ELSEWHERE)
    ngo, head = OrganisationFactory(), UserFactory(full_name="Named Head")
    MembershipFactory(user=head, organisation=ngo)
    officer = UserFactory(full_name="Named Officer", email="officer@example.org")
    MembershipFactory(user=officer, organisation=None, body=body, role=Role.OFFICER)
    eyes = Eyes(api.system_of(body), api.system_of(other), api.system_of(body, ["jobs:read"]), Client())
    return World(body, ngo, head, officer, eyes)


def claim_of(ngo: Organisation, user: User) -> Claim:
    return claims.submit(organisation=ngo, explanation="I am the director", letter=upload(pdf()), by=user)


# Roles


def test_people_are_read_place_by_place(world: World) -> None:
    RegionFactory(code=ELSEWHERE)
    MembershipFactory(organisation=OrganisationFactory())

    own = read(world.eyes.own, "memberships/")["results"]
    of_ngo = read(world.eyes.own, f"memberships/?organisation={world.ngo.bin}")["results"]
    of_other = read(world.eyes.own, "memberships/?body=other")["results"]

    assert {row["body"] for row in own} == {"akimat"}
    assert {(row["person"], row["role"], row["email"]) for row in own if not row["is_system"]} == {
        ("Named Officer", "officer", "officer@example.org")
    }
    assert {(row["role"], row["email"]) for row in own if row["is_system"]} == {("officer", ""), ("secretary", "")}
    assert [(row["person"], row["role"]) for row in of_ngo] == [("Named Head", "ngo_head")]
    assert of_other == []


def test_a_stranger_reads_nobody_and_a_person_of_an_ngo_their_own(world: World) -> None:
    mine = Membership.objects.get(user=world.head)

    assert read(signed_in(UserFactory()), "memberships/")["results"] == []
    assert signed_in(UserFactory()).get(f"/api/v1/memberships/{mine.pk}/").status_code == 404
    assert [row["id"] for row in read(signed_in(world.head), "memberships/")["results"]] == [mine.pk]
    assert read(signed_in(UserFactory(is_admin=True)), "memberships/?body=akimat")["results"] != []


def test_roles_are_changed_and_ended_but_officers_only_by_people(world: World) -> None:
    secretary = MembershipFactory(organisation=None, body=world.body, role=Role.SECRETARY)
    officer = Membership.objects.get(user=world.officer)
    own, address = world.eyes.own, f"memberships/{secretary.pk}/"

    allowed = read(own, address)["allowed_actions"]
    promoted = refused(own, address, {"role": "officer"}, "patch")
    moved = done(own, address, {"role": "commission", "reason": "Order № 3"}, "patch")
    again = refused(own, address, {"role": "commission"}, "patch")
    sacked = refused(own, f"memberships/{officer.pk}/end/", {"reason": "No"})
    elsewhere = refused(world.eyes.foreign, f"memberships/{moved['id']}/end/")
    ended = done(own, f"memberships/{moved['id']}/end/", {"reason": "Left"})
    twice = refused(own, f"memberships/{moved['id']}/end/", {})
    by_person = done(signed_in(world.officer), f"memberships/{officer.pk}/end/", {})

    assert allowed == ["end", "change"]
    assert promoted == sacked == (403, "not_permitted")
    assert (moved["role"], moved["body"], moved["id"] != secretary.pk) == ("commission", "akimat", True)
    assert again == twice == (409, "conflict")
    assert elsewhere == (404, "not_found")
    assert (ended["ended_at"] is not None, read(own, f"memberships/{ended['id']}/")["allowed_actions"]) == (True, [])
    assert by_person["ended_at"] is not None
    assert not Membership.objects.in_force().filter(user__in=[secretary.user, world.officer]).exists()


def test_the_head_of_an_ngo_is_not_changed_by_a_system(world: World) -> None:
    head = Membership.objects.get(user=world.head)

    assert refused(world.eyes.own, f"memberships/{head.pk}/", {"role": "ngo_editor"}, "patch") == (403, "not_permitted")
    assert done(world.eyes.own, f"memberships/{head.pk}/end/", {"reason": "Decision of the court"})["ended_at"]


# Invitations


def test_a_system_invites_to_its_body_but_no_officers(world: World) -> None:
    invited = {"email": "New.Person@example.org", "role": "secretary", "body": "akimat"}
    own = world.eyes.own

    made = done(own, "invitations/", invited, status=201)
    twice = send(own, "invitations/", invited)
    officer = refused(own, "invitations/", {**invited, "role": "officer"})
    foreign = send(own, "invitations/", {**invited, "body": "other"})
    nowhere = send(own, "invitations/", {"email": "a@example.org", "role": "secretary"})
    unknown = send(own, "invitations/", {**invited, "body": "nothing"})
    strange = send(own, "invitations/", {"email": "a@example.org", "role": "ngo_head", "organisation": "1"})

    assert (made["email"], made["status"], made["allowed_actions"]) == (
        "new.person@example.org", "sent", ["resend", "revoke"],
    )  # fmt: skip
    assert twice.json()["errors"][0]["field"] == "email"
    assert officer == (403, "not_permitted")
    assert (foreign.status_code, foreign.json()["errors"][0]["field"]) == (422, "body")
    assert (nowhere.status_code, nowhere.json()["errors"][0]["field"]) == (422, "")
    assert unknown.json()["errors"][0]["field"] == "body"
    assert strange.json()["errors"][0]["field"] == "organisation"
    assert [one.email for one in Invitation.objects.all()] == ["new.person@example.org"]


def test_an_invitation_is_sent_again_and_taken_back_and_its_address_is_told_no_longer(world: World) -> None:
    values = {"email": "head@example.org", "role": "ngo_head", "organisation": world.ngo.bin}
    made = done(world.eyes.own, "invitations/", values, status=201)
    invitation = Invitation.objects.get()
    address = f"invitations/{made['id']}/"

    done(world.eyes.own, f"{address}resend/")
    elsewhere = refused(world.eyes.foreign, f"{address}revoke/")
    revoked = done(world.eyes.own, f"{address}revoke/")
    again = refused(world.eyes.own, f"{address}resend/")

    assert Invitation.objects.get().nonce != invitation.nonce
    assert elsewhere == (404, "not_found")
    assert (revoked["status"], revoked["email"], again) == ("revoked", "", (409, "conflict"))
    assert "token" not in revoked
    assert "nonce" not in revoked


def test_invitations_are_read_by_those_who_may_manage_them(world: World) -> None:
    head, officer = signed_in(world.head), signed_in(world.officer)
    for email, role, place in (
        ("editor@example.org", Role.NGO_EDITOR, world.ngo),
        ("head@example.org", Role.NGO_HEAD, world.ngo),
    ):
        invitations.invite(email=email, role=role, place=place, by=world.head)
    invitations.invite(email="third@example.org", role=Role.OFFICER, place=world.body, by=world.officer)

    assert {row["email"] for row in read(head, "invitations/")["results"]} == {"editor@example.org", "head@example.org"}
    assert {row["email"] for row in read(officer, "invitations/")["results"]} == {
        "head@example.org",
        "third@example.org",
    }
    assert [row["email"] for row in read(world.eyes.foreign, "invitations/")["results"]] == ["head@example.org"]
    assert read(signed_in(UserFactory()), "invitations/")["results"] == []
    assert {row["email"] for row in read(signed_in(UserFactory(is_admin=True)), "invitations/")["results"]} == {
        "third@example.org"
    }


# Claims


def test_an_officer_grants_and_declines_claims(world: World) -> None:
    claimant = UserFactory(full_name="Named Claimant")
    claim = claim_of(world.ngo, claimant)
    other = claim_of(OrganisationFactory(), claimant)
    own, address = world.eyes.own, f"claims/{claim.pk}/"

    row = read(own, f"claims/?status=submitted&organisation={world.ngo.bin}")["results"]
    shown = own.get(f"/api/v1/{address}")
    letter = own.get(f"/api/v1/{address}letter/")
    elsewhere = refused(world.eyes.foreign, f"{address}grant/")
    no_reason = send(own, f"{address}decline/", {})
    granted = done(own, f"{address}grant/", {"reason": "Decision № 5"})
    twice = refused(own, f"{address}grant/")
    declined = done(own, f"claims/{other.pk}/decline/", {"reason": "Not signed"})

    assert [(one["id"], one["person"], one["allowed_actions"]) for one in row] == [
        (claim.pk, "Named Claimant", ["grant", "decline"])
    ]
    assert shown.json()["explanation"] == "I am the director"
    assert claimant.email.encode() not in shown.content
    assert b"".join(letter.streaming_content).startswith(b"%PDF")
    assert elsewhere == (404, "not_found")
    assert (no_reason.status_code, no_reason.json()["errors"][0]["field"]) == (422, "reason")
    assert (granted["status"], granted["allowed_actions"], twice[0]) == ("granted", [], 409)
    held = Membership.objects.in_force().get(organisation=world.ngo, role=Role.NGO_HEAD)
    assert held.user == claimant
    assert (declined["status"], Claim.objects.get(pk=other.pk).status) == ("declined", ClaimStatus.DECLINED)


def test_claims_are_read_by_who_made_them_and_by_the_head(world: World) -> None:
    claimant = UserFactory()
    claim = claim_of(world.ngo, claimant)

    assert [row["id"] for row in read(signed_in(claimant), "claims/")["results"]] == [claim.pk]
    assert [row["id"] for row in read(signed_in(world.head), "claims/")["results"]] == [claim.pk]
    assert read(signed_in(UserFactory()), "claims/")["results"] == []
    assert refused(signed_in(claimant), f"claims/{claim.pk}/grant/") == (403, "not_permitted")
    assert signed_in(UserFactory()).get(f"/api/v1/claims/{claim.pk}/letter/").status_code == 404


# Experts


def test_everybody_reads_numbers_and_officers_names(world: World) -> None:
    expert = ExpertFactory(user=UserFactory(full_name="Named Expert"), languages=["kk"])
    ExpertFactory(languages=["ru"])

    public = world.eyes.visitor.get("/api/v1/experts/")
    officer = read(world.eyes.own, "experts/?language=kk")["results"]
    itself = read(signed_in(expert.user), f"experts/{expert.number}/")

    assert b"Named" not in public.content
    assert [row["name"] for row in public.json()["results"]] == ["", ""]
    assert read(world.eyes.unscoped, f"experts/{expert.number}/")["name"] == ""
    assert [(row["number"], row["name"]) for row in officer] == [(expert.number, "Named Expert")]
    assert itself["name"] == "Named Expert"
    assert itself["allowed_actions"] == ["declare-tie", "declare-work"]


def test_the_registry_of_experts_is_kept(world: World) -> None:
    SphereFactory(number=3)
    expert = ExpertFactory(languages=["kk"])
    own, address = world.eyes.own, f"experts/{expert.number}/"

    invited = done(own, "experts/", {"email": "e@example.org", "spheres": [3], "languages": ["ru"]}, status=201)
    unknown = send(own, "experts/", {"email": "f@example.org", "spheres": [99], "languages": ["ru"]})
    changed = done(own, address, {"spheres": [3], "languages": ["kk", "ru"]}, "patch")
    empty = send(own, address, {"spheres": []}, "patch")
    no_reason = send(own, f"{address}suspend/", {})
    suspended = done(own, f"{address}suspend/", {"reason": "Asked for it"})
    back = done(own, f"{address}take-back/", {"reason": "Is well again"})
    person = refused(signed_in(UserFactory()), address, {"languages": ["kk"]}, "patch")

    assert (invited["role"], invited["body"], invited["status"]) == ("", None, "sent")
    assert Invitation.objects.get().terms == {"spheres": [3], "languages": ["ru"], "region": None}
    assert unknown.json()["errors"][0]["field"] == "spheres"
    assert (changed["spheres"], changed["languages"]) == ([3], ["kk", "ru"])
    assert empty.json()["errors"][0]["field"] == "spheres"
    assert no_reason.json()["errors"][0]["field"] == "reason"
    assert (suspended["is_active"], back["is_active"]) == (False, True)
    assert person == (403, "not_permitted")
    assert Expert.objects.get().is_active


def test_an_expert_invitation_is_managed_by_a_key_of_a_region(world: World) -> None:
    SphereFactory(number=3)
    made = done(world.eyes.own, "experts/", {"email": "e@example.org", "spheres": [3], "languages": ["ru"]}, status=201)

    revoked = done(world.eyes.foreign, f"invitations/{made['id']}/revoke/")

    assert revoked["status"] == InvitationStatus.REVOKED


def test_ties_and_works_are_declared_and_ended(world: World) -> None:
    expert = ExpertFactory()
    own, address = world.eyes.own, f"experts/{expert.number}/"

    tie = done(own, f"{address}declare-tie/", {"bin": world.ngo.bin, "kind": "member", "since": "2024-01-01"})
    strange = send(own, f"{address}declare-tie/", {"bin": "1", "kind": "member"})
    work = done(own, f"{address}declare-work/", {"employer_name": "A plant", "since": "2024-01-01"})
    wrong = send(own, f"{address}declare-work/", {"employer_name": "B", "employer_bin": "1", "since": "2024-01-01"})
    future = send(own, f"expert-ties/{tie['id']}/end/", {"until": "2999-01-01"})
    ended = done(own, f"expert-ties/{tie['id']}/end/", {"until": "2025-01-01"})
    twice = refused(own, f"expert-ties/{tie['id']}/end/", {"until": "2025-01-01"})
    left = done(signed_in(expert.user), f"expert-works/{work['id']}/end/", {"until": "2025-01-01"})

    assert (tie["organisation"], tie["expert"], work["employer_name"]) == (world.ngo.bin, expert.number, "A plant")
    assert strange.json()["errors"][0]["field"] == "bin"
    assert wrong.json()["errors"][0]["field"] == "employer_bin"
    assert future.json()["errors"][0]["field"] == "until"
    assert (ended["until"], twice, left["until"]) == ("2025-01-01", (409, "conflict"), "2025-01-01")
    assert Affiliation.objects.get().until == Employment.objects.get().until == dt.date(2025, 1, 1)
    assert (
        read(own, f"expert-ties/?expert={expert.number}&organisation={world.ngo.bin}")["results"][0]["id"] == tie["id"]
    )
    assert send(own, "expert-ties/?expert=x", method="get").status_code == 422
    stranger = signed_in(UserFactory())
    assert read(stranger, "expert-ties/")["results"] == read(stranger, "expert-works/")["results"] == []


# Logos


def test_a_logo_is_shown_and_taken_away(world: World) -> None:
    own, address = world.eyes.own, f"organisations/{world.ngo.bin}/"
    picture = own.post("/api/v1/documents/", {"file": upload(png(4, 4), "logo.png")}).json()
    text = own.post("/api/v1/documents/", {"file": upload(pdf(), "logo.pdf")}).json()

    nothing = own.get(f"/api/v1/{address}logo/").status_code
    wrong = send(own, f"{address}put-logo/", {"file": text["id"]})
    foreign = send(signed_in(world.head), f"{address}put-logo/", {"file": picture["id"]})
    elsewhere = refused(world.eyes.foreign, f"{address}put-logo/", {"file": picture["id"]})
    stranger = refused(signed_in(UserFactory()), f"{address}remove-logo/")
    shown = done(own, f"{address}put-logo/", {"file": picture["id"]})
    seen = world.eyes.visitor.get(f"/api/v1/{address}logo/")
    removed = done(signed_in(world.head), f"{address}remove-logo/")

    assert nothing == 404
    assert [one["field"] for one in wrong.json()["errors"]] == ["file"]
    assert [one["field"] for one in foreign.json()["errors"]] == ["file"]
    assert (elsewhere, stranger) == ((404, "not_found"), (403, "not_permitted"))
    assert shown["logo"] == picture["sha256"]
    assert (seen["Content-Type"], b"".join(seen.streaming_content)) == ("image/png", png(4, 4))
    assert removed["logo"] == ""


# Keys


def test_a_system_reads_its_own_key_and_no_secret(world: World) -> None:
    answer = world.eyes.own.get("/api/v1/api-keys/")
    own = answer.json()["results"]
    foreign = read(world.eyes.foreign, "api-keys/")["results"]

    assert [(row["body"], row["region"]) for row in own] == [("akimat", "710000000")]
    assert "webhooks:read" in own[0]["scopes"]
    assert b"secret" not in answer.content
    assert world.eyes.own.get(f"/api/v1/api-keys/{foreign[0]['id']}/").status_code == 404
    assert {row["body"] for row in read(signed_in(world.officer), "api-keys/")["results"]} == {"akimat"}
    assert read(signed_in(world.head), "api-keys/")["results"] == []


# All of them alike


def test_every_resource_of_people_is_read_refused_and_cheap(world: World) -> None:
    from registry.api.resources import claims as claim_resources  # noqa: PLC0415
    from registry.api.resources import experts, people  # noqa: PLC0415

    rows = [claim_of(OrganisationFactory(), UserFactory()) for _ in range(3)]
    sent = [
        invitations.invite(email=f"{n}@example.org", role=Role.SECRETARY, place=world.body, by=world.officer)
        for n in range(3)
    ]
    known = [ExpertFactory() for _ in range(3)]
    ties = [Affiliation.objects.create(expert=one, organisation=world.ngo, kind="member") for one in known]
    works = [Employment.objects.create(expert=one, employer_name="P", since=dt.date(2024, 1, 1)) for one in known]
    held = [
        memberships.grant(user=UserFactory(), role=Role.COMMISSION, body=world.body, by=world.officer) for _ in range(3)
    ]
    walk(
        [
            ("claims", claim_resources.Claims), ("invitations", people.Invitations), ("experts", experts.Experts),
            ("expert-ties", experts.ExpertTies), ("expert-works", experts.ExpertWorks),
            ("memberships", people.Memberships),
        ],
        {
            "claims": [one.pk for one in rows], "invitations": [one.pk for one in sent],
            "experts": [one.number for one in known], "expert-ties": [one.pk for one in ties],
            "expert-works": [one.pk for one in works], "memberships": [one.pk for one in held],
        },
        world.eyes,
    )  # fmt: skip
