from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from foundation.core.errors import NotPermitted
from foundation.core.permissions import allowed
from registry.actions import memberships
from registry.choices import Role
from registry.rules import roles
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_role_counts_where_it_is_held_and_while_it_is_held() -> None:
    head = MembershipFactory()
    other = OrganisationFactory()

    assert roles.has_role(head.user, Role.NGO_HEAD)
    assert roles.has_role(head.user, Role.NGO_HEAD, organisation=head.organisation)
    assert roles.has_role(head.user, (Role.NGO_EDITOR, Role.NGO_HEAD), organisation=head.organisation.pk)
    assert not roles.has_role(head.user, Role.NGO_HEAD, organisation=other)
    assert not roles.has_role(head.user, Role.NGO_EDITOR, organisation=head.organisation)

    memberships.end(membership=head, by=None)

    assert not roles.has_role(head.user, Role.NGO_HEAD)


@pytest.mark.parametrize("who", ["visitor", "closed"])
def test_visitors_and_closed_accounts_hold_nothing(who: str) -> None:
    head = MembershipFactory(user=UserFactory(is_active=False))
    user = AnonymousUser() if who == "visitor" else head.user

    assert not roles.has_role(user, Role.NGO_HEAD)
    assert list(roles.organisations_of(user)) == []
    assert list(roles.bodies_of(user, Role.OFFICER)) == []


def test_organisations_and_bodies_of_a_person() -> None:
    user = UserFactory()
    first = MembershipFactory(user=user).organisation
    second = MembershipFactory(user=user, role=Role.NGO_VIEWER).organisation
    body = BodyFactory()
    MembershipFactory(user=user, organisation=None, body=body, role=Role.SECRETARY)
    MembershipFactory()

    assert list(roles.organisations_of(user)) == [first, second]
    assert list(roles.organisations_of(user, roles.EDITORS)) == [first]
    assert list(roles.bodies_of(user, Role.SECRETARY)) == [body]
    assert list(roles.bodies_of(user, Role.OFFICER)) == []
    assert list(roles.bodies_of(user)) == [body]


@pytest.mark.parametrize(
    ("role", "may_edit", "may_see"),
    [(Role.NGO_HEAD, True, True), (Role.NGO_EDITOR, True, True), (Role.NGO_VIEWER, False, True)],
)
def test_what_each_role_of_an_ngo_may_do(role: str, may_edit: bool, may_see: bool) -> None:
    membership = MembershipFactory(role=role)

    assert allowed(roles.check_can_edit_organisation, membership.user, membership.organisation) == may_edit
    assert allowed(roles.check_can_view_desk_of_organisation, membership.user, membership.organisation) == may_see
    stranger = UserFactory()
    assert not allowed(roles.check_can_edit_organisation, stranger, membership.organisation)
    assert not allowed(roles.check_can_view_desk_of_organisation, stranger, membership.organisation)


def test_officer_checks_refuse_everybody_else_with_a_sentence() -> None:
    officer, head = build.officer(), MembershipFactory().user
    checks = (
        roles.check_can_register_organisation,
        roles.check_can_import_organisations,
        roles.check_can_accept_annual_information,
        roles.check_can_enrol_expert,
    )
    for check in checks:
        check(officer)
        with pytest.raises(NotPermitted, match="Only an officer of a state body can do this"):
            check(head)


def test_only_the_administrator_enters_bodies() -> None:
    roles.check_can_create_body(UserFactory(is_admin=True))
    with pytest.raises(NotPermitted):
        roles.check_can_create_body(build.officer())
    with pytest.raises(NotPermitted):
        roles.check_can_create_body(AnonymousUser())


def test_who_gives_roles() -> None:
    head = MembershipFactory()
    officer = build.officer()
    other_body = BodyFactory()
    organisation = head.organisation

    def may(user, role, organisation=None, body=None) -> bool:
        try:
            roles.check_can_grant_role(user, role, organisation=organisation, body=body)
        except NotPermitted:
            return False
        return True

    assert may(head.user, Role.NGO_EDITOR, organisation)
    assert not may(head.user, Role.NGO_HEAD, organisation)
    assert may(officer, Role.NGO_HEAD, organisation)
    assert not may(UserFactory(), Role.NGO_VIEWER, organisation)
    assert may(officer, Role.COMMISSION, body=roles.bodies_of(officer).get())
    assert not may(officer, Role.COMMISSION, body=other_body)
    assert not may(head.user, Role.OFFICER, body=other_body)


def test_everybody_may_give_up_a_role_but_a_head_is_replaced() -> None:
    editor = MembershipFactory(role=Role.NGO_EDITOR)
    head = MembershipFactory(organisation=editor.organisation)

    roles.check_can_end_membership(editor.user, editor)
    roles.check_can_end_membership(head.user, editor)
    with pytest.raises(NotPermitted):
        roles.check_can_end_membership(head.user, head)
    with pytest.raises(NotPermitted):
        roles.check_can_end_membership(editor.user, head)
