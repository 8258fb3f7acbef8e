"""Pages of draft acts, controls, reports of heads and the reception."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from civilportal.desk import groups
from councils.actions import appeals, head_reports
from councils.actions.acts import drafts, remarks
from councils.choices.acts import ActStatus
from councils.models import Appeal, Control, DraftAct, HeadReport
from foundation.core import clock
from foundation.core.calendar import local_date
from tests.builders import agreements, councils
from tests.builders import council_work as build
from tests.builders.files import jpeg, pdf, upload
from tests.councils.views.test_councils import client_of, day
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def titles(user) -> list[str]:
    return [str(task.title) for group in groups(user) for task in group.tasks]


def moment(name: str, value: dt.datetime) -> dict[str, str]:
    return {**day(name, local_date(value)), f"{name}_3": "15:00"}


def of_first(slug: str, name: str, *more: object) -> str:
    """The address of a page of the council's first act, control or report."""
    return reverse(f"councils:{name}", args=[slug, 1, *more])


def sent_with_clicks(built: councils.Built, secretary: Client) -> DraftAct:
    slug, typed = built.council.slug, {**build.act_values(), "body": built.body.pk}
    create = reverse("councils:act-create", args=[slug])
    assert client_of(built.users[0]).get(create).status_code == 403
    assert "In one language alone: 2" in secretary.post(create, {**typed, "russian": "Статья 1. Вода"}).text
    secretary.post(create, {**typed, "file": upload(pdf(), "draft.pdf")})
    act = DraftAct.objects.get()
    assert Client().get(act.get_absolute_url()).status_code == 404
    secretary.post(of_first(slug, "act-edit"), {**typed, "title_ru": "О реках"})
    assert "divided into articles" in secretary.get(act.get_absolute_url()).text
    secretary.post(of_first(slug, "act-step", "send"))
    assert secretary.post(of_first(slug, "act-step", "burn")).status_code == 404
    return act


def test_a_draft_act_goes_its_way_with_clicks() -> None:
    built, citizen = councils.sitting(3), UserFactory(full_name="Zhumabekova Saule")
    build.with_terms()
    secretary, member, anybody = client_of(built.secretary), client_of(built.users[0]), Client()
    act = sent_with_clicks(built, secretary)

    def url(name: str, *more: object) -> str:
        return of_first(built.council.slug, name, *more)

    assert "Give the opinion on draft act № 1" in " ".join(titles(built.secretary))
    secretary.post(url("act-open"), day("public_until", local_date(clock.now())))
    member.post(url("act-comment"), {"article": act.articles.get(key="1").pk, "text": "By which norm?"})
    client_of(citizen).post(url("act-comment"), {"text": "Clean it"})
    assert "Write your comment" not in anybody.get(act.get_absolute_url()).text
    secretary.post(url("act-point"), {"article": act.articles.get(key="2").pk, "text": "Four times"})
    secretary.post(url("act-point"), {"text": "To be taken out"})
    secretary.post(url("point-remove", 4))
    opinion = {"opinion": "remarks", "opinion_text": "Good, but", "own_rules": "Clause 12"}
    assert "not both" in secretary.post(url("act-decide"), {**opinion, "own_rules": ""}).text
    secretary.post(url("act-decide"), opinion)
    assert "Answer the points on draft act № 1" in " ".join(titles(built.secretary))
    for number, verdict in ((1, "refused"), (2, "partly"), (3, "accepted")):
        secretary.post(url("remark-answer", number), {"verdict": verdict, "text": f"Because {number}"})
    assert "Because 1" not in anybody.get(act.get_absolute_url()).text
    secretary.post(url("act-step", "answer"))
    final = {"act_number": "12-7", "kazakh": build.FINAL_KAZAKH, "russian": build.FINAL_RUSSIAN}
    secretary.post(url("act-adopt"), {**final, **day("adopted_on", local_date(clock.now()))})
    act.refresh_from_db()
    assert act.status == ActStatus.ADOPTED
    page = anybody.get(act.get_absolute_url()).text
    for said in (
        "By which norm?",
        "Saule Z.",
        "Because 1",
        "Because 3",
        "What the final text changes",
        "<del>",
        "12-7",
    ):
        assert said in page
    assert "Zhumabekova" not in page
    assert b"".join(anybody.get(url("act-file")).streaming_content).startswith(b"%PDF")
    for name in ("act-open", "act-point", "act-decide", "act-adopt", "act-withdraw"):
        assert member.get(url(name)).status_code in (403, 409)


def test_comments_are_hidden_joined_and_drafts_withdrawn_with_clicks() -> None:
    built, citizen = councils.sitting(3), UserFactory()
    act = build.sent(built)
    act = drafts.open_to_public(act=act, public_until=act.opinion_due_on, by=built.secretary)
    first = remarks.comment(act=act, article=None, text="Said by all", by=citizen)
    remarks.comment(act=act, article=None, text="Said again", by=citizen)
    remarks.comment(act=act, article=None, text="Very rude", by=citizen)
    secretary, slug = client_of(built.secretary), built.council.slug
    secretary.post(reverse("councils:remark-group", args=[slug, 1, 2]), {"same_as": first.pk})
    assert "Give the reason" in secretary.post(reverse("councils:remark-hide", args=[slug, 1, 3]), {"reason": ""}).text
    secretary.post(reverse("councils:remark-hide", args=[slug, 1, 3]), {"reason": "Insults"})
    page = Client().get(act.get_absolute_url()).text
    assert ("Very rude" in page, "Insults" in page, "It says the same as" in page) == (False, True, True)
    assert "Sign in and comment" in page
    assert Client().get(reverse("councils:act-file", args=[slug, 1])).status_code == 404
    secretary.post(reverse("councils:act-withdraw", args=[slug, 1]), {"reason": "Another law"})
    assert "Another law" in Client().get(act.get_absolute_url()).text


def announced_with_clicks(built: councils.Built, secretary: Client) -> Control:
    slug = built.council.slug
    plan = build.control_values(body=built.body.pk)
    plan |= moment("starts_at", plan.pop("starts_at"))
    create = reverse("councils:control-create", args=[slug])
    assert client_of(built.users[0]).get(create).status_code == 403
    secretary.post(create, plan)
    control = Control.objects.get()
    assert Client().get(control.get_absolute_url()).status_code == 404
    secretary.post(of_first(slug, "control-edit"), {**plan, "title": "Bins of Abai street"})
    add = of_first(slug, "participant-add")
    assert "no organisation with this BIN" in secretary.post(add, {"full_name": "X", "part": "lead", "bin": "1"}).text
    secretary.post(add, {"seat": built.seats[0].pk, "part": "lead", "has_declared": "on"})
    secretary.post(add, {"full_name": "Out", "part": "expert", "has_declared": "on"})
    out = control.participants.get(full_name="Out")
    secretary.post(of_first(slug, "participant-dismiss", out.pk), {"reason": "None at all"})
    secretary.post(of_first(slug, "participant-remove", out.pk))
    secretary.post(of_first(slug, "checklist-write"), {"questions": "Is it empty?\nIs it clean?"})
    page = secretary.post(of_first(slug, "control-step", "announce"), follow=True).text
    assert "The control is announced" in page
    return control


def test_a_control_goes_its_way_with_clicks() -> None:
    built, stranger = councils.sitting(3), client_of(UserFactory())
    secretary, member, anybody = client_of(built.secretary), client_of(built.users[0]), Client()
    control = announced_with_clicks(built, secretary)

    def url(name: str, *more: object) -> str:
        return of_first(built.council.slug, name, *more)

    assert stranger.get(url("checklist-fill")).status_code == 403
    assert "Is it clean?" in member.get(url("checklist-fill")).text
    member.post(url("checklist-fill"), {"answer-1": "no", "note-1": "Full at nine"})
    member.post(url("fact-record"), {"text": "A bin lies", "upload": upload(jpeg(), "a.jpg")})
    secretary.post(url("control-step", "start"))
    assert "A bin lies" not in anybody.get(control.get_absolute_url()).text
    assert anybody.get(url("evidence", 1)).status_code == 404
    assert b"".join(member.get(url("evidence", 1)).streaming_content)[:2] == b"\xff\xd8"
    secretary.post(url("control-step", "end"))
    assert "Write the final document of control № 1" in " ".join(titles(built.secretary))
    assert "Full at nine" in secretary.get(url("control-conclude")).text
    document = build.document_values()
    document |= day("held_on", document.pop("held_on"))
    rows = {"proposals-TOTAL_FORMS": "1", "proposals-INITIAL_FORMS": "0", "proposals-0-text": "Empty daily"}
    assert "Tell the facts" in secretary.post(url("control-conclude"), {**document, **rows, "facts": ""}).text
    secretary.post(url("control-conclude"), {**document, **rows})
    page = anybody.get(control.get_absolute_url()).text
    for said in ("A bin lies", "Full at nine", "Empty daily", "Conclusion", "Two of three bins"):
        assert said in page
    assert anybody.get(url("evidence", 1)).status_code == 404
    assert secretary.get(url("control-cancel")).status_code == 200


def test_a_control_is_joined_to_a_grant_with_clicks() -> None:
    built, deal = councils.sitting(3), agreements.active()
    control = build.announced_control(built)
    secretary, number = client_of(built.secretary), deal.agreement.number
    url = reverse("councils:reference-join", args=[built.council.slug, "control", control.number])
    assert "Nothing public is found" in secretary.get(url, {"q": "nothing like it"}).text
    assert deal.agreement.title in secretary.get(url, {"q": number}).text
    secretary.post(url, {"words": number, "target": f"grants.agreement:{number}", "note": "Its bins"})
    page = secretary.get(url).text
    assert "Joined now" in page
    (line,) = secretary.get(url).context["lines"]
    assert client_of(UserFactory()).get(url).status_code == 403
    assert secretary.get(url.replace("/control/", "/nothing/")).status_code == 404
    part = reverse("councils:reference-part", args=[built.council.slug, "control", control.number, line.pk])
    secretary.post(part, {"reason": "Wrong one"})
    assert secretary.get(part).status_code == 404


def test_a_head_reports_and_answers_with_clicks() -> None:
    built, asker = councils.sitting(3), client_of(UserFactory(full_name="Zhumabekova Saule"))
    build.with_terms()
    secretary, slug = client_of(built.secretary), built.council.slug
    values = build.report_values()
    plan = values | moment("held_at", values.pop("held_at")) | day("questions_until", values.pop("questions_until"))
    plan = {name: value for name, value in plan.items() if name not in ("held_at", "questions_until")}
    create = reverse("councils:head-report-create", args=[slug])
    assert "error-summary" in secretary.post(create, {**plan, "body": built.body.pk, "topic": ""}).text
    secretary.post(create, {**plan, "body": built.body.pk, "upload": upload(pdf(), "report.pdf")})
    report = HeadReport.objects.get()

    def url(name: str, *more: object) -> str:
        return reverse(f"councils:{name}", args=[slug, report.number, *more])

    secretary.post(url("head-report-edit"), {**plan, "body": built.body.pk, "topic": "Water and bins"})
    secretary.post(url("head-report-step", "announce"))
    for text in ("Why is it dirty?", "A rude one"):
        asker.post(url("head-question-ask"), {"text": text})
    assert "Publish or refuse questions to report № 1" in " ".join(titles(built.secretary))
    assert "Why is it dirty?" not in Client().get(report.get_absolute_url()).text
    assert secretary.get(url("head-question-answer", 1)).status_code == 404
    secretary.post(url("head-question-moderate", 1), {"step": "publish"})
    secretary.post(url("head-question-moderate", 2), {"step": "refuse", "reason": "Rude"})
    secretary.post(url("head-report-step", "hear"))
    assert "Answer questions to report № 1" in " ".join(titles(built.secretary))
    assert "Questions without an answer: № 1." in secretary.post(url("head-report-step", "close"), follow=True).text
    secretary.post(url("head-question-answer", 1), {"step": "answer", "text": "A pipe broke"})
    secretary.post(url("head-report-step", "close"))
    page = Client().get(report.get_absolute_url()).text
    for said in ("Why is it dirty?", "Saule Z.", "A pipe broke", "All questions answered", "Rude"):
        assert said in page
    assert ("A rude one" in page, "Zhumabekova" in page) == (False, False)
    assert b"".join(Client().get(url("head-report-file")).streaming_content).startswith(b"%PDF")
    assert asker.get(url("head-report-cancel")).status_code == 403
    other = build.announced_report(built)
    assert Client().get(reverse("councils:head-report-file", args=[slug, other.number])).status_code == 404
    secretary.post(reverse("councils:head-report-cancel", args=[slug, other.number]), {"reason": "Ill"})
    assert "Ill" in Client().get(other.get_absolute_url()).text


def test_the_reception_shows_nobody_who_wrote() -> None:
    built, author = councils.sitting(3), UserFactory(full_name="Zhumabekova Saule")
    build.with_terms()
    secretary, writer, other, slug = (
        client_of(built.secretary),
        client_of(author),
        client_of(UserFactory()),
        built.council.slug,
    )
    page = reverse("councils:reception", args=[slug])
    create = reverse("councils:appeal-create", args=[slug])
    writer.post(create, {"topic": "Lamp of Saule", "text": "No light at Saule's", "may_publish": "on"})
    appeal = Appeal.objects.get()

    def url(name: str) -> str:
        return reverse(f"councils:{name}", args=[slug, appeal.number])

    assert "Answer appeal № 1" in " ".join(titles(built.secretary))
    assert [other.get(url(name)).status_code for name in ("appeal-detail", "appeal-answer", "appeal-publish")] == [
        404
    ] * 3
    assert [writer.get(url(name)).status_code for name in ("appeal-detail", "appeal-answer")] == [200, 403]
    assert ("Lamp of Saule" in writer.get(page).text, "Lamp of Saule" in other.get(page).text) == (True, False)
    assert "Zhumabekova Saule" in secretary.get(url("appeal-detail")).text
    secretary.post(url("appeal-answer"), {"step": "answer", "text": "It shines, Saule"})
    assert "It shines, Saule" in writer.get(url("appeal-detail")).text
    words = {"public_topic": "A lamp", "public_text": "No light", "public_answer": "It shines"}
    secretary.post(url("appeal-publish"), words)
    for client in (Client(), other, writer):
        seen = client.get(page).text
        assert ("A lamp" in seen, "It shines" in seen) == (True, True)
    for seen in (Client().get(page).text, other.get(page).text):
        assert ("Saule" in seen, "Zhumabekova" in seen) == (False, False)
    assert "A lamp" not in secretary.get(page).text
    assert "№ 1" in secretary.get(page).text


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_pages_ask_the_same_whatever_their_length(
    client: Client, count: int, django_assert_num_queries
) -> None:
    built = councils.sitting(3)
    for _n in range(count):
        act = build.sent(built)
        build.announced_control(built)
        build.announced_report(built)
        one = appeals.send(council=built.council, topic="Lamp", text="Dark", may_publish=True, by=built.users[0])
        appeals.settle(appeal=one, step="answer", text="ok", by=built.secretary)
        appeals.publish(appeal=one, public_topic="Lamp", public_text="Dark", public_answer="ok", by=built.secretary)
    for name, words, asked in (
        ("act-list", "О воде", 3),
        ("control-list", "Bins of the town", 2),
        ("head-report-list", "Water of the town", 2),
    ):
        with django_assert_num_queries(asked):
            page = client.get(reverse(f"councils:{name}"))
        assert page.text.count(words) == count
    with django_assert_num_queries(3):
        page = client.get(reverse("councils:reception", args=[built.council.slug]))
    assert page.text.count("Dark") == count
    act = drafts.open_to_public(act=act, public_until=act.opinion_due_on, by=built.secretary)
    for n in range(count):
        remarks.comment(act=act, article=None, text=f"Said {n}", by=built.users[0])
    with django_assert_num_queries(4):
        assert client.get(act.get_absolute_url()).text.count("Said") == count
    report = HeadReport.objects.latest("pk")
    for n in range(count):
        question = head_reports.ask(report=report, text=f"Why {n}?", by=built.users[0])
        head_reports.moderate(question=question, step="publish", reason="", by=built.secretary)
    url = report.get_absolute_url()
    with django_assert_num_queries(2):
        assert client.get(url).text.count("Why ") == count


def test_lists_are_narrowed_and_wrong_filters_narrow_nothing(client: Client) -> None:
    built, other = councils.sitting(3), councils.sitting(3)
    with build.at(dt.date(2026, 3, 2)):
        build.sent(built)
    build.decided(other)
    draft = build.written(built)
    url = reverse("councils:act-list")
    for asked, found in (
        ({"status": "overdue"}, [built.council.pk]),
        ({"status": "decided"}, [other.council.pk]),
        ({"body": built.body.code}, [built.council.pk]),
        ({"council": other.council.slug}, [other.council.pk]),
        ({"status": "draft", "body": "nobody", "before": "x", "council": "a b"}, [other.council.pk, built.council.pk]),
        ({"before": str(DraftAct.objects.get(council=other.council).pk)}, [built.council.pk]),
    ):
        assert [row.council_id for row in client.get(url, asked).context["page"].rows] == found
    counted = client.get(url, {"council": other.council.slug}).context["counts"]
    assert [count for _label, count in counted] == [1, 1, 1, 0, 0, 0]
    assert [count for _label, count in client.get(url, {"body": built.body.code}).context["counts"]] == [
        1,
        0,
        0,
        0,
        0,
        1,
    ]
    seen = client_of(built.secretary).get(url).context["page"].rows
    assert draft in seen


def test_what_was_typed_when_the_session_had_ended_is_there_again(client: Client) -> None:
    built = councils.sitting(3)
    url = reverse("councils:appeal-create", args=[built.council.slug])
    client.post(url, {"topic": "Lamp", "text": "It is dark in our street"})
    client.force_login(UserFactory())
    page = client.get(url).text
    assert ("It is dark in our street" in page, Appeal.objects.count()) == (True, 0)
