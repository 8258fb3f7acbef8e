"""Checks, list, vote, order: what is needed of each, and who sits in the end."""

from __future__ import annotations

import datetime as dt

import pytest

from councils.actions.composing import Act
from councils.actions.formation import candidates, selecting
from councils.choices import CandidateStatus, FormationStatus, Side, TermStatus
from councils.models import GroupMember, GroupVote, Seat
from councils.queries.desk import desk_tasks
from councils.queries.formation_votes import counted
from councils.rules.formation_numbers import numbers
from foundation.audit.models import Event
from foundation.core import clock
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from registry.choices import OrganisationStatus, Role
from tests.builders import formation as form
from tests.councils.actions.formation.test_competitions import faults_of
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def statuses(one: form.Competition) -> list[str]:
    return list(one.formation.candidates.order_by("number").values_list("status", flat=True))


def test_a_competition_from_nominations_to_seats() -> None:
    one = form.played()

    assert statuses(one) == [CandidateStatus.ELECTED, CandidateStatus.ELECTED, CandidateStatus.REFUSED]
    assert one.formation.status == FormationStatus.APPROVED
    term = one.built.council.terms.get(status=TermStatus.SITTING)
    assert (term.number, term.starts_on, term.decision_number) == (2, form.FIRST_DAY, "7/20")
    assert one.built.council.terms.get(number=1).ends_on == form.FIRST_DAY - dt.timedelta(days=1)
    seats = list(Seat.objects.in_force().filter(term=term).order_by("pk"))
    assert [(seat.full_name, seat.side, seat.user) for seat in seats] == [
        ("Демов Нурлан Ойданұлы", Side.NGO, one.standing[0].user),
        ("Ойданова Айгүл Демоқызы", Side.CITIZEN, one.standing[1].user),
        ("Мемлекетов Ерлан", Side.STATE, None),
    ]
    told = Message.objects.filter(recipient=one.standing[0].user).order_by("pk").values_list("subject", flat=True)
    assert list(told)[-1] == "You are a member of %(council)s"
    first = one.formation.candidates.get(number=1)
    assert (first.in_favour, first.against, first.abstained, first.barred) == (2, 1, 0, 0)
    assert (first.public_name, one.formation.group_voted) == ("Демов Нурлан Ойданұлы", 3)
    lines = numbers(one.reload(), list(one.formation.group.all()), list(one.formation.candidates.all()))
    assert [(line.rule, line.is_met) for line in lines] == [
        ("R50", None), ("R51", True), ("R52", True), ("R53", True), ("R54", False), ("R55", True), ("R56", None),
    ]  # fmt: skip
    assert lines[1].arithmetic == "3 members; a third rounded down = 1; from the state: 1"
    assert "days late: 1" in lines[4].arithmetic


def test_every_no_has_a_reason_without_private_numbers_and_everybody_is_checked() -> None:
    one = form.closed_with(2)
    secretary, candidate = one.built.secretary, one.standing[0]
    with pytest.raises(Invalid) as refusal:
        selecting.check(
            candidate=candidate,
            answers={"citizen": (False, ""), "adult": (False, "IIN 900101300123"), "documents": (True, "")},
            by=secretary,
        )
    assert faults_of(refusal) == [
        ("reason-citizen", ""), ("reason-adult", ""), ("met-capable", ""), ("met-no_conviction", ""),
        ("met-no_corruption", ""),
    ]  # fmt: skip
    with pytest.raises(NotPermitted):
        selecting.check(candidate=candidate, answers={}, by=candidate.user)
    with pytest.raises(Invalid) as refusal:
        selecting.publish_list(formation=one.formation, by=secretary)
    assert [str(fault.message) for fault in refusal.value.faults] == [
        "Candidate № 1 is not checked yet.", "Candidate № 2 is not checked yet.",
        "Nobody would be admitted. Open nominations again.",
    ]  # fmt: skip
    one = form.checked(one, unmet=2)
    with pytest.raises(Invalid, match="Nobody would be admitted"):
        selecting.publish_list(formation=one.formation, by=secretary)
    one = form.listed(form.checked(one, unmet=1))
    assert statuses(one) == [CandidateStatus.ADMITTED, CandidateStatus.REFUSED]
    with pytest.raises(Conflict):
        selecting.check(candidate=candidate, answers={}, by=secretary)
    event = Event.objects.get(verb="councils.candidate.refused")
    assert event.reason == "documents: The page with the signature is missing"


def test_the_portal_looks_up_what_it_knows() -> None:
    one = form.announced(form.by_election())
    candidate = form.of_ngo(one)
    organisation = candidate.organisation
    organisation.status = OrganisationStatus.SUSPENDED
    organisation.save()
    Seat.objects.filter(pk=one.built.seats[1].pk).update(side=Side.NGO, organisation=organisation)
    one = form.checked(form.closed(one))
    found = {row.criterion: (row.is_met, row.by_portal) for row in candidate.checks.all()}
    assert {code: found[code] for code in ("consent", "registered", "one_of_ngo", "citizen")} == {
        "consent": (True, True), "registered": (False, True), "one_of_ngo": (False, True), "citizen": (True, False),
    }  # fmt: skip
    member = one.group[1]
    with clock.playing(form.AFTER):
        selecting.check(candidate=candidate, answers=dict.fromkeys(found, (True, "")), by=member)
    assert candidate.checks.get(criterion="citizen").made_by == member


def test_votes_are_for_the_group_and_never_on_the_own_organisation() -> None:
    one = form.announced(form.started())
    member = GroupMember.objects.get(formation=one.formation, is_head=True)
    form.of_ngo(one, member.organisation)
    form.of_ngo(one)
    MembershipFactory(user=one.group[1], organisation=one.standing[1].organisation, role=Role.NGO_EDITOR)
    one = form.listed(form.checked(form.closed(one)))
    with clock.playing(form.AFTER):
        assert [task.title.split(":")[0] for task in desk_tasks(one.group[0])] == ["Vote on the candidates"]
    with pytest.raises(NotPermitted):
        selecting.vote(formation=one.formation, choices={}, by=one.built.secretary)
    with pytest.raises(Invalid) as refusal:
        selecting.vote(formation=one.formation, choices={}, by=one.group[0])
    assert faults_of(refusal) == [(f"candidate-{one.standing[1].pk}", "")]

    one = form.voted(one, "fa", "af", "ff")
    assert GroupVote.objects.count() == 4
    result = counted(one.formation)
    shown = [(ballot.taking_part, ballot.in_favour, ballot.barred) for ballot in result.ballots.values()]
    assert shown == [(2, 1, 1), (2, 1, 1)]
    one = form.voted(one, "ff", "ff", "ff")
    with clock.playing(form.AFTER):
        candidates.withdraw(candidate=one.standing[1], reason="Ill", by=one.standing[1].user)
    one = form.counted(one)
    assert statuses(one) == [CandidateStatus.ELECTED, CandidateStatus.WITHDRAWN]
    with pytest.raises(Conflict):
        selecting.vote(formation=one.formation, choices={}, by=one.group[0])


def test_count_wants_two_thirds_of_the_group_and_no_tie_for_the_last_seat() -> None:
    one = form.announced(form.started(places=1, state_places=0), size=4)
    form.citizen(one)
    form.citizen(one)
    one = form.voted(form.listed(form.checked(form.closed(one))), "-f", "ff")
    with pytest.raises(Invalid, match="2 of 4 members of the working group have voted; at least 3 must"):
        form.counted(one)
    # Three of four votes for each; the voice of the head decides between equals when it is given to one.
    one = form.voted(one, "ff", "ff", "ff", "aa")
    with pytest.raises(Invalid, match="Candidates № 1, 2 have the same votes"):
        form.counted(one)
    one = form.counted(form.voted(one, "fa", "af", "ff", "ff"))
    assert statuses(one) == [CandidateStatus.ELECTED, CandidateStatus.NOT_ELECTED]


def test_order_seats_no_more_of_the_state_than_was_announced() -> None:
    one = form.closed_with(1)
    one = form.counted(form.voted(form.listed(form.checked(one)), "f", "f", "f"))
    with pytest.raises(Invalid) as refusal:
        form.approved(one, "A", "B")
    assert ("", "R52") in faults_of(refusal)
    bad = Act(" ", form.FIRST_DAY, form.FIRST_DAY, form.FIRST_DAY)
    with pytest.raises(Invalid) as refusal:
        selecting.approve(formation=one.formation, act=bad, delegates=[], by=one.built.secretary)
    assert ("decision_number", "") in faults_of(refusal)
    assert not Seat.objects.filter(term=one.formation.term).exists()


def test_nobody_is_seated_when_nobody_is_elected() -> None:
    one = form.closed_with(1)
    one = form.counted(form.voted(form.listed(form.checked(one)), "a", "a", "f"))
    assert statuses(one) == [CandidateStatus.NOT_ELECTED]
    with pytest.raises(Invalid, match="Nobody is elected"):
        form.approved(one)


def test_by_election_joins_the_term_that_sits() -> None:
    one = form.announced(form.by_election())
    form.citizen(one, is_public_servant=False)
    one = form.approved(form.counted(form.voted(form.listed(form.checked(form.closed(one))), "f", "f", "f")))
    seat = Seat.objects.get(candidate__formation=one.formation)
    assert (seat.term.number, seat.started_on, seat.term.ends_on) == (1, form.FIRST_DAY, form.build.ENDS)
    assert seat.term.seats.in_force().count() == 4
    lines = numbers(one.reload(), list(one.formation.group.all()), list(one.formation.candidates.all()))
    assert [line.rule for line in lines] == ["R50", "R51", "R52", "R53", "R56"]


def test_only_the_secretariat_moves_it_on() -> None:
    one = form.closed_with(1)
    for act in (selecting.publish_list, selecting.count):
        with pytest.raises(NotPermitted):
            act(formation=one.formation, by=UserFactory())
