"""Pages of surveys: people with a ticket or a link, officers, everybody."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import User
from grants.choices import ApplicationStatus
from monitoring.actions import surveys
from monitoring.choices import Access, RemarkStatus, SurveyStatus
from monitoring.models import Answer, Arrival, Remark, Subject, Survey
from tests.builders import decisions
from tests.builders import monitoring as build
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import SubjectFactory, TemplateFactory

pytestmark = pytest.mark.django_db

# Time enough to read the questions.
LATER = dt.timedelta(seconds=30)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, url: str, after: dt.timedelta = LATER, **typed: str):
    """Open the page, read for a while, send."""
    began = timezone.now()  # a slow machine must not make a hurried answer a patient one
    stamp = client.get(url).context["form"].initial["stamp"]
    with time_machine.travel(began + after, tick=False):
        return client.post(url, {"q1": "4", "q2": "yes", "stamp": stamp, **typed})


def test_somebody_answers_with_a_ticket_without_signing_in() -> None:
    survey = build.opened(build.followed())
    url = reverse("monitoring:ticket-answer", args=[survey.token, build.code(survey, 1)])
    client = Client()
    page = client.get(url)
    assert ("Question 1" in page.text, "noindex" in page.text, page.context["form"].initial["ticket"]) == (
        True,
        True,
        build.code(survey, 1),
    )

    wrong = send(client, url, ticket=build.code(survey, 1), q1="", q4="kept words")
    assert ("Answer this question." in wrong.text, "kept words" in wrong.text, Answer.objects.count()) == (
        True,
        True,
        0,
    )
    done = send(client, url, ticket=build.code(survey, 1).lower())
    assert (done.status_code, done.url) == (302, reverse("monitoring:survey-thanks", args=[survey.token]))
    assert "Your answer is in the box." in client.get(done.url).text

    again = send(Client(), url, ticket=build.code(survey, 1), q4="second")
    assert ("has been used already" in again.text, "second" in again.text) == (True, True)
    assert (Answer.objects.count(), Arrival.objects.values_list("taken", "refused").get()) == (1, (1, 1))


def test_the_questions_are_in_three_languages() -> None:
    survey = build.opened(build.followed())
    path = reverse("monitoring:survey-answer", args=[survey.token]).removeprefix("/en")

    texts = [Client().get(f"/{code}{path}").text for code in ("kk", "ru", "en")]

    assert ["1-сұрақ" in texts[0], "Вопрос 1" in texts[1], "Question 1" in texts[2]] == [True] * 3


def test_an_open_link_takes_one_answer_of_a_device_and_none_of_a_hurry() -> None:
    survey = build.opened(build.followed(), access=Access.LINK)
    url, client = reverse("monitoring:survey-answer", args=[survey.token]), Client()

    hurried = send(client, url, after=dt.timedelta(seconds=1))
    stale = send(client, url, after=dt.timedelta(hours=30))
    forged = client.post(url, {"q1": "4", "q2": "yes", "stamp": "0:abc:def"})
    assert ["very quick" in hurried.text, "open for long" in stale.text, "open for long" in forged.text] == [True] * 3
    assert stale.context["form"].data["stamp"] != hurried.context["form"].data["stamp"]
    assert send(client, url).status_code == 302

    assert "This device has answered already" in client.get(url).text
    assert "This device has answered already" in client.post(url, {"q1": "1", "q2": "no"}).text
    assert (send(Client(), url).status_code, Answer.objects.count()) == (302, 2)


def test_the_address_behind_our_proxy_is_the_last_that_it_names(settings, rf) -> None:
    from monitoring.views.answers import visitor_address  # noqa: PLC0415

    request = rf.get("/", HTTP_X_FORWARDED_FOR="10.9.9.9, 203.0.113.7", REMOTE_ADDR="10.0.0.2")
    plain = visitor_address(request)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

    assert (plain, visitor_address(request)) == ("10.0.0.2", "203.0.113.7")


def test_a_survey_that_takes_nothing_says_why() -> None:
    work = build.followed()
    early, over, gone = build.planned(work), build.opened(work), build.opened(work)
    surveys.close(survey=over, by=work.officer)
    surveys.cancel(survey=gone, reason="Wrong list", by=work.officer)

    pages = [Client().get(reverse("monitoring:survey-answer", args=[one.token])) for one in (early, over, gone)]

    assert [page.status_code for page in pages] == [200, 200, 404]
    assert ["not open yet" in pages[0].text, "This survey is over" in pages[1].text] == [True, True]


def test_an_officer_prepares_and_prints_a_survey() -> None:
    work = build.followed()
    template, client = TemplateFactory(), signed_in(work.officer)
    now = timezone.localtime()
    closing = now + dt.timedelta(days=5)
    moments = {
        f"{name}_{place}": part
        for name, moment in (("opens_at", now), ("closes_at", closing))
        for place, part in enumerate((moment.day, moment.month, moment.year, f"{moment:%H:%M}"))
    }
    typed = {
        "template": template.pk,
        "access": "tickets",
        "tickets": "",
        "shown_from": 5,
        "per_address": 20,
        "per_hour": 300,
    }
    url = reverse("monitoring:survey-plan", args=[work.subject.pk])

    assert "Enter how many tickets are to be made." in client.post(url, typed | moments).text
    few = client.post(url, typed | moments | {"tickets": 3, "shown_from": 4})
    assert "shown_from" in few.context["form"].errors
    backwards = client.post(url, typed | moments | {"tickets": 3, "closes_at_2": now.year - 1})
    assert "The survey must close after it opens." in backwards.text
    response = client.post(url, typed | moments | {"tickets": 3})
    survey = Survey.objects.get()
    assert response.url == survey.get_absolute_url()

    sheet = client.get(reverse("monitoring:survey-print", args=[survey.pk]))
    codes = [build.code(survey, number) for number in (1, 2, 3)]
    assert [code in sheet.text for code in codes] == [True] * 3
    assert sheet.text.count("data:image/svg+xml") == 3
    client.post(reverse("monitoring:ticket-issue", args=[survey.pk]), {"tickets": 60})
    page = client.get(reverse("monitoring:survey-print", args=[survey.pk]))
    rest = client.get(reverse("monitoring:survey-print", args=[survey.pk]), {"after": page.context["page"].after})
    assert [len(one.context["sheet"]) for one in (page, rest)] == [60, 3]


def test_an_officer_opens_closes_reads_and_leaves_out() -> None:
    work = build.followed()
    survey, client = build.planned(work), signed_in(work.officer)
    client.post(reverse("monitoring:survey-open", args=[survey.pk]))
    build.answered(survey, [5] * 6, q4="A remark")
    client.post(reverse("monitoring:survey-close", args=[survey.pk]))
    survey.refresh_from_db()
    assert survey.status == SurveyStatus.CLOSED

    detail = client.get(survey.get_absolute_url())
    assert [detail.context[name] for name in ("taken", "released", "has_results")] == [6, 6, True]
    first, second, *_rest = Remark.objects.all()
    client.post(reverse("monitoring:remark-publish", args=[first.pk]))
    hide = reverse("monitoring:remark-hide", args=[second.pk])
    assert "Give the reason." in client.post(hide, {"reason": ""}).text
    client.post(hide, {"reason": "Says nothing"})
    assert [Remark.objects.get(pk=one.pk).status for one in (first, second)] == [
        RemarkStatus.PUBLISHED,
        RemarkStatus.HIDDEN,
    ]
    leave = reverse("monitoring:batch-exclude", args=[survey.batches.get().pk])
    assert client.get(leave).status_code == 200
    client.post(leave, {"reason": "A test"})
    assert "There are not so many." in Client().get(reverse("monitoring:survey-results", args=[survey.pk])).text


def test_a_poster_has_one_code_and_a_cancelled_survey_its_reason() -> None:
    work = build.followed()
    survey, client = build.planned(work, access=Access.LINK), signed_in(work.officer)

    poster = client.get(reverse("monitoring:survey-print", args=[survey.pk])).text
    assert (poster.count("data:image/svg+xml"), f"/kk/monitoring/answer/{survey.token}/" in poster) == (1, True)
    assert client.post(reverse("monitoring:ticket-issue", args=[survey.pk]), {"tickets": 3}).status_code == 409
    cancel = reverse("monitoring:survey-cancel", args=[survey.pk])
    assert client.get(cancel).status_code == 200
    client.post(cancel, {"reason": "Another list is better"})
    assert "Another list is better" in client.get(survey.get_absolute_url()).text


def test_everybody_reads_results_after_the_closing_and_the_csv_has_the_same_counts() -> None:
    work = build.followed()
    survey = build.answered(build.opened(work), [5, 5, 4, 4, 3, 1], q3="south")
    url, data = (reverse(f"monitoring:survey-results{end}", args=[survey.pk]) for end in ("", "-csv"))
    assert [Client().get(one).status_code for one in (url, data)] == [404, 404]
    surveys.close(survey=survey, by=work.officer)

    page, table = Client().get(url), Client().get(data)

    assert [text in page.text for text in ("Mean", "3.67", "Only 6 answers count", "33.3")] == [True] * 4
    rows = [line.split(",") for line in table.text.splitlines()]
    assert [(row[0], row[4], row[6], row[7]) for row in rows[1:]] == [
        ("q1", "1", "1", "6"),
        ("q1", "2", "0", "6"),
        ("q1", "3", "1", "6"),
        ("q1", "4", "2", "6"),
        ("q1", "5", "2", "6"),
        ("q2", "yes", "6", "6"),
        ("q2", "no", "0", "6"),
        ("q3", "north", "0", "6"),
        ("q3", "south", "6", "6"),
    ]
    assert table["Content-Disposition"] == f'attachment; filename="survey-{survey.pk}.csv"'


def test_strangers_find_no_officers_pages() -> None:
    work = build.followed()
    survey = build.planned(work)
    names = ("detail", "open", "close", "cancel", "print")

    for user in (work.head, UserFactory()):
        client = signed_in(user)
        answers = [
            client.post(reverse(f"monitoring:survey-{name}", args=[survey.pk])).status_code for name in names[1:4]
        ]
        answers += [
            client.get(reverse(f"monitoring:survey-{name}", args=[survey.pk])).status_code for name in names[::4]
        ]
        assert (set(answers), Survey.objects.get().status) == ({404}, SurveyStatus.PLANNED)
    assert "Survey" not in Client().get(work.subject.get_absolute_url()).context["surveys"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_number_of_questions_whatever_their_length(count: int, django_assert_num_queries) -> None:
    work = build.followed()
    for _one in range(count):
        subject = SubjectFactory(body=work.subject.body)
        build.planned(build.Followed(subject, work.officer, work.head), template=TemplateFactory())
        survey = build.answered(build.opened(work), [5] * 5, q4="words")
    surveys.close(survey=survey, by=work.officer)
    officer = signed_in(work.officer)

    with django_assert_num_queries(4):
        page = officer.get(reverse("monitoring:subject-list"))
    with django_assert_num_queries(7):
        detail = officer.get(work.subject.get_absolute_url())
    with django_assert_num_queries(6):
        Client().get(reverse("monitoring:survey-results", args=[survey.pk]))
    with django_assert_num_queries(2):
        Client().get(reverse("monitoring:template-list"))

    assert (len(page.context["page"].rows), len(detail.context["surveys"])) == (count + 1, count)


def test_the_way_from_a_funded_project_leads_here() -> None:
    contest = decisions.decided()
    funded = contest.call.applications.filter(status=ApplicationStatus.FUNDED).first()
    lost = contest.call.applications.exclude(status=ApplicationStatus.FUNDED).first()
    client = signed_in(contest.officer)
    assert "Surveys and site visits" in client.get(funded.get_absolute_url()).text
    follow = reverse("grants:application-follow", args=[funded.number])

    first, second = client.post(follow), client.post(follow)

    subject = Subject.objects.get()
    assert first.url == second.url == subject.get_absolute_url()
    assert subject.get_absolute_url() in client.get(funded.get_absolute_url()).text
    assert (subject.page, subject.organisation, subject.body) == (
        funded.get_absolute_url(),
        funded.organisation,
        contest.call.operator,
    )
    assert client.post(reverse("grants:application-follow", args=[lost.number])).status_code == 409
    assert signed_in(UserFactory()).post(follow).status_code == 404
