from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from councils.actions import attendance, councils, meetings
from councils.choices import MeetingStatus
from councils.models import AgendaItem
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from tests.builders import councils as build
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_meeting_goes_from_its_plan_to_its_minutes() -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=2)
    build.decided(built, meeting, "ff")
    meetings.record_words(item=build.point(meeting), text="The river is dirty.", by=built.secretary)
    meeting = meetings.close(meeting=meeting, by=built.secretary)

    for text in (meeting.minutes_kk, meeting.minutes_ru):
        for said in ("Clean rivers", "Water of the river", "The river is dirty.", "Test the water", "Member 03"):
            assert said in text
    meeting = meetings.edit_minutes(
        meeting=meeting, minutes_kk=meeting.minutes_kk, minutes_ru="Протокол", by=built.secretary
    )
    assert list(Event.objects.get(verb="councils.meeting.minutes_edited").changes) == ["minutes_ru"]
    meeting = meetings.publish(meeting=meeting, by=built.secretary)

    assert (meeting.status, meeting.minutes_ru) == (MeetingStatus.PUBLISHED, "Протокол")
    assert [Message.objects.filter(recipient=user).count() for user in built.users] == [2, 2, 2]
    with pytest.raises(Conflict):
        meetings.edit_minutes(meeting=meeting, minutes_kk="x", minutes_ru="x", by=built.secretary)
    with pytest.raises(TransitionNotAllowed):
        meetings.publish(meeting=meeting, by=built.secretary)


def test_draft_holds_every_vote_and_no_invented_one() -> None:
    built = build.sitting(4)
    meeting = build.opened(built, present=3)
    build.decided(built, meeting, "fa-")
    secret = build.decided(built, meeting, "ffa", ballot="secret")
    text = meetings.close(meeting=meeting, by=built.secretary).minutes_ru

    named = [line for line in text.splitlines() if line.startswith("Member") and ":" in line]
    assert [line.split(":")[0] for line in named] == ["Member 01", "Member 02", "Member 03"]
    assert f": {secret.in_favour}" in text


def test_plan_is_refused_with_all_faults_and_by_strangers() -> None:
    built = build.sitting(3)
    with pytest.raises(Invalid) as refusal:
        build.planned(built, topic=" ", held_at=None, place="")
    assert [fault.field for fault in refusal.value.faults] == ["topic", "held_at", "place"]
    for stranger in (UserFactory(), built.users[0]):
        with pytest.raises(NotPermitted):
            meetings.plan(council=built.council, values={}, by=stranger)
    councils.end_term(term=built.term, reason="Dissolved", by=built.secretary)
    with pytest.raises(Conflict):
        build.planned(built)


def test_empty_agenda_and_a_past_day_are_not_announced() -> None:
    built = build.sitting(3)
    meeting = build.planned(built, held_at=timezone.now() - dt.timedelta(hours=1))
    meetings.remove_item(item=build.point(meeting), by=built.secretary)
    with pytest.raises(Invalid) as refusal:
        meetings.announce(meeting=meeting, by=built.secretary)
    assert [fault.field for fault in refusal.value.faults] == ["held_at", ""]


def test_agenda_moves_up_when_a_point_is_taken_out_and_stays_once_announced() -> None:
    built = build.sitting(3)
    meeting = build.planned(built)
    for title in ("Second", "Third"):
        meetings.add_item(meeting=meeting, values={"title": title}, by=built.secretary)
    meetings.remove_item(item=build.point(meeting), by=built.secretary)
    assert list(meeting.items.values_list("position", "title")) == [(1, "Second"), (2, "Third")]

    meetings.announce(meeting=meeting, by=built.secretary)
    with pytest.raises(Conflict):
        meetings.remove_item(item=build.point(meeting), by=built.secretary)
    meetings.add_item(meeting=meeting, values={"title": "Fourth"}, by=built.secretary)
    with pytest.raises(Invalid):
        meetings.add_item(meeting=meeting, values={"title": " "}, by=built.secretary)
    assert AgendaItem.objects.filter(meeting=meeting).count() == 3


def test_members_are_told_of_a_new_day_and_of_the_cancelling() -> None:
    built = build.sitting(1)
    meeting = build.planned(built)
    plan = {"topic": meeting.topic, "held_at": meeting.held_at, "place": "Hall 2", "video_url": ""}
    meetings.change(meeting=meeting, values=plan, by=built.secretary)
    assert Message.objects.count() == 0

    meetings.announce(meeting=meeting, by=built.secretary)
    meetings.change(meeting=meeting, values={**plan, "place": "Hall 3"}, by=built.secretary)
    meetings.change(meeting=meeting, values={**plan, "place": "Hall 3"}, by=built.secretary)
    with pytest.raises(Invalid):
        meetings.cancel(meeting=meeting, reason=" ", by=built.secretary)
    meetings.cancel(meeting=meeting, reason="No heating", by=built.secretary)

    assert [message.subject for message in Message.objects.order_by("pk")] == [
        "Meeting of the council: %(topic)s",
        "The plan of a meeting has changed: %(topic)s",
        "A meeting is cancelled: %(topic)s",
    ]
    assert set(Message.objects.first().context["moment"]) == {"kk", "ru", "en"}
    with pytest.raises(Conflict):
        meetings.change(meeting=meeting, values=plan, by=built.secretary)


def test_one_meeting_of_a_council_runs_at_a_time() -> None:
    built = build.sitting(3)
    build.opened(built, present=3)
    second = build.planned(built)
    meetings.announce(meeting=second, by=built.secretary)
    with pytest.raises(Conflict):
        meetings.open_meeting(meeting=second, by=built.secretary)


def test_attendance_is_marked_by_the_secretariat_or_by_the_member() -> None:
    built = build.sitting(4)
    meeting = build.opened(built, present=1)
    attendance.check_in(meeting=meeting, by_video=True, by=built.users[1])
    attendance.check_in(meeting=meeting, by_video=False, by=built.users[1])
    rows = list(meeting.attendance.values_list("is_present", "by_video"))
    assert rows == [(True, False), (True, True), (False, False), (False, False)]

    for stranger in (UserFactory(), built.secretary):
        with pytest.raises(NotPermitted):
            attendance.check_in(meeting=meeting, by_video=False, by=stranger)
    with pytest.raises(NotPermitted):
        attendance.mark(meeting=meeting, present=set(), by=built.users[0])
    seats = [seat.pk for seat in built.seats]
    attendance.mark(meeting=meeting, present={seats[2]}, by_video={seats[3]}, by=built.secretary)
    rows = list(meeting.attendance.values_list("is_present", "by_video"))
    assert rows == [(False, False), (False, False), (True, False), (True, True)]


def test_meeting_is_not_closed_while_a_vote_is_open() -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=3)
    build.voting(built, meeting)
    with pytest.raises(Conflict):
        meetings.close(meeting=meeting, by=built.secretary)


def test_agenda_is_closed_after_the_meeting() -> None:
    built = build.sitting(3)
    meeting = meetings.close(meeting=build.opened(built, present=3), by=built.secretary)
    with pytest.raises(Conflict):
        meetings.add_item(meeting=meeting, values={"title": "Late"}, by=built.secretary)


def test_minutes_must_not_be_empty() -> None:
    built = build.sitting(3)
    meeting = meetings.close(meeting=build.opened(built, present=3), by=built.secretary)
    with pytest.raises(Invalid) as refusal:
        meetings.edit_minutes(meeting=meeting, minutes_kk=" ", minutes_ru="", by=built.secretary)
    assert [fault.field for fault in refusal.value.faults] == ["minutes_kk", "minutes_ru"]


def test_material_is_kept_beside_its_point() -> None:
    built = build.sitting(3)
    meeting = build.planned(built)
    file, bad = upload(pdf()), upload(b"MZ\x90\x00")
    with pytest.raises(Invalid):
        meetings.add_material(item=build.point(meeting), upload=bad, title="Plan", by=built.secretary)
    material = meetings.add_material(item=build.point(meeting), upload=file, title=" Plan ", by=built.secretary)
    assert (material.title, material.document.name) == ("Plan", "plan.pdf")
