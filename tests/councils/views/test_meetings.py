"""Pages of meetings and votes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from councils.actions import meetings
from councils.choices import MeetingStatus
from councils.models import Meeting, Motion
from foundation.core import presentation
from tests.builders import councils as build
from tests.builders.files import pdf, upload
from tests.councils.views.test_councils import client_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def moment(name: str, value: dt.datetime) -> dict[str, str]:
    local = presentation.local(value)
    return {
        f"{name}_0": str(local.day), f"{name}_1": str(local.month), f"{name}_2": str(local.year),
        f"{name}_3": local.strftime("%H:%M"),
    }  # fmt: skip


def urls(meeting: Meeting):
    """Addresses of the pages of a meeting by name."""
    return lambda name, *args: reverse(f"councils:{name}", args=[meeting.council.slug, meeting.pk, *args])


def test_meeting_is_planned_with_clicks() -> None:
    built = build.sitting(3)
    secretary, member, anybody = client_of(built.secretary), client_of(built.users[0]), Client()
    create = reverse("councils:meeting-plan", args=[built.council.slug])
    plan = {"topic": "Clean rivers", "place": "Hall 1", **moment("held_at", timezone.now() + dt.timedelta(days=3))}
    assert "Enter the place or a video link." in secretary.post(create, {**plan, "place": ""}).text
    secretary.post(create, plan)
    meeting = Meeting.objects.get()
    url = urls(meeting)
    assert anybody.get(meeting.get_absolute_url()).status_code == 404
    assert member.get(meeting.get_absolute_url()).status_code == 200
    assert secretary.post(url("meeting-edit"), {**plan, "place": "Hall 2"}).status_code == 302
    assert "Enter the place" in secretary.post(url("meeting-edit"), {**plan, "place": ""}).text
    assert "The agenda is empty" in secretary.post(url("meeting-step", "announce"), follow=True).text

    water = {"title": "Water", "kind": "question", "speaker": "A. Demo", "proposed_by": "B. Demo"}
    secretary.post(url("item-add"), water)
    secretary.post(url("item-add"), {"title": "Not this one", "kind": "question"})
    secretary.post(url("item-remove", 2))
    item = url("item-detail", 1)
    secretary.post(item, {"step": "material", "title": "Map", "file": upload(pdf())})
    wrong = secretary.post(item, {"step": "material", "title": "Map", "file": upload(b"MZ\x90", "a.pdf")})
    secretary.post(url("meeting-step", "announce"))

    public = anybody.get(meeting.get_absolute_url()).text
    dates = anybody.get(url("meeting-calendar"))
    assert dates["Content-Type"] == "text/calendar; charset=utf-8"
    assert f"UID:council-meeting-{meeting.pk}@civil-portal" in dates.text
    assert [word in public for word in ("Water", "A. Demo", "B. Demo", "Map", "Not this one")] == [True] * 4 + [False]
    assert (wrong.status_code, meeting.items.get().materials.count()) == (200, 1)
    file = anybody.get(url("material-download", meeting.items.get().materials.get().pk))
    assert (file["Content-Type"], b"".join(file.streaming_content)[:5]) == ("application/pdf", b"%PDF-")


def test_meeting_is_run_with_clicks() -> None:
    built = build.sitting(3)
    secretary, members, anybody = client_of(built.secretary), [client_of(user) for user in built.users], Client()
    meeting = build.planned(built)
    meetings.announce(meeting=meeting, by=built.secretary)
    url, page = urls(meeting), meeting.get_absolute_url()
    motion_facts = {"step": "motion", "text": "Test the water", "ballot": "open", "majority": "simple"}
    secretary.post(url("item-detail", 1), motion_facts)
    motion = Motion.objects.get()
    secretary.post(url("meeting-step", "open"))
    members[0].post(url("attendance-own"), {"by": "here"})
    seats = [f"seat-{seat.pk}" for seat in built.seats]
    half = secretary.post(url("attendance-mark"), {seats[0]: "here"}, follow=True)
    secretary.post(url("attendance-mark"), {seats[0]: "here", seats[1]: "video", seats[2]: "absent"})
    assert "Say of each member whether the member is there." in half.text

    opening = secretary.get(url("vote-open", motion.pk))
    assert "Present: 2 of 3 members. The quorum is 2" in opening.text
    assert secretary.post(url("vote-open", motion.pk), {}).status_code == 302
    assert "Choose how you vote." in members[0].post(url("vote-give", motion.pk), {}, follow=True).text
    for member in members[:2]:
        assert member.post(url("vote-give", motion.pk), {"choice": "for"}).status_code == 302
    running = anybody.get(page).text
    assert ("Votes still missing: 0" in running, "Needed" in running) == (True, False)
    secretary.post(url("vote-close", motion.pk))
    assert "Member 01: For" in anybody.get(page).text


def test_minutes_are_written_edited_and_published_with_clicks() -> None:
    built = build.sitting(3)
    secretary, meeting = client_of(built.secretary), build.opened(built, present=3)
    url = urls(meeting)
    secretary.post(url("item-detail", 1), {"step": "record", "text": "The river is dirty."})
    secretary.post(url("meeting-step", "close"))
    assert "The river is dirty." in secretary.get(url("minutes-edit")).text
    assert secretary.post(url("minutes-edit"), {"minutes_kk": "Хаттама", "minutes_ru": "Протокол"}).status_code == 302
    assert "Протокол" not in Client().get(meeting.get_absolute_url()).text
    secretary.post(url("meeting-step", "publish"))
    assert "Протокол" in Client().get(meeting.get_absolute_url()).text


@pytest.mark.parametrize("count", [1, 3])
def test_meeting_page_asks_the_same_whatever_the_agenda(count: int, django_assert_num_queries) -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=3)
    for _n in range(count):
        build.decided(built, meeting, "fff")
        meetings.add_item(meeting=meeting, values={"title": "More"}, by=built.secretary)
    member = client_of(built.users[0])
    member.get(meeting.get_absolute_url())
    with django_assert_num_queries(11):
        assert member.get(meeting.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_meetings_hides_planned_ones(count: int, django_assert_num_queries) -> None:
    built = build.sitting(3)
    for _n in range(count):
        meetings.announce(meeting=build.planned(built), by=built.secretary)
        build.planned(built, topic="Secret plan")
    url = reverse("councils:meeting-list", args=[built.council.slug])
    with django_assert_num_queries(2):
        page = Client().get(url).text
    assert page.count("Clean rivers") == count
    assert "Secret plan" not in page
    assert client_of(built.users[0]).get(url).text.count("Secret plan") == count
    for wrong in ("x~1", "2026-13-45T00:00:00Z~1", "2026-01-01T00:00:00~1", "\0"):
        assert Client().get(url, {"before": wrong}).status_code == 200


def test_secret_ballot_page_shows_no_name_and_no_number_while_it_runs() -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=3)
    motion = build.voting(built, meeting, "secret")
    give = reverse("councils:vote-give", args=[built.council.slug, meeting.pk, motion.pk])
    voter = client_of(built.users[0])
    before = [client_of(user).get(meeting.get_absolute_url()).text for user in (built.secretary, built.users[1])]
    voter.post(give, {"choice": "against"})
    again = voter.post(give, {"choice": "for"})
    assert again.status_code == 409
    assert "A secret vote cannot be changed." in voter.get(meeting.get_absolute_url()).text
    after = [client_of(user).get(meeting.get_absolute_url()).text for user in (built.secretary, built.users[1])]
    for page in (*before, *after):
        assert "Needed" not in page
        assert "Votes by name" not in page
    for user in built.users[1:]:
        client_of(user).post(give, {"choice": "for"})
    client_of(built.secretary).post(reverse("councils:vote-close", args=[built.council.slug, meeting.pk, motion.pk]))
    page = Client().get(meeting.get_absolute_url()).text
    assert "nobody can tell how a member voted" in page
    assert "Votes by name" not in page


def test_member_steps_back_and_hands_are_counted_with_clicks() -> None:
    built = build.sitting(4)
    last = built.seats[3]
    last.user = None
    last.save()
    meeting = build.opened(built, present=4)
    motion = build.voting(built, meeting)
    args = [built.council.slug, meeting.pk, motion.pk]
    back, hands = reverse("councils:vote-step-back", args=args), reverse("councils:vote-hands", args=args)
    member, secretary = client_of(built.users[1]), client_of(built.secretary)
    assert "Say what ties you to the matter." in member.post(back, {"reason": " "}).text
    assert member.post(back, {"reason": "My own firm"}).status_code == 302
    assert "You take no part in this vote" in member.get(meeting.get_absolute_url()).text
    voter = motion.voters.get(seat=last)
    assert str(last) in secretary.get(hands).text
    assert secretary.post(hands, {f"voter-{voter.pk}": "against"}).status_code == 302
    assert voter.vote.choice == "against"
    for name in ("vote-open", "vote-hands"):
        assert client_of(UserFactory()).get(reverse(f"councils:{name}", args=args)).status_code == 403


def test_vote_without_quorum_is_told_with_its_arithmetic() -> None:
    built = build.sitting(3)
    meeting = build.opened(built, present=1)
    motion = meetings_motion(built, meeting)
    url = reverse("councils:vote-open", args=[built.council.slug, meeting.pk, motion.pk])
    answer = client_of(built.secretary).post(url, {f"conflict-{built.seats[0].pk}": ""})
    assert "No quorum: 1 present, 2 of 3 members are needed." in answer.text


def meetings_motion(built: build.Built, meeting: Meeting) -> Motion:
    client_of(built.secretary).post(
        reverse("councils:item-detail", args=[built.council.slug, meeting.pk, 1]),
        {"step": "motion", "text": "Test", "ballot": "open", "majority": "two_thirds"},
    )
    return Motion.objects.get()


def test_meeting_is_cancelled_with_a_reason_and_unknown_steps_are_not_found() -> None:
    built = build.sitting(3)
    meeting = build.planned(built)
    secretary = client_of(built.secretary)
    url = reverse("councils:meeting-cancel", args=[built.council.slug, meeting.pk])
    assert "Give the reason." in secretary.post(url, {"reason": ""}).text
    assert secretary.post(url, {"reason": "No heating"}).status_code == 302
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CANCELLED
    unknown = reverse("councils:meeting-step", args=[built.council.slug, meeting.pk, "explode"])
    assert secretary.post(unknown).status_code == 404
