from __future__ import annotations

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from foundation.accounts import actions as accounts
from foundation.audit.models import Event
from foundation.core import clock, jobs
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.models import Job
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry import tasks
from registry.actions import invitations, memberships
from registry.choices import Role
from registry.models import Expert, Invitation, Membership
from registry.queries import people as reads
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

ADDRESS = "colleague@example.org"
TERMS = {"spheres": [3], "languages": ["kk"], "region": "710000000"}


def account(email: str = ADDRESS):
    return accounts.create(email=email, full_name="New Colleague", password="correct horse", by=None)


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def head(organisation):
    return build.head_of(organisation)


def invited(place, by, role: str = Role.NGO_EDITOR, email: str = ADDRESS) -> Invitation:
    return invitations.invite(email=email, role=role, place=place, language="ru", by=by)


def roles_in(organisation) -> list:
    held = Membership.objects.in_force().filter(organisation=organisation).order_by("pk")
    return [(one.user, one.role) for one in held]


def test_a_stranger_gets_a_letter_with_a_link_once(organisation, head, run_jobs, mailoutbox) -> None:
    invitation = invited(organisation, head, email="Colleague@Example.org ")

    run_jobs()
    Job.objects.update(status="queued", finished_at=None, started_at=None)
    run_jobs()

    (mail,) = mailoutbox
    assert (mail.to, mail.subject) == ([ADDRESS], f"Вас приглашают в «{organisation.name_ru}»")
    assert f"/ru/registry/invitations/{invitation.token}/" in mail.body
    assert Event.objects.get(verb="registry.invitation.sent").changes == {"role": ["", "ngo_editor"]}
    assert ADDRESS not in str(list(Event.objects.values()))
    assert Message.objects.count() == 0


def test_a_mail_server_that_is_down_is_tried_again(organisation, head, run_jobs, settings, mailoutbox) -> None:
    invitation = invited(organisation, head)
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there

    with pytest.raises(ConnectionError):
        tasks.mail_invitation(jobs.Progress(Job.objects.get()), invitation_id=invitation.pk, nonce=invitation.nonce)

    assert Invitation.objects.get().mailed_at is None
    settings.EMAIL_BACKEND = usual
    run_jobs()
    assert Invitation.objects.get().mailed_at is not None
    assert len(mailoutbox) == 1


def test_who_has_an_account_gets_a_message(organisation, head) -> None:
    user = account()

    invitation = invited(organisation, head)

    told = Message.objects.get()
    assert (told.recipient, told.link) == (user, f"/en/registry/invitations/{invitation.token}/")
    assert not Job.objects.filter(name="registry.mail_invitation").exists()


def test_the_invited_person_takes_the_role(organisation, head) -> None:
    invitation, user = invited(organisation, head), account()

    accepted = invitations.accept(invitation=invitation, by=user)

    assert (accepted.status, accepted.accepted_by) == ("accepted", user)
    assert roles_in(organisation) == [(head, "ngo_head"), (user, "ngo_editor")]
    with pytest.raises(TransitionNotAllowed):
        invitations.accept(invitation=invitation, by=user)


def test_a_new_role_ends_the_old_one_of_the_person(organisation, head) -> None:
    user = account()
    memberships.grant(user=user, role=Role.NGO_VIEWER, organisation=organisation, by=head)

    invitations.accept(invitation=invited(organisation, head), by=user)

    assert roles_in(organisation) == [(head, "ngo_head"), (user, "ngo_editor")]


def test_a_successor_is_invited_as_the_head(organisation, head) -> None:
    user = account()

    invitations.accept(invitation=invited(organisation, head, Role.NGO_HEAD), by=user)

    assert roles_in(organisation) == [(user, "ngo_head")]


def test_only_the_owner_of_the_address_accepts(organisation, head) -> None:
    invitation = invited(organisation, head)
    unverified = UserFactory(email="other@example.org")
    EmailAddress.objects.create(user=unverified, email=ADDRESS, verified=False)

    for by in (unverified, account("stranger@example.org"), head):
        with pytest.raises(NotPermitted, match="another e-mail"):
            invitations.accept(invitation=invitation, by=by)
    assert roles_in(organisation) == [(head, "ngo_head")]


def test_an_invitation_expires(organisation, head) -> None:
    invitation, user = invited(organisation, head), account()

    with clock.playing(invitation.expires_at), pytest.raises(Conflict, match="expired"):
        invitations.accept(invitation=invitation, by=user)
    with clock.playing(invitation.expires_at - dt.timedelta(seconds=1)):
        invitations.accept(invitation=invitation, by=user)
    assert invitation.expires_at - invitation.invited_at == dt.timedelta(days=14)


def test_sending_again_makes_a_new_link_and_a_new_time(organisation, head) -> None:
    old = invited(organisation, head)
    assert reads.invitation_of(old.token) == old

    with clock.playing(clock.now() + dt.timedelta(days=20)):
        new = invitations.resend(invitation=old, by=head)

    assert reads.invitation_of(old.token) is None
    assert reads.invitation_of(new.token) == new
    assert new.expires_at > old.expires_at
    assert invitations.claim_mail(invitation_id=new.pk, nonce=old.nonce) is None


def test_a_revoked_invitation_is_over(organisation, head) -> None:
    invitation, user = invited(organisation, head), account()

    invitations.revoke(invitation=invitation, by=head)

    for act in (invitations.accept, invitations.revoke):
        with pytest.raises(TransitionNotAllowed):
            act(invitation=invitation, by=user if act is invitations.accept else head)
    with pytest.raises(Conflict):
        invitations.resend(invitation=invitation, by=head)
    assert invitations.claim_mail(invitation_id=invitation.pk, nonce=invitation.nonce) is None
    assert invited(organisation, head).status == "sent"


def test_who_lost_the_right_to_invite_has_invited_in_vain(organisation, head) -> None:
    invitation, user = invited(organisation, head), account()
    memberships.grant(user=UserFactory(), role=Role.NGO_HEAD, organisation=organisation, by=None)

    with pytest.raises(Conflict, match="may not do so any more"):
        invitations.accept(invitation=invitation, by=user)


def test_who_may_not_invite_invites_nobody(organisation, head) -> None:
    editor, viewer = UserFactory(), UserFactory()
    memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=head)
    memberships.grant(user=viewer, role=Role.NGO_VIEWER, organisation=organisation, by=head)
    invitation = invited(organisation, head)

    for by in (editor, viewer, UserFactory(), build.head_of(OrganisationFactory())):
        with pytest.raises(NotPermitted):
            invited(organisation, by, email="x@example.org")
        with pytest.raises(NotPermitted):
            invitations.revoke(invitation=invitation, by=by)
        with pytest.raises(NotPermitted):
            invitations.resend(invitation=invitation, by=by)
    with pytest.raises(NotPermitted):
        invited(organisation, build.officer(), Role.NGO_EDITOR, "x@example.org")
    assert Invitation.objects.count() == 1


def test_an_address_is_invited_once_and_not_to_what_it_has(organisation, head) -> None:
    invitation = invited(organisation, head)

    with pytest.raises(Invalid, match="invited already"):
        invited(organisation, head, Role.NGO_VIEWER)
    with pytest.raises(IntegrityError, match="registry_invitation_one_open"), transaction.atomic():
        Invitation.objects.create(
            email=ADDRESS,
            organisation=organisation,
            role="ngo_viewer",
            invited_by=head,
            nonce="x",
            expires_at=invitation.expires_at,
        )
    with pytest.raises(Invalid, match="this role already"):
        invited(organisation, head, Role.NGO_HEAD, head.email)
    with pytest.raises(Invalid, match="does not belong"):
        invited(organisation, head, Role.OFFICER, "x@example.org")


def test_the_administrator_invites_the_first_officer_of_a_body_and_no_more() -> None:
    admin, body, user = UserFactory(is_admin=True), BodyFactory(), account()

    invitations.accept(invitation=invited(body, admin, Role.OFFICER), by=user)

    assert [one.user for one in Membership.objects.in_force().filter(body=body, role=Role.OFFICER)] == [user]
    with pytest.raises(NotPermitted):
        invited(body, admin, Role.SECRETARY, "x@example.org")
    assert invited(body, user, Role.SECRETARY, "x@example.org").role == "secretary"
    with pytest.raises(NotPermitted):
        invited(BodyFactory(), user, Role.SECRETARY, "x@example.org")


def test_an_expert_is_in_the_registry_once_the_invitation_is_accepted(reference) -> None:
    officer, user = build.officer(), account()

    invitation = invitations.invite_expert(email=ADDRESS, terms=TERMS, by=officer)

    assert (Expert.objects.count(), str(invitation.place)) == (0, "None")
    invitations.accept(invitation=invitation, by=user)
    expert = Expert.objects.get()
    assert (expert.user, expert.languages, expert.region_id) == (user, ["kk"], "710000000")
    assert list(expert.spheres.values_list("pk", flat=True)) == [3]
    with pytest.raises(Invalid, match="already"):
        invitations.invite_expert(email=ADDRESS, terms=TERMS, by=officer)


def test_experts_are_invited_by_officers_on_right_terms(reference) -> None:
    with pytest.raises(NotPermitted):
        invitations.invite_expert(email=ADDRESS, terms=TERMS, by=UserFactory())
    with pytest.raises(Invalid) as caught:
        invitations.invite_expert(email=ADDRESS, terms={"spheres": [99], "languages": []}, by=build.officer())
    assert [fault.field for fault in caught.value.faults] == ["spheres", "languages"]


@pytest.mark.parametrize("token", ["", "nothing", "MTox:abc:def", "\0"])
def test_a_forged_link_opens_nothing(organisation, head, token: str) -> None:
    invitation = invited(organisation, head)

    assert reads.invitation_of(token) is None
    assert reads.invitation_of(invitation.token[:-1] + "_") is None
