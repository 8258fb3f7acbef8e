"""Pages of commissions, proposals, followers, plans and reports of a year."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from councils.actions import followers, meetings, proposals, recommendations, seats, years
from councils.choices import ProposalStatus, ReportStatus, TermStatus
from councils.models import Commission, Follow, Meeting, Proposal, YearReport
from councils.queries.desk import desk_tasks
from foundation.core import clock, jobs
from foundation.core.calendar import ALMATY
from foundation.core.errors import Invalid, NotPermitted
from foundation.core.models import Job
from foundation.notifications.models import Message
from tests.builders import councils as build
from tests.builders import formation as form
from tests.councils.views.test_councils import client_of, day
from tests.councils.views.test_formation import rows
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def url(name: str, built: build.Built, *more: object) -> str:
    return reverse(f"councils:{name}", args=[built.council.slug, *more])


def test_term_is_ended_on_its_page_with_a_reason() -> None:
    built = build.sitting(3)
    secretary = client_of(built.secretary)
    page = url("term-end", built)
    assert "End the term" in secretary.get(built.council.get_absolute_url()).text
    assert secretary.get(page).status_code == 200
    assert "Say why the term ends." in secretary.post(page, {"reason": " "}).text
    assert client_of(UserFactory()).post(page, {"reason": "x"}).status_code == 403
    assert secretary.post(page, {"reason": "The body is dissolved"}).status_code == 302
    assert built.council.terms.get().status == TermStatus.ENDED
    assert secretary.get(page).status_code == 404


def test_commission_has_a_chair_and_members_of_now() -> None:
    built = build.sitting(4)
    chair, second, third, last = built.seats
    secretary = client_of(built.secretary)
    seats.end(seat=last, ended_on=build.STARTS, reason="Moved", by=built.secretary)
    new = url("commission-form", built)
    names = {"name_kk": "Бақылау комиссиясы", "name_ru": "Комиссия по контролю", "name_en": "Control"}
    assert secretary.get(new).text.count("<option") == 4
    alone = secretary.post(new, {**names, "chair": chair.pk, "members": [chair.pk]})
    assert "Choose at least two members, the chair included." in alone.text
    assert secretary.post(new, {**names, "chair": last.pk}).status_code == 200
    assert secretary.post(new, {**names, "chair": chair.pk, "members": [second.pk]}).status_code == 302
    one = Commission.objects.get()
    assert set(one.members.all()) == {chair, second}
    edit = url("commission-edit", built, one.pk)
    assert secretary.get(edit).status_code == 200
    assert secretary.post(edit, {**names, "chair": third.pk, "members": [second.pk]}).status_code == 302
    shown = Client().get(built.council.get_absolute_url()).text
    assert "Control" in shown
    assert "Presidium" in shown
    assert client_of(UserFactory()).post(edit, names).status_code == 403
    assert secretary.post(url("commission-dissolve", built, one.pk)).status_code == 302
    assert "Control</h3>" not in Client().get(built.council.get_absolute_url()).text
    assert secretary.post(url("commission-dissolve", built, one.pk)).status_code == 404


def test_point_is_proposed_taken_and_shown_to_everybody() -> None:
    built = build.sitting(3)
    meeting = build.planned(built)
    citizen, head = UserFactory(full_name="Ойданова Айгүл"), MembershipFactory()
    send = url("proposal-send", built)
    asked = {"title": "Water in the village", "text": "It is brown", "side": "citizen"}
    assert Client().get(send).status_code == 302
    assert client_of(citizen).get(send).text.count('type="radio"') == 1
    assert client_of(built.users[1]).get(send).text.count('type="radio"') == 2
    assert "take out numbers" in client_of(citizen).post(send, {**asked, "text": "87011234567"}).text
    assert client_of(citizen).post(send, asked).status_code == 302
    ngo = {**asked, "title": "Ramps", "side": "ngo"}
    assert "Choose an organisation" in client_of(head.user).post(send, ngo).text
    assert client_of(head.user).post(send, {**ngo, "organisation": head.organisation.pk}).status_code == 302
    assert client_of(built.users[1]).post(send, {**asked, "title": "Buses", "side": "member"}).status_code == 302
    listed = url("proposal-list", built)
    page = Client().get(listed).text
    assert [word for word in ("Water", "Ramps", "Buses", "Айгүл") if word in page] == []
    assert "Water in the village" in client_of(citizen).get(listed).text

    answer_all(built, meeting)
    page = Client().get(listed).text
    assert "Water in the village" in page
    assert "Ramps" not in page
    assert "Not for this council" in page
    assert list(Message.objects.filter(recipient=citizen).values_list("subject", flat=True)) == [
        "Your point № %(number)s is on the agenda"
    ]
    back = url("proposal-withdraw", built, 3)
    assert client_of(citizen).post(back).status_code == 403
    assert client_of(built.users[1]).post(back).status_code == 302
    assert Proposal.objects.get(number=3).status == ProposalStatus.WITHDRAWN


def answer_all(built: build.Built, meeting: Meeting) -> None:
    """The first point is taken, the second one is declined and hidden, the third one waits."""
    secretary = client_of(built.secretary)
    assert len([task for task in desk_tasks(built.secretary) if "proposal" in task.url]) == 3
    answer = url("proposal-answer", built, 1)
    assert client_of(UserFactory()).get(answer).status_code == 403
    assert secretary.get(answer).status_code == 200
    assert secretary.post(answer, {"step": "take", "meeting": meeting.pk, "answer": "Soon"}).status_code == 302
    assert secretary.post(answer, {"step": "take", "meeting": meeting.pk}).status_code == 409
    other = url("proposal-answer", built, 2)
    assert "Give the reason." in secretary.post(other, {"step": "decline", "answer": ""}).text
    hidden = {"step": "decline", "answer": "Not for this council", "is_hidden": "on"}
    assert secretary.post(other, hidden).status_code == 302
    item = meeting.items.get(position=2)
    assert (item.title, item.proposed_by) == ("Water in the village", "Айгүл О.")


def test_nobody_floods_a_secretariat_or_speaks_for_others() -> None:
    built, stranger = build.sitting(3), UserFactory()
    other = build.sitting(2)
    for n in range(3):
        proposals.propose(council=built.council, title=str(n), text="x", side="citizen", by=stranger)
    for side in ("citizen", "member", "ngo", "king"):
        with pytest.raises(Invalid):
            proposals.propose(council=built.council, title="x", text="x", side=side, by=stranger)
    with pytest.raises(Invalid):
        proposals.propose(council=built.council, title=" ", text=" ", side="citizen", by=UserFactory())
    one = Proposal.objects.get(number=1)
    with pytest.raises(Invalid, match="still to come"):
        proposals.take(proposal=one, meeting=build.planned(other), by=built.secretary)
    with pytest.raises(NotPermitted):
        proposals.decline(proposal=one, answer="x", by=other.secretary)


@pytest.mark.parametrize("count", [1, 3])
def test_proposals_ask_the_same_whatever_their_number(client: Client, count: int, django_assert_num_queries) -> None:
    built = build.sitting(2)
    for n in range(count):
        proposals.propose(council=built.council, title=f"Point {n}", text="x", side="citizen", by=UserFactory())
    with django_assert_num_queries(3):
        assert client.get(url("proposal-list", built)).text.count("<article") == count


def run_jobs() -> None:
    for job in Job.objects.filter(name="councils.tell_followers", status="queued"):
        jobs.run(str(job.pk))


def test_followers_are_told_once_and_no_more_after_leaving(monkeypatch: pytest.MonkeyPatch) -> None:
    built, reader = build.sitting(3), UserFactory()
    monkeypatch.setattr(followers, "AT_ONCE", 1)
    mine, member = client_of(reader), client_of(built.users[0])
    for client in (mine, mine, member):
        assert client.post(url("council-follow", built)).status_code == 302
    assert Follow.objects.count() == 2
    assert "Follow no more" in mine.get(built.council.get_absolute_url()).text
    meetings.announce(meeting=build.planned(built), by=built.secretary)
    build.sent(built)
    run_jobs()
    run_jobs()
    told = Message.objects.filter(topic="councils.followed")
    assert list(told.filter(recipient=reader).order_by("pk").values_list("subject", flat=True)) == [
        "Meeting of the council: %(topic)s", "%(council)s: recommendation № %(number)s is sent",
    ]  # fmt: skip
    # A member is invited anyhow, so only the recommendation comes by following.
    assert told.filter(recipient=built.users[0]).count() == 1
    job = Job.objects.filter(name="councils.tell_followers").first()
    message = followers.Told(**job.arguments["message"])
    followers.tell_some(council_id=built.council.pk, message=message, after=0)
    assert told.filter(recipient=reader).count() == 2

    shown = mine.get(reverse("councils:followed-list")).text
    assert "Invented council" in shown
    assert mine.post(url("council-unfollow", built), {"back": "list"}).url == reverse("councils:followed-list")
    assert member.post(url("council-unfollow", built)).url == built.council.get_absolute_url()
    build.sent(built)
    assert not Job.objects.filter(name="councils.tell_followers", status="queued").exists()


def test_competition_is_told_to_followers() -> None:
    one = form.started()
    reader = UserFactory()
    followers.follow(council=one.built.council, by=reader)
    one = form.announced(one)
    form.citizen(one)
    one = form.approved(form.counted(form.voted(form.listed(form.checked(form.closed(one))), "f", "f", "f")))
    run_jobs()
    assert list(Message.objects.filter(recipient=reader).order_by("pk").values_list("subject", flat=True)) == [
        "%(council)s: a competition for seats is announced",
        "%(council)s: the list of candidates is published",
        "%(council)s: members are approved",
    ]


def held(built: build.Built) -> Meeting:
    """A meeting of today with a vote, whose minutes are published."""
    meeting = build.opened(built, present=2)
    build.decided(built, meeting, "ff")
    meeting = meetings.close(meeting=meeting, by=built.secretary)
    Meeting.objects.filter(pk=meeting.pk).update(held_at=clock.now())
    return meetings.publish(meeting=meeting, by=built.secretary)


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_plan_and_report_of_a_year_with_clicks() -> None:
    built = build.sitting(3)
    secretary, year = client_of(built.secretary), clock.now().astimezone(ALMATY).year
    click_plan(built, secretary, year)
    click_report(built, secretary, year)
    check_figures(YearReport.objects.get().figures)
    check_files(built, year)
    click_later_version(built, secretary, year)


def click_plan(built: build.Built, secretary: Client, year: int) -> None:
    """A plan with one point, approved, with its outcome."""
    begun = secretary.get(url("year-list", built), {"year": str(year)})
    edit = url("plan-edit", built, year)
    assert begun.url == edit
    assert secretary.get(edit).status_code == 200
    point = {"month": "3", "title": "Hearing on water", "responsible": "Presidium"}
    too_far = secretary.post(url("plan-edit", built, year + 5), rows("points", point))
    assert "Choose this year or the next one." in too_far.text
    assert secretary.post(edit, rows("points", point)).status_code == 302
    plan = url("plan-detail", built, year)
    assert Client().get(plan).status_code == 404
    assert secretary.post(url("plan-approve", built, year)).status_code == 302
    assert "Hearing on water" in Client().get(plan).text
    assert secretary.post(edit, rows("points", point)).status_code == 409
    pk = built.council.plans.get().points.get().pk
    outcomes = url("plan-outcomes", built, year)
    assert secretary.get(outcomes).status_code == 200
    assert secretary.post(outcomes, {f"point-{pk}": "Held on 5 March"}).status_code == 302
    assert "Held on 5 March" in Client().get(plan).text


def click_report(built: build.Built, secretary: Client, year: int) -> None:
    """What there is to count, then the report: made, with words, published."""
    held(built)
    one = build.sent(built)
    recommendations.reply(
        recommendation=one, kind="accepted", text="Yes", do_until=dt.date(2100, 1, 1), by=built.secretary
    )
    build.sent(built)
    proposals.propose(council=built.council, title="Buses", text="x", side="citizen", by=UserFactory())
    make, page = url("report-make", built, year), url("year-report", built, year)
    assert client_of(UserFactory()).post(make).status_code == 403
    assert secretary.post(url("report-make", built, year + 1)).url == url("year-list", built)
    assert secretary.post(make).url == page
    assert Client().get(page).status_code == 404
    pdf = reverse("publishing:council-report", args=[built.council.slug, year])
    assert Client().get(pdf).status_code == 404
    assert "This is a draft." in words(secretary.get(pdf).content)
    words_url = url("report-edit", built, year)
    assert secretary.get(words_url).status_code == 200
    assert secretary.post(words_url, {"words_kk": "Жыл жақсы өтті", "words_ru": "Год прошёл хорошо"}).status_code == 302
    assert secretary.post(url("report-publish", built, year)).status_code == 302


def check_figures(figures: dict[str, Any]) -> None:
    today = clock.now().astimezone(ALMATY).date().isoformat()
    assert [len(figures[name]) for name in ("meetings", "members", "recommendations", "plan")] == [1, 3, 2, 1]
    assert figures["meetings"][0] | {"id": 0} == {
        "id": 0, "number": 1, "topic": "Clean rivers", "held_on": today,
        "present": 2, "members": 3, "quorum": 2, "points": 1,
        "published_on": today,
    }  # fmt: skip
    assert [(row["answer"], row["late"]) for row in figures["recommendations"]] == [
        ("accepted", False),
        ("", False),
    ]
    assert figures["proposals"] == {"sent": 1, "taken": 0, "declined": 0, "withdrawn": 0}


def check_files(built: build.Built, year: int) -> None:
    """The page and the PDF say the same, and the PDF is the same each time."""
    page, pdf = url("year-report", built, year), reverse("publishing:council-report", args=[built.council.slug, year])
    shown = Client().get(page).text
    assert [
        text for text in ("Clean rivers", "Held on 5 March", "Год прошёл хорошо", "2 / 3") if text not in shown
    ] == []
    first, second = Client().get(pdf), Client().get(pdf)
    assert (first["Content-Type"], first.content == second.content) == ("application/pdf", True)
    said = words(first.content)
    assert [text for text in ("Clean rivers", "Год прошёл хорошо", "Hearing on water") if text not in said] == []
    assert "Жыл жақсы өтті" in words(Client().get(pdf.replace("/en/", "/kk/")).content)


def click_later_version(built: build.Built, secretary: Client, year: int) -> None:
    """A published report stays; a later version says why and takes its place."""
    make, page = url("report-make", built, year), url("year-report", built, year)
    assert secretary.get(url("report-edit", built, year)).status_code == 409
    assert secretary.post(make).status_code == 302
    assert YearReport.objects.count() == 1
    assert secretary.post(make, {"reason": "A meeting was forgotten"}).status_code == 302
    assert secretary.post(url("report-publish", built, year)).status_code == 302
    assert list(YearReport.objects.order_by("version").values_list("version", "status")) == [
        (1, ReportStatus.SUPERSEDED), (2, ReportStatus.PUBLISHED),
    ]  # fmt: skip
    assert "A meeting was forgotten" in Client().get(page).text
    assert f">{year}<" in Client().get(url("year-list", built)).text


def test_years_are_of_the_secretariat() -> None:
    built = build.sitting(2)
    for act in (
        lambda: years.write_plan(council=built.council, year=2026, points=[], by=UserFactory()),
        lambda: years.make_report(council=built.council, year=2026, by=UserFactory()),
    ):
        with pytest.raises(NotPermitted):
            act()
    with pytest.raises(Invalid, match="Plan at least one thing"):
        years.write_plan(council=built.council, year=2026, points=[], by=built.secretary)


def test_protocol_is_a_pdf_in_both_languages_and_minutes_have_their_day() -> None:
    form.with_parameters()
    built = build.sitting(3)
    meeting = build.opened(built, present=2)
    build.decided(built, meeting, "ff")
    pdf = reverse("publishing:council-protocol", args=[built.council.slug, meeting.pk])
    with clock.playing(dt.datetime(2026, 11, 2, 12, tzinfo=ALMATY)):
        meeting = meetings.close(meeting=meeting, by=built.secretary)
    assert meeting.minutes_due_on == dt.date(2026, 11, 9)
    assert Client().get(pdf).status_code == 404
    assert [task.due_at.date() for task in desk_tasks(built.secretary) if "minutes" in task.url] == [
        meeting.minutes_due_on
    ]
    with clock.playing(dt.datetime(2026, 11, 10, 12, tzinfo=ALMATY)):
        page = Client().get(meeting.get_absolute_url()).text
        assert "not published yet" in page
        assert ">Late<" in " ".join(page.split()).replace("> ", ">").replace(" <", "<")
        meeting = meetings.publish(meeting=meeting, by=built.secretary)
    assert meeting.minutes_are_late(dt.date(2026, 11, 10))
    assert pdf in Client().get(meeting.get_absolute_url()).text
    kazakh, russian = (words(Client().get(pdf.replace("/en/", f"/{code}/")).content) for code in ("kk", "ru"))
    for said, expected in ((kazakh, "отырыс хаттамасы"), (russian, "Протокол заседания № 1")):
        assert [text for text in (expected, "Test the water", "Clean rivers") if text not in said] == []
    assert day("x", dt.date(2026, 1, 2)) == {"x_0": "2", "x_1": "1", "x_2": "2026"}
