"""Pages of visits: the sheet without and with its script, the act, photographs, findings."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foundation.core.calendar import local_date
from monitoring.actions import visits
from monitoring.choices import TemplateKind, VisitStatus
from monitoring.models import Finding, Visit, VisitPhoto, VisitReport
from tests.builders import files
from tests.builders import monitoring as build
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import TemplateFactory
from tests.monitoring.views.test_surveys import signed_in

pytestmark = pytest.mark.django_db


def day(name: str, date: dt.date) -> dict[str, Any]:
    return {f"{name}_{place}": part for place, part in enumerate((date.day, date.month, date.year))}


def typed(**changes: Any) -> dict[str, Any]:
    today = local_date(timezone.now())
    base = {"key": str(uuid.uuid4()), "a-q1": "no", "n-q1": "Locked", "a-q2": "24", "conclusion": "with_findings"}
    base |= {"summary": "Seen, IIN 880101300123", "finding_1": "Open the hall", "has_consent": "on"}
    return base | day("done_on", today) | day("due_1", today + dt.timedelta(days=7)) | changes


def sheet_url(visit: Visit) -> str:
    return reverse("monitoring:visit-report", args=[visit.pk])


def test_a_visit_is_planned_reported_and_read_on_plain_pages() -> None:
    work = build.followed()
    template, client = TemplateFactory(kind=TemplateKind.CHECKLIST), signed_in(work.officer)
    plan = reverse("monitoring:visit-plan", args=[work.subject.pk])
    facts = {"template": template.pk, "place": "School 7", "purpose": "Look", "is_announced": "on"}
    early = client.post(plan, facts | day("planned_on", dt.date(2020, 1, 1)))
    assert "Choose today or a later day." in early.text
    client.post(plan, facts | day("planned_on", local_date(timezone.now())))
    visit = Visit.objects.get()

    wrong = client.post(sheet_url(visit), typed(summary="", **{"n-q1": ""}))
    assert [sentence in wrong.text for sentence in ("Say what is wrong.", "Say in a few words", "Open the hall")] == [
        True
    ] * 3
    sent = client.post(sheet_url(visit), typed(**{"p-q1": files.upload(files.png(2, 2), "hall.png")}))
    assert sent.url == visit.get_absolute_url()

    page, act = client.get(visit.get_absolute_url()), Client().get(reverse("monitoring:visit-act", args=[visit.pk]))
    assert ["880101300123" in one.text for one in (page, act)] == [True, False]
    assert [work.officer.full_name in one.text for one in (page, act)] == [True, False]
    photo = reverse("monitoring:visit-photo", args=[visit.pk, VisitPhoto.objects.get().pk])
    answers = [signed_in(user).get(photo) for user in (work.officer, work.head, UserFactory())]
    assert [answer.status_code for answer in answers] == [200, 200, 404]
    assert b"".join(answers[0].streaming_content) == b"".join(answers[1].streaming_content) == files.png(2, 2)
    again = client.get(sheet_url(visit))
    assert [again.context["form"]["a-q2"].value(), again.context["form"]["n-q1"].value()] == ["24", "Locked"]
    client.post(sheet_url(visit), typed(reason="A slip", **{"a-q2": "42"}))
    assert "42" in Client().get(reverse("monitoring:visit-act", args=[visit.pk])).text


def test_the_script_gets_answers_that_it_can_act_on() -> None:
    work = build.followed()
    visit, client, headers = build.visit(work), signed_in(work.officer), {"X-Autosave": "1"}
    sheet = typed()

    def send(who: Client, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        response = who.post(sheet_url(visit), data, headers=headers)
        return response.status_code, response.json()

    assert send(Client(), sheet)[0] == 401
    assert send(client, sheet | {"summary": ""})[0] == 422
    assert send(client, sheet | {"key": "x"})[0] == 422
    assert [send(client, sheet) for _time in range(2)] == [(200, {"url": visit.get_absolute_url()})] * 2
    assert send(client, typed())[0] == 409
    assert send(client, typed(key=sheet["key"], summary="Changed"))[0] == 409
    assert VisitReport.objects.count() == 1


def test_a_visit_that_was_cancelled_meanwhile_says_so_and_keeps_the_text() -> None:
    work = build.followed()
    visit, client = build.visit(work), signed_in(work.officer)
    visits.cancel(visit=visit, reason="Snow", by=work.officer)

    page = client.post(sheet_url(visit), typed(summary="Typed in vain"))
    script = client.post(sheet_url(visit), typed(), headers={"X-Autosave": "1"})

    assert ["cancelled meanwhile" in page.text, "Typed in vain" in page.text, script.status_code] == [True, True, 409]
    assert "Snow" in client.get(visit.get_absolute_url()).text


def test_what_was_typed_survives_the_end_of_a_session() -> None:
    work = build.followed()
    visit, client = build.visit(work), Client()

    client.post(sheet_url(visit), typed(summary="Typed before the end"))
    client.force_login(work.officer)
    page = client.get(sheet_url(visit))

    assert ("Typed before the end" in page.text, visit.reports.count()) == (True, 0)


def test_findings_are_answered_and_judged_on_pages() -> None:
    work = build.followed()
    visit = build.reported(work)
    finding, head, officer = visit.findings.get(), signed_in(work.head), signed_in(work.officer)
    answer = reverse("monitoring:finding-answer", args=[finding.pk])
    give_back, settle = (reverse("monitoring:finding-judge", args=[finding.pk, step]) for step in ("return", "settle"))

    assert "Answer the finding" in head.get(visit.get_absolute_url()).text
    assert "Write what the other side" in head.post(answer, {"text": ""}).text
    head.post(answer, {"text": "The hall is open, ring +7 701 123 45 67"})
    assert officer.get(give_back).status_code == 200
    officer.post(give_back, {"text": "Only on Mondays"})
    head.post(answer, {"text": "Every day"})
    officer.post(settle, {"text": "Seen"})

    assert [officer.get(answer).status_code, head.get(settle).status_code] == [404, 404]
    assert officer.get(reverse("monitoring:finding-judge", args=[finding.pk, "answer-it"])).status_code == 404
    text = Client().get(reverse("monitoring:visit-act", args=[visit.pk])).text
    assert ["Settled" in text, "Only on Mondays" in text, "701 123" in text] == [True, True, False]
    assert Finding.objects.get().status == "resolved"


def test_strangers_find_no_visit_and_a_cancelled_one_has_its_page() -> None:
    work = build.followed()
    visit = build.visit(work)
    client = signed_in(UserFactory())
    names = ("report", "cancel", "detail")

    assert [client.get(reverse(f"monitoring:visit-{name}", args=[visit.pk])).status_code for name in names] == [404] * 3
    assert Client().get(reverse("monitoring:visit-act", args=[visit.pk])).status_code == 404
    officer = signed_in(work.officer)
    cancel = reverse("monitoring:visit-cancel", args=[visit.pk])
    assert "Give the reason." in officer.post(cancel, {"reason": ""}).text
    officer.post(cancel, {"reason": "Snow"})
    assert Visit.objects.get().status == VisitStatus.CANCELLED


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_a_visit_ask_the_same_number_of_questions(count: int, django_assert_num_queries) -> None:
    work, today = build.followed(), local_date(timezone.now())
    for _one in range(count):
        visit = build.reported(work, findings=[(f"Point {place}", today) for place in range(count)])
    officer = signed_in(work.officer)

    with django_assert_num_queries(10):
        officer.get(visit.get_absolute_url())
    with django_assert_num_queries(6):
        Client().get(reverse("monitoring:visit-act", args=[visit.pk]))
    with django_assert_num_queries(7):
        page = officer.get(work.subject.get_absolute_url())

    assert [(one.finding_count, one.open_count) for one in page.context["visits"]] == [(count, count)] * count
