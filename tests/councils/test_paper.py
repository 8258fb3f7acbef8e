"""Secret ballots on paper: what the counting commission may have found, who sees what, and that nothing leads to a member."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from councils.actions import councils, meetings, motions, paper
from councils.choices import BallotKind, MotionStatus
from councils.models import Motion, PaperCount, Voter
from councils.queries.meetings import open_votes_of
from councils.queries.minutes import written
from councils.rules.paper import count_faults
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from publishing.reports import council_protocol, pdf
from tests.builders import councils as build
from tests.builders import files
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

FOUND = {"given_out": 5, "in_box": 4, "invalid": 1, "in_favour": 3, "against": 0, "abstained": 0}


def allowing(members: int = 5, **options: Any) -> build.Built:
    built = build.sitting(members, **options)
    councils.change(council=built.council, values={"paper_rule": "Clause 31"}, reason="New rules", by=built.secretary)
    built.council.refresh_from_db()
    return built


def voting(built: build.Built, present: int = 5, **conflicts: str) -> Motion:
    return build.voting(built, build.opened(built, present), BallotKind.PAPER, **conflicts)


def enter(built: build.Built, motion: Motion, by: Any = None, **numbers: int) -> PaperCount:
    return paper.enter(
        motion=motion,
        numbers=FOUND | numbers,
        counted_by=built.seats[:2],
        protocol=files.upload(files.pdf(), "protocol.pdf"),
        by=by or built.secretary,
    )


def test_members_without_an_account_vote_on_paper_and_sums_are_explained(client: Client) -> None:
    built = allowing(with_accounts=False)
    motion = voting(built)
    enter(built, motion)

    motion = motions.close_vote(motion=motion, by=built.secretary)

    numbers = (motion.in_favour, motion.against, motion.abstained, motion.chair_decided)
    assert (motion.status, numbers) == (MotionStatus.CARRIED, (3, 0, 0, False))
    meeting = motion.item.meeting
    page = client.get(meeting.get_absolute_url()).content.decode()
    for words in (
        "Papers given out: 5; in the box: 4; not put in: 1.",
        "4 = 3 valid + 1 invalid.",
        "3 = 3 for + 0 against + 0 abstained.",
        "Clause 31",
    ):
        assert words in page
    assert "Papers given out: 5, in the box: 4, valid: 3, invalid: 1. Counted by: Member 01" in written(meeting)
    printed = council_protocol.printed(meeting, [], [motion])
    assert "4 = 3 valid + 1 invalid" in str(printed.sections)
    assert pdf.render(printed, moment=meeting.held_at).startswith(b"%PDF")
    assert reverse("councils:vote-paper-file", args=[built.council.slug, meeting.pk, motion.pk]) not in page


def test_a_vote_on_paper_needs_a_clause_of_the_rules(client: Client) -> None:
    built = build.sitting(3)
    meeting = build.opened(built, 3)
    client.force_login(built.secretary)
    page = client.get(reverse("councils:item-detail", args=[built.council.slug, meeting.pk, 1])).content.decode()

    with pytest.raises(Invalid, match="name no secret ballot on paper"):
        build.voting(built, meeting, BallotKind.PAPER)

    assert ("Secret ballot on paper" in page, "Secret ballot" in page) == (False, True)


@pytest.mark.parametrize(
    ("numbers", "field"),
    [
        ({"given_out": 6}, "given_out"),
        ({"given_out": 3}, "in_box"),
        ({"invalid": 0}, "in_box"),
        ({"in_favour": 4}, "in_box"),
    ],
)
def test_sums_that_do_not_come_out_are_refused(numbers: dict[str, int], field: str) -> None:
    built = allowing()
    with pytest.raises(Invalid) as refusal:
        enter(built, voting(built), **numbers)

    assert [fault.field for fault in refusal.value.faults] == [field]
    assert not PaperCount.objects.exists()


@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_what_the_rules_let_through_the_database_takes_and_the_other_way_round(numbers: list[int]) -> None:
    given_out, in_box, invalid, *choices = numbers
    motion = Motion(taking_part=5)
    names = ("given_out", "in_box", "invalid", "in_favour", "against", "abstained")

    faults = [fault.field for fault in count_faults_of(motion, dict(zip(names, numbers, strict=True)))]

    assert ("given_out" in faults) == (given_out > 5)
    assert ("in_box" in faults) == (in_box > given_out or invalid + sum(choices) != in_box)


def count_faults_of(motion: Motion, numbers: dict[str, int]) -> list[Any]:
    """Without the commission, which asks the database."""
    motion.pk = 0
    return [fault for fault in count_faults(motion, numbers, []) if fault.field != "counted_by"]


def test_the_database_refuses_wrong_sums() -> None:
    built = allowing()
    count = enter(built, voting(built))

    for change in ({"in_box": 6}, {"invalid": 2}, {"in_favour": 4}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PaperCount.objects.filter(pk=count.pk).update(**change)


def test_who_may_enter_and_when() -> None:
    built = allowing()
    motion = voting(built)

    with pytest.raises(Conflict, match="Enter the protocol"):
        motions.close_vote(motion=motion, by=built.secretary)
    with pytest.raises(Conflict, match="on paper"):
        motions.vote(motion=motion, choice="for", by=built.users[0])
    with pytest.raises(NotPermitted):
        enter(built, motion, by=built.users[0])
    with pytest.raises(NotPermitted):
        enter(built, motion, by=UserFactory())
    with pytest.raises(Invalid, match="at least 2 members"):
        paper.enter(motion=motion, numbers=FOUND, counted_by=built.seats[:1], protocol=None, by=built.secretary)
    enter(built, motion)
    enter(built, motion, in_favour=2, against=1)
    with pytest.raises(Conflict, match="have been counted"):
        motions.step_back(motion=motion, reason="Cousin", by=built.users[4])
    motions.close_vote(motion=motion, by=built.secretary)
    with pytest.raises(Conflict):
        enter(built, motion)

    assert (PaperCount.objects.count(), PaperCount.objects.get().against) == (1, 1)
    assert open_votes_of(built.users[1]) == []


def test_only_those_who_were_there_can_have_counted_and_open_votes_take_no_papers() -> None:
    built = allowing()
    meeting = build.opened(built, 4)
    on_paper = build.voting(built, meeting, BallotKind.PAPER)
    with pytest.raises(Invalid, match="who were there"):
        paper.enter(
            motion=on_paper,
            numbers=FOUND | {"given_out": 4},
            counted_by=built.seats[3:5],
            protocol=None,
            by=built.secretary,
        )
    shown = build.voting(built, meeting)
    with pytest.raises(Conflict, match="on paper that runs"):
        enter(built, shown)


def test_nothing_tells_who_took_a_paper_or_what_stands_on_it() -> None:
    built = allowing()
    motion = voting(built, seat_4="Works for the owner")
    enter(built, motion, given_out=4)
    motions.close_vote(motion=motion, by=built.secretary)

    assert set(Voter.objects.filter(motion=motion).values_list("has_voted", flat=True)) == {False}
    assert not hasattr(motion.voters.first(), "vote")
    assert not any(
        isinstance(field.related_model, type) and _leads_to_a_voter(field) for field in PaperCount._meta.fields
    )
    (event,) = Event.objects.filter(verb="councils.motion.paper_counted")
    assert sorted(event.changes) == sorted([*FOUND, "counted_by"])
    assert event.actor_id == str(built.secretary.pk)


def _leads_to_a_voter(field: Any) -> bool:
    related: type[Model] = field.related_model
    return related.__name__ in ("Voter", "Vote")


def test_the_pages_of_the_secretary_and_who_sees_the_signed_protocol(client: Client) -> None:
    built = allowing()
    motion = voting(built)
    meeting = motion.item.meeting
    page = reverse("councils:vote-paper", args=[built.council.slug, meeting.pk, motion.pk])
    file = reverse("councils:vote-paper-file", args=[built.council.slug, meeting.pk, motion.pk])
    client.force_login(built.users[0])
    seen = client.get(meeting.get_absolute_url()).content.decode()
    refused = client.get(page).status_code
    client.force_login(built.secretary)
    before = client.get(meeting.get_absolute_url()).content.decode()

    wrong = client.post(page, FOUND | {"in_box": 2, "counted_by": [one.pk for one in built.seats[:2]]})
    data = FOUND | {
        "counted_by": [one.pk for one in built.seats[:2]],
        "protocol": files.upload(files.pdf(), "protocol.pdf"),
    }
    answer = client.post(page, data)

    assert ("into the box on paper" in seen, "Your vote" in seen, refused) == (True, False, 403)
    assert page in before
    text = wrong.content.decode()
    assert ('value="2"' in text, "The signed protocol" in text, wrong.status_code) == (True, True, 200)
    assert (answer.status_code, PaperCount.objects.count()) == (302, 1)
    counted = client.get(meeting.get_absolute_url()).content.decode()
    assert ("numbers are shown when the vote is closed" in counted, "3 valid" in counted) == (True, False)
    assert client.get(page).content.decode().count("checked") == 2
    assert (
        client.post(reverse("councils:vote-close", args=[built.council.slug, meeting.pk, motion.pk])).status_code == 302
    )
    seen_by = {}
    for name, user in {"secretary": built.secretary, "member": built.users[3], "stranger": UserFactory()}.items():
        client.force_login(user)
        given = client.get(file)
        b"".join(given.streaming_content) if given.streaming else given.content
        seen_by[name] = (given.status_code, file in client.get(meeting.get_absolute_url()).content.decode())
    assert seen_by == {"secretary": (200, True), "member": (200, True), "stranger": (404, False)}


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_meeting_asks_the_same_number_of_queries(
    client: Client, rows: int, django_assert_num_queries
) -> None:
    built = allowing()
    meeting = build.opened(built, 5)
    for _number in range(rows):
        motion = build.voting(built, meeting, BallotKind.PAPER)
        enter(built, motion)
        motions.close_vote(motion=motion, by=built.secretary)
    meetings.close(meeting=meeting, by=built.secretary)

    with django_assert_num_queries(7):
        client.get(meeting.get_absolute_url())
