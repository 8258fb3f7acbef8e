from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from foundation.audit.models import Event
from foundation.core import clock
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from registry.actions import bodies, experts, memberships
from registry.choices import AffiliationKind, Role
from registry.models import Employment, Membership, Organisation, Region
from registry.queries.ties import tied_pairs
from registry.rules import people
from tests.builders import registry as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, ExpertFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return OrganisationFactory()


@pytest.fixture
def head(organisation):
    return build.head_of(organisation)


@pytest.fixture
def editor(organisation, head) -> Membership:
    return memberships.grant(user=UserFactory(), role=Role.NGO_EDITOR, organisation=organisation, by=head)


def held(organisation) -> dict:
    return dict(Membership.objects.in_force().filter(organisation=organisation).values_list("user", "role"))


def test_a_role_is_changed_into_another(organisation, head, editor) -> None:
    memberships.change(membership=editor, role=Role.NGO_VIEWER, by=head, reason="on leave")

    assert held(organisation) == {head.pk: "ngo_head", editor.user_id: "ngo_viewer"}
    events = Event.objects.order_by("-id")[:2]
    assert [(one.verb, one.reason) for one in events] == [
        ("registry.membership.granted", "on leave"),
        ("registry.membership.ended", "on leave"),
    ]
    assert Message.objects.filter(recipient=editor.user).count() == 2  # the first role, and the new one
    with pytest.raises(Conflict):
        memberships.change(membership=editor, role=Role.NGO_VIEWER, by=head)


def test_the_head_hands_the_organisation_over_and_stays_as_an_editor(organisation, head, editor) -> None:
    memberships.hand_over(membership=editor, by=head, reason="elected")

    assert held(organisation) == {editor.user_id: "ngo_head", head.pk: "ngo_editor"}
    assert {one.reason for one in Event.objects.filter(verb="registry.membership.ended")} == {"elected"}


def test_nobody_else_hands_it_over(organisation, head, editor) -> None:
    own = Membership.objects.get(user=head)
    for membership, by in ((editor, editor.user), (editor, build.officer()), (own, head)):
        with pytest.raises(NotPermitted):
            memberships.hand_over(membership=membership, by=by)
    with pytest.raises(NotPermitted, match="handed over"):
        memberships.change(membership=editor, role=Role.NGO_HEAD, by=head)
    assert held(organisation)[head.pk] == "ngo_head"


def test_the_head_does_not_become_less_by_a_role(organisation, head) -> None:
    with pytest.raises(Conflict, match="is the head"):
        memberships.grant(user=head, role=Role.NGO_VIEWER, organisation=organisation, by=head)


def test_the_database_holds_one_role_of_a_person_in_an_ngo(organisation, editor) -> None:
    with pytest.raises(IntegrityError, match="one_role_in_ngo"), transaction.atomic():
        MembershipFactory(user=editor.user, organisation=organisation, role=Role.NGO_VIEWER)


def test_what_may_be_done_with_a_role(organisation, head, editor) -> None:
    own = Membership.objects.get(user=head)

    assert people.changes_for(head, editor) == ["ngo_viewer", people.HAND_OVER, people.END]
    assert people.changes_for(head, own) == []
    assert people.changes_for(editor.user, editor) == [people.END]
    assert people.changes_for(UserFactory(), editor) == []


def test_an_officer_names_a_head_and_gives_no_other_role(organisation) -> None:
    officer, user = build.officer(), UserFactory()
    with pytest.raises(NotPermitted):
        memberships.grant(user=user, role=Role.NGO_EDITOR, organisation=organisation, by=officer)

    memberships.grant(user=user, role=Role.NGO_HEAD, organisation=organisation, by=officer)

    assert held(organisation) == {user.pk: "ngo_head"}


def test_a_body_is_changed_with_a_reason() -> None:
    admin, body = UserFactory(is_admin=True), BodyFactory(name_en="Old")

    bodies.update(body=body, values={"name_en": "New", "phone": "+7 7172 000000"}, reason="renamed", by=admin)

    body.refresh_from_db()
    assert (body.name_en, body.phone) == ("New", "+7 7172 000000")
    event = Event.objects.get(verb="registry.body.updated")
    assert (event.reason, event.changes) == (
        "renamed",
        {"name_en": ["Old", "New"], "phone": ["", "+7 7172 000000"]},
    )
    bodies.update(body=body, values={"name_en": "New"}, reason="again", by=admin)
    assert Event.objects.filter(verb="registry.body.updated").count() == 1


def test_a_body_is_not_changed_without_a_right_or_a_reason() -> None:
    body, other = BodyFactory(), BodyFactory(bin="450140000015")
    with pytest.raises(NotPermitted):
        bodies.update(body=body, values={"name_en": "New"}, reason="x", by=build.officer(body))
    values = {"name_kk": "", "bin": other.bin, "kind": "kingdom"}
    with pytest.raises(Invalid) as caught:
        bodies.update(body=body, values=values, reason=" ", by=UserFactory(is_admin=True))
    assert [fault.field for fault in caught.value.faults] == ["bin", "kind", "name_kk", "reason"]


def test_terms_of_an_expert_are_changed(reference) -> None:
    expert, officer = ExpertFactory(), build.officer()
    region = Region.objects.get(pk="710000000")

    experts.update(expert=expert, spheres=[3, 1], languages=["ru"], region=region, by=officer)

    expert.refresh_from_db()
    assert (sorted(expert.spheres.values_list("pk", flat=True)), expert.languages) == ([1, 3], ["ru"])
    assert Event.objects.get(verb="registry.expert.updated").changes == {
        "spheres": [[], [1, 3]],
        "languages": [["kk", "ru"], ["ru"]],
        "region": [None, "710000000"],
    }
    with pytest.raises(NotPermitted):
        experts.update(expert=expert, spheres=[3], languages=["ru"], region=None, by=expert.user)
    with pytest.raises(Invalid):
        experts.update(expert=expert, spheres=[], languages=["ru"], region=None, by=officer)


def test_an_expert_is_suspended_with_a_reason() -> None:
    expert, officer = ExpertFactory(), build.officer()
    with pytest.raises(Invalid, match="Say why"):
        experts.set_active(expert=expert, is_active=False, by=officer)

    experts.set_active(expert=expert, is_active=False, reason="own wish", by=officer)

    expert.refresh_from_db()
    assert expert.is_active is False


WORK = {"employer_name": "Invented Ministry", "employer_bin": "450140000015", "since": dt.date(2020, 1, 1)}


def test_work_is_entered_once_and_ends_once() -> None:
    expert = ExpertFactory()

    work = experts.declare_employment(expert=expert, values=WORK, by=expert.user)
    again = experts.declare_employment(expert=expert, values=WORK, by=build.officer())
    with clock.playing(dt.datetime(2026, 5, 5, tzinfo=dt.UTC)):
        experts.end_employment(employment=work, until=dt.date(2026, 5, 1), by=expert.user)

    assert (work, Employment.objects.get().entered_by) == (again, expert.user)
    assert Employment.objects.get().until == dt.date(2026, 5, 1)
    with pytest.raises(Conflict):
        experts.end_employment(employment=work, until=dt.date(2026, 5, 2), by=expert.user)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"employer_bin": "450140000016"}, "employer_bin"),
        ({"employer_name": " "}, "employer_name"),
        ({"until": dt.date(2019, 1, 1)}, "until"),
    ],
)
def test_wrong_work_is_refused_at_its_field(changes, field: str) -> None:
    expert = ExpertFactory()
    with pytest.raises(Invalid) as caught:
        experts.declare_employment(expert=expert, values={**WORK, **changes}, by=expert.user)
    assert [fault.field for fault in caught.value.faults] == [field]


def test_ties_are_the_experts_and_the_officers_to_enter(organisation) -> None:
    expert, stranger = ExpertFactory(), ExpertFactory().user
    tie = experts.declare_affiliation(
        expert=expert, organisation=organisation, kind=AffiliationKind.MEMBER, by=expert.user
    )
    work = experts.declare_employment(expert=expert, values=WORK, by=expert.user)
    day = dt.date(2021, 1, 1)

    assert tie.entered_by == expert.user
    for act in (
        lambda: experts.declare_employment(expert=expert, values=WORK, by=stranger),
        lambda: experts.end_employment(employment=work, until=day, by=stranger),
        lambda: experts.end_affiliation(affiliation=tie, until=day, by=stranger),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(Invalid, match="not come yet"):
        experts.end_affiliation(affiliation=tie, until=dt.date(2999, 1, 1), by=expert.user)
    with pytest.raises(Invalid, match="before it begins"):
        experts.end_employment(employment=work, until=dt.date(2001, 1, 1), by=expert.user)
    experts.end_affiliation(affiliation=tie, until=day, by=build.officer())
    tie.refresh_from_db()
    assert tie.until == day


def test_ties_of_all_sources_are_known_for_twelve_months(django_assert_num_queries) -> None:
    today = dt.datetime(2026, 5, 5, 12, tzinfo=dt.UTC)
    first, second, third = (OrganisationFactory() for _ in range(3))
    with clock.playing(today):
        works, worked, long_ago, member = (ExpertFactory() for _ in range(4))
        for expert, until in ((works, None), (worked, dt.date(2025, 5, 5)), (long_ago, dt.date(2025, 5, 4))):
            Employment.objects.create(
                expert=expert, employer_name="X", employer_bin=first.bin, since=dt.date(2020, 1, 1), until=until
            )
        experts.declare_affiliation(expert=member, organisation=second, kind=AffiliationKind.MEMBER, by=None)
        head = build.head_of(third)
        everybody = Organisation.objects.filter(pk__in=[first.pk, second.pk, third.pk])
        with django_assert_num_queries(2):
            pairs = tied_pairs(everybody)

        assert pairs == {
            (works.user_id, first.pk),
            (worked.user_id, first.pk),
            (member.user_id, second.pk),
            (head.pk, third.pk),
        }
        assert tied_pairs(Organisation.objects.filter(pk=second.pk)) == {(member.user_id, second.pk)}
