from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from councils.actions import councils, seats
from councils.choices import Level, Post, Side, TermStatus
from councils.models import Council, Seat
from councils.rules.councils import NewSeat
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from registry.actions import reference
from registry.choices import BodyKind
from tests.builders import councils as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import OrganisationFactory

pytestmark = pytest.mark.django_db


def rules_of(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def approve(built: build.Built, named: list[NewSeat], size: int = 15, **changed):
    term = built.council.terms.filter(status=TermStatus.FORMING).first()
    term = term or councils.start_term(council=built.council, size=size, by=built.secretary)
    facts = {"starts_on": build.STARTS, "ends_on": build.ENDS, "decision_number": "1", "decided_on": build.STARTS}
    return councils.approve(term=term, seats=named, by=built.secretary, **{**facts, **changed})


def test_council_is_entered_once_by_its_body() -> None:
    built = build.entered()

    assert built.council.get_absolute_url() == f"/en/councils/{built.council.slug}/"
    assert Event.objects.get(verb="councils.council.created").actor_name == str(built.secretary)
    with pytest.raises(Invalid) as refusal:
        councils.create(
            values={"slug": built.council.slug, "body": built.body, "level": Level.REPUBLICAN, "name_ru": " "},
            by=built.secretary,
        )
    assert rules_of(refusal) == [
        ("name_kk", ""), ("name_ru", ""), ("name_en", ""), ("level", "R50"), ("slug", ""), ("body", ""),
    ]  # fmt: skip
    with pytest.raises(NotPermitted):
        councils.create(values={"slug": "x", "body": built.body, "level": Level.REGION}, by=UserFactory())


def test_none_is_formed_at_a_body_of_another_kind() -> None:
    with pytest.raises(Invalid) as refusal:
        build.entered(kind=BodyKind.OPERATOR)
    assert rules_of(refusal) == [("body", "R64")]


@pytest.mark.parametrize(
    ("level", "kind", "size", "is_right"),
    [
        (Level.REPUBLICAN, BodyKind.CENTRAL, 14, False),
        (Level.REPUBLICAN, BodyKind.CENTRAL, 15, True),
        (Level.REPUBLICAN, BodyKind.CENTRAL, 30, True),
        (Level.REPUBLICAN, BodyKind.CENTRAL, 31, False),
        (Level.QUASI_STATE, BodyKind.QUASI_STATE, 9, False),
        (Level.QUASI_STATE, BodyKind.QUASI_STATE, 15, True),
        (Level.REGION, BodyKind.AKIMAT, 39, True),
        (Level.REGION, BodyKind.AKIMAT, 0, False),
    ],
)
def test_size_of_each_level(level: str, kind: str, size: int, is_right: bool) -> None:
    built = build.entered(level, kind)
    if is_right:
        assert councils.start_term(council=built.council, size=size, by=built.secretary).number == 1
        return
    with pytest.raises(Invalid) as refusal:
        councils.start_term(council=built.council, size=size, by=built.secretary)
    assert rules_of(refusal) == [("size", "R50")]


def test_approved_members_sit_and_the_term_before_ends() -> None:
    built = build.sitting(3)
    first = built.term
    approve(built, build.new_seats(3), size=3, starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2029, 12, 31))

    assert built.council.terms.get(number=2).status == TermStatus.SITTING
    first.refresh_from_db()
    assert (first.status, first.ends_on) == (TermStatus.ENDED, dt.date(2026, 12, 31))
    assert Seat.objects.in_force().filter(term__council=built.council).count() == 3
    assert list(Event.objects.filter(verb="councils.term.approved").values_list("changes__members", flat=True)) == [
        3,
        3,
    ]


def test_all_faults_of_a_composition_are_told_at_once() -> None:
    reference.load(by=None)
    built = build.entered(Level.REPUBLICAN, BodyKind.CENTRAL)
    ngo = OrganisationFactory()
    named = [
        NewSeat("", Side.NGO),
        NewSeat("One", Side.NGO, ngo, post=Post.CHAIR, is_public_servant=True),
        NewSeat("Two", Side.NGO, ngo, post=Post.CHAIR),
        NewSeat("Three", Side.STATE),
        NewSeat("Four", Side.STATE, is_public_servant=True),
    ]
    with pytest.raises(Invalid) as refusal:
        approve(built, named, ends_on=build.STARTS, decision_number=" ")

    assert rules_of(refusal) == [
        ("ends_on", "R55"), ("decision_number", ""), ("", "R50"), ("", "R52"), ("seats-1", "R53"), ("seats-2", "R53"),
        ("seats-0", ""), ("seats-0", ""), ("seats-3", ""), ("", "R56"), ("", "R56"),
    ]  # fmt: skip
    assert "2 of 5 members come from the state; at most a third, 1, may." in str(refusal.value)
    assert not Seat.objects.exists()


def test_share_of_the_state_is_not_asked_while_no_parameter_says_so() -> None:
    built = build.entered()
    approve(built, build.new_seats(3, state=2), size=3)
    assert Seat.objects.filter(side=Side.STATE).count() == 2


def test_only_one_composition_is_formed_and_only_the_secretariat_forms_it() -> None:
    built = build.entered()
    councils.start_term(council=built.council, size=5, by=built.secretary)
    with pytest.raises(Conflict):
        councils.start_term(council=built.council, size=5, by=built.secretary)
    for stranger in (UserFactory(), build.entered().secretary):
        with pytest.raises(NotPermitted):
            councils.change(council=built.council, values={}, reason="x", by=stranger)


def test_council_is_changed_with_a_reason() -> None:
    built = build.entered()
    with pytest.raises(Invalid):
        councils.change(council=built.council, values={"name_en": "New"}, reason=" ", by=built.secretary)
    councils.change(council=built.council, values={"name_en": "New"}, reason="Renamed", by=built.secretary)
    assert Council.objects.get().name_en == "New"
    assert Event.objects.get(verb="councils.council.changed").reason == "Renamed"


def test_term_is_ended_early_with_a_reason() -> None:
    built = build.sitting(3)
    with pytest.raises(Invalid):
        councils.end_term(term=built.term, reason="", by=built.secretary)
    ended = councils.end_term(term=built.term, reason="The body is dissolved", by=built.secretary)
    assert ended.status == TermStatus.ENDED
    assert not Seat.objects.in_force().exists()


def test_by_election_leave_post_and_account() -> None:
    built = build.sitting(3, with_accounts=False)
    chair, second, third = built.seats
    new = NewSeat("New Member", Side.NGO, OrganisationFactory())
    with pytest.raises(Invalid) as refusal:
        seats.add(term=built.term, seat=new, started_on=build.STARTS, by=built.secretary)
    assert rules_of(refusal) == [("", "R50")]

    seats.end(seat=third, ended_on=dt.date(2026, 5, 1), reason="Moved away", by=built.secretary)
    with pytest.raises(Conflict):
        seats.end(seat=third, ended_on=dt.date(2026, 5, 1), reason="Again", by=built.secretary)
    added = seats.add(term=built.term, seat=new, started_on=dt.date(2026, 6, 1), by=built.secretary)
    seats.give_post(seat=second, post=Post.CHAIR, by=built.secretary)
    chair.refresh_from_db()
    second.refresh_from_db()
    assert (chair.post, second.post, added.started_on) == (Post.MEMBER, Post.CHAIR, dt.date(2026, 6, 1))

    user = UserFactory()
    assert seats.link(seat=added, email=user.email.upper(), by=built.secretary).user == user
    with pytest.raises(Invalid):
        seats.link(seat=second, email=user.email, by=built.secretary)
    with pytest.raises(Invalid):
        seats.link(seat=second, email="nobody@example.org", by=built.secretary)
    assert user.email not in str(list(Event.objects.values_list("changes", "reason")))


def test_refusals_of_leaving_and_posts() -> None:
    built = build.entered()
    approve(built, build.new_seats(3, state=1), size=3)
    servant = Seat.objects.get(side=Side.STATE)
    with pytest.raises(Invalid) as refusal:
        seats.end(seat=servant, ended_on=dt.date(2025, 1, 1), reason="", by=built.secretary)
    assert rules_of(refusal) == [("reason", ""), ("ended_on", "")]
    with pytest.raises(Invalid) as refusal:
        seats.give_post(seat=servant, post=Post.CHAIR, by=built.secretary)
    assert rules_of(refusal) == [("post", "R56")]
    with pytest.raises(Invalid):
        seats.give_post(seat=servant, post="king", by=built.secretary)


def test_database_keeps_the_rules_of_a_composition() -> None:
    built = build.sitting(3)
    seat = built.seats[0]
    for values in (
        {"is_public_servant": True},
        {"organisation": None},
        {"ended_on": dt.date(2026, 5, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.filter(pk=seat.pk).update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.filter(pk=built.seats[1].pk).update(post=Post.CHAIR)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(
            term=built.term, full_name="Twin", side=Side.NGO, organisation=seat.organisation, started_on=build.STARTS
        )
