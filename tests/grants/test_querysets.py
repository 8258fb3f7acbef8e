"""Who sees which calls, applications and files."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from grants.actions import applications, attachments
from grants.choices import ApplicationStatus, CallStatus
from grants.models import Application, Attachment, Call
from registry.choices import Role
from registry.models import Membership
from tests.builders.files import pdf, upload
from tests.builders.grants import application_at, call_at, close_and_check, head_of, officer_for, person_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def sees(user: object, *found: Application) -> list[bool]:
    visible = set(Application.objects.visible_to(user).values_list("pk", flat=True))
    return [application.pk in visible for application in found]


def test_a_call_in_preparation_is_seen_by_officers_of_its_operator_alone() -> None:
    draft, announced = call_at(CallStatus.DRAFT), call_at()
    stranger = MembershipFactory(organisation=None, body=BodyFactory(), role=Role.OFFICER).user
    secretary = MembershipFactory(organisation=None, body=draft.operator, role=Role.SECRETARY).user

    seen = {
        name: set(Call.objects.visible_to(user))
        for name, user in {
            "officer": officer_for(draft),
            "stranger": stranger,
            "secretary": secretary,
            "visitor": AnonymousUser(),
        }.items()
    }

    assert seen == {
        "officer": {draft, announced},
        "stranger": {announced},
        "secretary": {announced},
        "visitor": {announced},
    }


def test_an_ngos_people_see_their_own_in_every_state() -> None:
    draft, sent = application_at(ApplicationStatus.DRAFT, is_filled=False), application_at()

    for role in (Role.NGO_EDITOR, Role.NGO_VIEWER):
        assert sees(person_of(draft.organisation, role), draft, sent) == [True, False]
    assert sees(head_of(draft.organisation), draft, sent) == [True, False]


def test_officers_of_the_operator_see_what_was_sent_to_them() -> None:
    call = call_at()
    officer = officer_for(call)
    draft, sent, withdrawn = (
        application_at(status, call=call)
        for status in (ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED, ApplicationStatus.WITHDRAWN)
    )
    elsewhere = application_at()

    assert sees(officer, draft, sent, withdrawn, elsewhere) == [False] * 4  # sealed until the window closes
    close_and_check(call)
    assert sees(officer, draft, sent, withdrawn, elsewhere) == [False, True, False, False]
    applications.withdraw(application=sent, by=head_of(sent.organisation))
    assert sees(officer, sent) == [True]


def test_an_application_that_is_opened_again_is_out_of_the_officers_sight_until_it_is_sent() -> None:
    application = application_at()
    officer = officer_for(application.call)

    applications.reopen(application=application, by=head_of(application.organisation))
    hidden = sees(officer, application)
    applications.submit(application=application, by=head_of(application.organisation))
    close_and_check(application.call)

    assert (hidden, sees(officer, application)) == ([False], [True])


def test_nobody_else_sees_an_application() -> None:
    application = application_at()
    head = head_of(application.organisation)
    commission = MembershipFactory(organisation=None, body=application.call.operator, role=Role.COMMISSION).user

    assert [sees(user, application) for user in (AnonymousUser(), UserFactory(), commission)] == [[False]] * 3
    Membership.objects.filter(user=head).update(ended_at=timezone.now())
    assert sees(head, application) == [False]
    closed = person_of(application.organisation)
    closed.is_active = False
    assert sees(closed, application) == [False]


def test_officers_see_files_of_sent_versions_alone() -> None:
    application = application_at(ApplicationStatus.DRAFT)
    head, officer = head_of(application.organisation), officer_for(application.call)
    attachment = attachments.add(application=application, upload=upload(pdf()), title="Letter", by=head)

    def seen() -> list[bool]:
        return [attachment in Attachment.objects.visible_to(user) for user in (head, officer, UserFactory())]

    before = seen()
    applications.submit(application=application, by=head)
    sealed = seen()
    close_and_check(application.call)

    assert (before, sealed, seen()) == ([True, False, False], [True, False, False], [True, True, False])


def test_the_window_sorts_calls_into_open_coming_and_past() -> None:
    now = timezone.now()
    call = call_at()

    def kinds(moment: object) -> list[bool]:
        return [
            call in rows
            for rows in (Call.objects.open_at(moment), Call.objects.coming_at(moment), Call.objects.past_at(moment))
        ]

    assert kinds(now) == [True, False, False]
    assert kinds(call.closes_at) == [True, False, False]
    assert kinds(call.opens_at) == [True, False, False]
    assert kinds(call.opens_at - (call.closes_at - call.opens_at)) == [False, True, False]
    assert kinds(call.closes_at + (call.closes_at - call.opens_at)) == [False, False, True]
