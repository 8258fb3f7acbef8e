"""Pages of the plan of a sitting: agenda, materials, invitation, calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from foundation.notifications.models import Message
from grants.actions.commission import agenda
from grants.models import Meeting
from grants.tasks import remind_of_meetings
from tests.builders import decisions as build
from tests.builders.files import pdf
from tests.grants.views.test_decisions import PLAN, page, signed_in, status

pytestmark = pytest.mark.django_db


def test_agenda_starts_by_number_and_is_arranged_with_other_points() -> None:
    contest = build.prepared(applications=3)
    client, numbers = signed_in(contest.secretary), [one.number for one in contest.applications]

    shown = client.get(page("meeting-agenda", contest)).context["form"]
    places = {f"place-{number}": str(place) for number, place in zip(numbers, (2, 1, 3), strict=True)}
    typed = places | {"before": "Quorum\n\nConflicts", "after": "Signing"}
    wrong = client.post(page("meeting-agenda", contest), typed | {"place-" + numbers[0]: "", "after": "x" * 301})
    saved = client.post(page("meeting-agenda", contest), typed)

    assert [shown[f"place-{number}"].value() for number in numbers] == [1, 2, 3]
    assert sorted(wrong.context["form"].errors) == ["after", f"place-{numbers[0]}"]
    assert saved.status_code == 302
    points = [str(item.application.number if item.application else item) for item in contest.meeting.agenda.all()]
    assert points == ["Quorum", "Conflicts", numbers[1], numbers[0], numbers[2], "Signing"]
    again = client.get(page("meeting-agenda", contest)).context["form"]
    assert (again["before"].value(), again["after"].value()) == ("Quorum\nConflicts", "Signing")


def test_plan_is_typed_again_and_a_fault_keeps_what_was_typed() -> None:
    contest = build.prepared(applications=1)
    client, chair = signed_in(contest.secretary), contest.commission[0]

    typed = PLAN | {"place": "Hall 1", "video_url": "example.org/room", "chair_decides": "on"}
    wrong = client.post(page("meeting-plan", contest), typed)
    saved = client.post(page("meeting-plan", contest), typed | {"chair": str(chair.pk)})

    assert wrong.context["form"].errors == {"chair": ["Choose the chair whose vote decides."]}
    assert "Hall 1" in wrong.text
    meeting = contest.meeting
    assert saved.status_code == 302
    assert (meeting.place, meeting.video_url, meeting.chair) == ("Hall 1", "https://example.org/room", chair)
    assert "The chair’s vote decides" in signed_in(chair).get(page("meeting-detail", contest)).text


def test_material_about_an_application_is_not_for_who_takes_no_part_in_it() -> None:
    contest = build.prepared(applications=2)
    client = signed_in(contest.secretary)
    member, free = contest.commission[:2]

    def upload(name: str, **values: str) -> int:
        file = SimpleUploadedFile("note.pdf", pdf(), content_type="application/pdf")
        return client.post(page("meeting-materials", contest), {"title": name, "file": file} | values).status_code

    refused = SimpleUploadedFile("note.pdf", b"MZ not a document")
    said = client.post(page("meeting-materials", contest), {"title": "x", "file": refused})
    done = [upload("Whole"), upload("One", application=str(contest.applications[0].pk))]
    build.declare(contest, member, 0)
    build.declare(contest, free)
    files = {one.title: f"{page('meeting-materials', contest)}{one.pk}/" for one in contest.meeting.materials.all()}
    seen = {
        person: [status(signed_in(person), files[name]) for name in ("Whole", "One")]
        for person in (contest.secretary, member, free, contest.officer)
    }
    text = signed_in(member).get(page("meeting-detail", contest)).text

    assert (said.status_code, list(said.context["form"].errors), done) == (200, ["file"], [302, 302])
    assert seen == {
        contest.secretary: [200, 200],
        member: [200, 404],
        free: [200, 200],
        contest.officer: [404, 404],
    }
    assert (files["Whole"] in text, files["One"] in text) == (True, False)
    assert client.post(f"{files['One']}remove/").status_code == 302
    assert [one.title for one in contest.meeting.materials.all()] == ["Whole"]


def test_invitation_calendar_and_reminder() -> None:
    contest = build.prepared(applications=1)
    member, quiet = contest.commission[:2]
    Meeting.objects.filter(pk=contest.meeting.pk).update(held_at=timezone.now() + dt.timedelta(hours=20))
    client = signed_in(contest.secretary)

    remind_of_meetings()
    assert not Message.objects.filter(topic="grants.commission").exists()
    client.post(page("meeting-invite", contest))
    client.post(page("meeting-invite", contest))
    build.declare(contest, member)
    for _time in range(2):
        remind_of_meetings()

    subjects = {
        person: [one.subject.split(":")[0] for one in Message.objects.filter(recipient=person).order_by("pk")]
        for person in (member, quiet)
    }
    assert subjects == {
        member: ["The commission meets", "Reminder"],
        quiet: ["The commission meets", "Say which applications are not for you, before %(moment)s"],
    }
    file = signed_in(member).get(page("meeting-calendar", contest))
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert event["DTSTART"].dt.replace(microsecond=0) == contest.meeting.held_at.replace(microsecond=0)
    assert event["UID"] == f"grant-commission-{contest.meeting.pk}@civil-portal"
    assert signed_in(contest.officer).get(page("meeting-calendar", contest)).status_code == 404


@pytest.mark.parametrize("name", ["meeting-plan", "meeting-agenda", "meeting-materials", "meeting-invite"])
def test_plan_is_the_secretary_s(name: str) -> None:
    contest = build.prepared(applications=1)

    for person in (contest.commission[0], contest.officer):
        assert signed_in(person).post(page(name, contest)).status_code == 404
    assert Client().post(page(name, contest)).status_code == 302
    assert contest.meeting.invited_at is None


def test_nothing_is_arranged_once_the_meeting_is_over() -> None:
    contest = build.decided(applications=1)

    with pytest.raises(Exception, match="The meeting is over"):
        agenda.invite(meeting=contest.meeting, by=contest.secretary)
