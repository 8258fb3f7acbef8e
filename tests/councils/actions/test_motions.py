from __future__ import annotations

import pytest
from django.db import connection

from councils.actions import attendance, motions
from councils.choices import BallotKind, Majority, MotionStatus
from councils.models import SecretTally, Vote, Voter
from councils.queries.votes import count
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from tests.builders import councils as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("choices", "status", "numbers", "chair_decided"),
    [
        ("fff-a", MotionStatus.CARRIED, (3, 1, 1), False),
        ("ffaaa", MotionStatus.REJECTED, (2, 3, 0), False),
        ("fff", MotionStatus.CARRIED, (3, 0, 0), False),  # two keep silent and count as taking part
        ("ff", MotionStatus.REJECTED, (2, 0, 0), False),
    ],
)
def test_open_vote_is_counted(choices: str, status: str, numbers: tuple[int, ...], chair_decided: bool) -> None:
    built = build.sitting(5)
    motion = build.decided(built, build.opened(built, present=5), choices)
    assert motion.status == status
    assert (motion.in_favour, motion.against, motion.abstained) == numbers
    assert (motion.members, motion.present, motion.taking_part, motion.chair_decided) == (5, 5, 5, chair_decided)


@pytest.mark.parametrize(("choices", "is_carried"), [("ffaa", True), ("aaff", False)])
def test_chair_breaks_a_tie(choices: str, is_carried: bool) -> None:
    built = build.sitting(4)
    motion = build.decided(built, build.opened(built, present=4), choices)
    assert (motion.status == MotionStatus.CARRIED, motion.chair_decided) == (is_carried, is_carried)


def test_vote_needs_two_thirds_of_all_members() -> None:
    built = build.sitting(5)
    meeting = build.opened(built, present=3)
    with pytest.raises(Invalid) as refusal:
        build.voting(built, meeting)
    assert [fault.rule for fault in refusal.value.faults] == ["R57"]
    assert str(refusal.value) == "No quorum: 3 present, 4 of 5 members are needed."
    assert not Voter.objects.exists()


def test_member_with_a_conflict_counts_for_the_quorum_and_takes_no_part() -> None:
    built = build.sitting(4)
    meeting = build.opened(built, present=3)
    motion = build.voting(built, meeting, seat_1="Works for the owner of the river")
    with pytest.raises(Conflict):
        motions.vote(motion=motion, choice="for", by=built.users[1])
    motions.step_back(motion=motion, reason="Cousin of the speaker", by=built.users[2])
    motions.vote(motion=motion, choice="for", by=built.users[0])
    motion = motions.close_vote(motion=motion, by=built.secretary)

    assert (motion.present, motion.taking_part, motion.status) == (3, 1, MotionStatus.CARRIED)
    with pytest.raises(Conflict):
        motions.step_back(motion=motion, reason="Late", by=built.users[0])


def test_stepping_back_needs_a_reason_and_comes_before_the_vote() -> None:
    built = build.sitting(3)
    motion = build.voting(built, build.opened(built, present=3))
    with pytest.raises(Invalid):
        motions.step_back(motion=motion, reason=" ", by=built.users[0])
    motions.vote(motion=motion, choice="for", by=built.users[0])
    with pytest.raises(Conflict):
        motions.step_back(motion=motion, reason="Late", by=built.users[0])


def test_only_members_who_were_there_vote_while_the_vote_is_open() -> None:
    built = build.sitting(4)
    meeting = build.opened(built, present=3)
    motion = build.voting(built, meeting)
    attendance.check_in(meeting=meeting, by_video=False, by=built.users[3])
    for stranger in (UserFactory(), built.secretary):
        with pytest.raises(NotPermitted):
            motions.vote(motion=motion, choice="for", by=stranger)
    with pytest.raises(Conflict):
        motions.vote(motion=motion, choice="for", by=built.users[3])
    with pytest.raises(Invalid):
        motions.vote(motion=motion, choice="perhaps", by=built.users[0])
    motions.vote(motion=motion, choice="for", by=built.users[0])
    motions.vote(motion=motion, choice="against", by=built.users[0])
    assert list(Vote.objects.values_list("choice", flat=True)) == ["against"]
    motions.close_vote(motion=motion, by=built.secretary)
    with pytest.raises(Conflict):
        motions.vote(motion=motion, choice="for", by=built.users[0])
    with pytest.raises(TransitionNotAllowed):
        motions.close_vote(motion=motion, by=built.secretary)


def test_raised_hands_are_written_down_for_members_without_an_account() -> None:
    built = build.sitting(3)
    seat = built.seats[2]
    seat.user = None
    seat.save()
    meeting = build.opened(built, present=3)
    motion = build.voting(built, meeting)
    voters = {voter.seat_id: voter.pk for voter in motion.voters.all()}
    given = {voters[seat.pk]: "for", voters[built.seats[0].pk]: "for"}
    motions.enter_raised_hands(motion=motion, choices=given, by=built.secretary)
    assert list(Vote.objects.values_list("voter__seat", "choice")) == [(seat.pk, "for")]
    with pytest.raises(Invalid):
        motions.enter_raised_hands(motion=motion, choices={voters[seat.pk]: "x"}, by=built.secretary)
    motions.close_vote(motion=motion, by=built.secretary)
    with pytest.raises(Conflict):
        motions.enter_raised_hands(motion=motion, choices=given, by=built.secretary)
    with pytest.raises(Invalid, match="without an account: 1"):
        build.voting(built, meeting, BallotKind.SECRET)


def test_empty_motion_is_refused() -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=3)
    with pytest.raises(Invalid):
        motions.put(item=build.point(meeting), text=" ", ballot="open", majority=Majority.SIMPLE, by=built.secretary)
    with pytest.raises(NotPermitted):
        motions.put(item=build.point(meeting), text="x", ballot="open", majority=Majority.SIMPLE, by=built.users[0])


def test_secret_vote_is_given_once_and_never_told() -> None:
    built = build.sitting(3)
    motion = build.voting(built, build.opened(built, present=3), BallotKind.SECRET)
    motions.vote(motion=motion, choice="against", by=built.users[0])
    with pytest.raises(Conflict):
        motions.vote(motion=motion, choice="for", by=built.users[0])
    motions.vote(motion=motion, choice="for", by=built.users[1])
    motions.vote(motion=motion, choice="for", by=built.users[2])
    motion = motions.close_vote(motion=motion, by=built.secretary)
    assert (motion.status, motion.in_favour, motion.against) == (MotionStatus.CARRIED, 2, 1)
    assert not Vote.objects.exists()


def writers(model: type) -> list[str]:
    """The transactions that wrote the rows of a table, in the order in which the rows lie on the disk."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT xmin::text FROM "{model._meta.db_table}" ORDER BY ctid')  # noqa: S608
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("votes", [("for", "for", "against"), ("against", "for", "for"), ("for", "against", "for")])
def test_secret_vote_leaks_nothing_through_rows_transactions_order_or_audit(votes: tuple[str, ...]) -> None:
    """Whoever voted against, what is kept is the same; with true commits, as in production."""
    built = build.sitting(3)
    motion = build.voting(built, build.opened(built, present=3), BallotKind.SECRET)
    for user, choice in zip(built.users, votes, strict=True):
        motions.vote(motion=motion, choice=choice, by=user)

    # All numbers were written by the last voter, whatever that voter chose; and they lie in one order.
    assert len(set(writers(SecretTally))) == 1
    assert list(SecretTally.objects.order_by("choice").values_list("choice", "count")) == [
        ("abstain", 0), ("against", 1), ("for", 2),
    ]  # fmt: skip
    told = list(Event.objects.filter(verb="councils.motion.voted").order_by("pk").values_list("changes", "reason"))
    assert told == [({}, "")] * 3
    assert list(Voter.objects.order_by("seat__full_name").values_list("has_voted", "conflict")) == [(True, "")] * 3
    assert not Vote.objects.exists()


def test_secret_tie_is_not_broken_by_anybody() -> None:
    built = build.sitting(4)
    motion = build.decided(built, build.opened(built, present=4), "ffaa", BallotKind.SECRET)
    assert (motion.status, motion.chair_decided, count(motion).chair) == (MotionStatus.REJECTED, False, "")
