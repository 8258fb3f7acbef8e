from __future__ import annotations

import pytest
from django.utils import timezone

from foundation.accounts.models import User
from registry.choices import BodyKind, Role
from registry.queries import holders
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_the_officers_of_a_body_are_its_own() -> None:
    body = BodyFactory()
    first, second = (MembershipFactory(organisation=None, body=body, role=Role.OFFICER).user for _ in range(2))
    secretary = MembershipFactory(organisation=None, body=body, role=Role.SECRETARY).user
    for stranger in (
        {"body": BodyFactory(), "role": Role.OFFICER},
        {"body": body, "role": Role.COMMISSION},
        {"body": body, "role": Role.OFFICER, "ended_at": timezone.now()},
    ):
        MembershipFactory(organisation=None, **stranger)
    closed = MembershipFactory(organisation=None, body=body, role=Role.OFFICER).user
    User.objects.filter(pk=closed.pk).update(is_active=False)

    assert holders.officers_of(body) == holders.officers_of(body.pk) == [first, second]
    assert holders.officers_of(body, Role.SECRETARY) == [first, second, secretary]


def test_an_ngo_that_regrants_is_staffed_by_its_own_people() -> None:
    head = MembershipFactory()
    editor, viewer = (
        MembershipFactory(organisation=head.organisation, role=role) for role in (Role.NGO_EDITOR, Role.NGO_VIEWER)
    )
    MembershipFactory()  # somebody of another NGO
    body = BodyFactory(kind=BodyKind.REGRANTOR, organisation=head.organisation)
    # Its secretary is appointed as in any body; an editor who is secretary too is told once.
    MembershipFactory(organisation=None, body=body, user=editor.user, role=Role.SECRETARY)

    assert holders.officers_of(body) == holders.officers_of(body, Role.SECRETARY) == [head.user, editor.user]
    assert holders.heads_of(head.organisation) == [head.user]
    assert holders.writers_of(head.organisation) == [head.user, editor.user]
    assert viewer.user not in holders.officers_of(body)
