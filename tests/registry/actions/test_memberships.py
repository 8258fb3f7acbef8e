from __future__ import annotations

import pytest

from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from registry.actions import bodies, experts, memberships
from registry.choices import AffiliationKind, BodyKind, Role
from registry.models import Membership
from registry.queries import experts_for
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def test_a_new_head_replaces_the_old_one_with_a_trace() -> None:
    organisation, officer = OrganisationFactory(), build.officer()
    old, new = build.head_of(organisation), UserFactory()

    memberships.grant(user=new, role=Role.NGO_HEAD, organisation=organisation, by=officer, reason="letter 5")

    held = Membership.objects.filter(organisation=organisation).order_by("id")
    assert [(one.user, one.ended_at is None) for one in held] == [(old, False), (new, True)]
    events = Event.objects.order_by("-id")[:2]
    assert [(event.verb, event.reason) for event in events] == [
        ("registry.membership.granted", "letter 5"),
        ("registry.membership.ended", "letter 5"),
    ]


def test_a_role_is_given_once() -> None:
    organisation, user = OrganisationFactory(), UserFactory()

    first = memberships.grant(user=user, role=Role.NGO_EDITOR, organisation=organisation, by=None)
    second = memberships.grant(user=user, role=Role.NGO_EDITOR, organisation=organisation, by=None)

    assert first == second
    assert Event.objects.filter(verb="registry.membership.granted").count() == 1


def test_who_may_not_give_gives_nothing() -> None:
    organisation = OrganisationFactory()
    editor = UserFactory()
    memberships.grant(user=editor, role=Role.NGO_EDITOR, organisation=organisation, by=None)

    with pytest.raises(NotPermitted):
        memberships.grant(user=UserFactory(), role=Role.NGO_EDITOR, organisation=organisation, by=editor)
    with pytest.raises(NotPermitted):
        memberships.grant(user=editor, role=Role.OFFICER, body=BodyFactory(), by=editor)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("role", [Role.OFFICER, "king"])
def test_a_role_of_a_body_is_not_given_in_an_ngo(role: str) -> None:
    with pytest.raises(Invalid, match="does not belong here"):
        memberships.grant(user=UserFactory(), role=role, organisation=OrganisationFactory(), by=None)


def test_a_role_needs_exactly_one_place() -> None:
    with pytest.raises(Invalid):
        memberships.grant(user=UserFactory(), role=Role.OFFICER, by=None)
    with pytest.raises(Invalid):
        memberships.grant(
            user=UserFactory(), role=Role.OFFICER, organisation=OrganisationFactory(), body=BodyFactory(), by=None
        )


def test_a_role_ends_once() -> None:
    organisation = OrganisationFactory()
    head = build.head_of(organisation)
    editor = memberships.grant(user=UserFactory(), role=Role.NGO_EDITOR, organisation=organisation, by=head)

    memberships.end(membership=editor, by=head)

    with pytest.raises(Conflict, match="ended already"):
        memberships.end(membership=editor, by=head)
    with pytest.raises(NotPermitted):
        memberships.end(membership=editor, by=UserFactory())


def test_the_administrator_enters_a_body_and_faults_are_told_at_once() -> None:
    admin = UserFactory(is_admin=True)
    good = {"code": "operator", "name_kk": "О", "name_ru": "О", "name_en": "O", "kind": BodyKind.OPERATOR}

    body = bodies.create(values={**good, "bin": "450140000015", "is_invented": True}, by=admin)

    assert (body.bin, Event.objects.latest("id").verb) == ("450140000015", "registry.body.created")
    with pytest.raises(Invalid) as refused:
        bodies.create(values={**good, "bin": "450140000015", "kind": "x", "name_en": ""}, by=admin)
    assert [fault.field for fault in refused.value.faults] == ["bin", "code", "kind", "name_en"]
    with pytest.raises(NotPermitted):
        bodies.create(values={**good, "code": "other"}, by=build.officer())


def test_experts_get_numbers_in_turn(reference: None) -> None:
    officer = build.officer()
    first = experts.enrol(user=UserFactory(), spheres=[3], languages=["ru", "kk"], by=officer)
    second = experts.enrol(user=UserFactory(), spheres=[10, 3], languages=["ru"], by=officer)

    assert (first.number, second.number, first.languages) == (1, 2, ["kk", "ru"])
    assert list(experts_for([3, 10])) == [first, second]
    assert list(experts_for([10])) == [second]
    assert list(experts_for([])) == []

    experts.set_active(expert=second, is_active=False, by=officer, reason="ill")

    assert list(experts_for([10])) == []
    with pytest.raises(NotPermitted):
        experts.set_active(expert=second, is_active=True, by=second.user)


def test_an_expert_needs_spheres_and_languages_and_is_entered_once(reference: None) -> None:
    user = UserFactory()
    experts.enrol(user=user, spheres=[3], languages=["kk"], by=None)
    with pytest.raises(Invalid) as refused:
        experts.enrol(user=user, spheres=[99], languages=["en"], by=None)
    assert [fault.field for fault in refused.value.faults] == ["spheres", "languages", "email"]
    with pytest.raises(NotPermitted):
        experts.enrol(user=UserFactory(), spheres=[3], languages=["kk"], by=user)


def test_ties_are_entered_by_the_expert_or_an_officer(reference: None) -> None:
    expert = experts.enrol(user=UserFactory(), spheres=[3], languages=["kk"], by=None)
    organisation = OrganisationFactory()

    tie = experts.declare_affiliation(
        expert=expert, organisation=organisation, kind=AffiliationKind.FOUNDER, by=expert.user
    )

    assert list(expert.affiliations.all()) == [tie]
    with pytest.raises(NotPermitted):
        experts.declare_affiliation(
            expert=expert, organisation=organisation, kind=AffiliationKind.PAID, by=UserFactory()
        )
    with pytest.raises(Invalid):
        experts.declare_affiliation(expert=expert, organisation=organisation, kind="friend", by=None)
