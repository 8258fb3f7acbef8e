"""Reports of heads with their questions, and appeals whose author nobody learns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection

from councils.actions import appeals, head_reports, work
from councils.choices.voices import AppealStatus, HeadReportStatus, QuestionStatus
from councils.models import Appeal
from councils.queries.voices import questions_for, reception_of
from foundation.audit.models import Event
from foundation.core.calendar import cut_off
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.notifications.models import Message
from tests.builders import council_work as build
from tests.builders import councils
from tests.builders.files import pdf, upload
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


def test_plan_of_a_report_is_refused_with_every_fault_and_changed_until_it_is_announced() -> None:
    built = councils.sitting(3)
    wrong = build.report_values(topic="", head_name=" ", head_post="", place="", held_at=None)
    with pytest.raises(Invalid) as refusal:
        head_reports.plan(council=built.council, body=built.body, values=wrong, by=built.secretary)
    assert [fault.field for fault in refusal.value.faults] == ["topic", "head_name", "head_post", "place", "held_at"]
    late = build.report_values(questions_until=dt.date(2100, 1, 1))
    with pytest.raises(Invalid, match="day of the report at the latest"):
        head_reports.plan(council=built.council, body=built.body, values=late, by=built.secretary)
    past = build.report_values(held_at=cut_off(MONDAY, dt.time(9)), questions_until=MONDAY)
    with build.at(MONDAY):
        report = head_reports.plan(council=built.council, body=built.body, values=past, by=built.secretary)
        with pytest.raises(Invalid, match="no time left"):
            head_reports.announce(report=report, by=built.secretary)
    report = head_reports.change(
        report=report, body=built.body, values=build.report_values(), upload=upload(pdf(), "r.pdf"), by=built.secretary
    )
    report = head_reports.announce(report=report, by=built.secretary)
    assert (report.status, report.file.name) == (HeadReportStatus.ANNOUNCED, "r.pdf")
    with pytest.raises(Conflict, match="its plan stays"):
        head_reports.change(report=report, body=built.body, values=build.report_values(), by=built.secretary)
    with pytest.raises(Invalid, match="Give the reason"):
        head_reports.cancel(report=report, reason="", by=built.secretary)
    report = head_reports.cancel(report=report, reason="Ill", by=built.secretary)
    with pytest.raises(Conflict, match="not taken any more"):
        head_reports.ask(report=report, text="Why?", by=built.users[0])


def test_questions_are_read_published_answered_or_settled_with_a_reason() -> None:
    built, asker, other = councils.sitting(3), UserFactory(), UserFactory()
    with build.at(MONDAY):
        report = build.announced_report(built)
        first, second, third = (head_reports.ask(report=report, text=f"Why {n}?", by=asker) for n in (1, 2, 3))
        with pytest.raises(Invalid, match="asked this already"):
            head_reports.ask(report=report, text="Why 1? ", by=asker)
        with pytest.raises(Invalid, match="Write your question"):
            head_reports.ask(report=report, text="", by=asker)
        with pytest.raises(NotPermitted):
            head_reports.moderate(question=first, step="publish", reason="", by=asker)
        with pytest.raises(Invalid, match="Give the reasons"):
            head_reports.moderate(question=third, step="refuse", reason=" ", by=built.secretary)
        for question in (first, second):
            head_reports.moderate(question=question, step="publish", reason="", by=built.secretary)
        unread = questions_for(report, other, serves=False)
        assert ([one.number for one in unread.rows], unread.unread) == ([1, 2], 1)
        assert [one.number for one in questions_for(report, asker, serves=False).rows] == [1, 2, 3]
        head_reports.moderate(question=third, step="refuse", reason="About a person", by=built.secretary)
        report = head_reports.hear(report=report, by=built.secretary)
    shown = questions_for(report, other, serves=False)
    assert [(one.number, one.reason) for one in shown.refused] == [(3, "About a person")]
    assert report.due_on == dt.date(2026, 12, 7)
    with pytest.raises(Invalid, match=r"№ 1, 2\."):
        head_reports.close(report=report, by=built.secretary)
    head_reports.answer(question=first, step="answer", text="Because", by=built.secretary)
    head_reports.answer(question=second, step="decline", text="A secret", by=built.secretary)
    with build.at(dt.date(2026, 12, 8)):
        assert work.remind(today=dt.date(2026, 12, 8)) == 1
        report = head_reports.close(report=report, by=built.secretary)
    assert (report.status, report.is_late, report.due_on) == (HeadReportStatus.CLOSED, True, None)
    assert list(report.questions.values_list("status", "answer", "reason")) == [
        (QuestionStatus.ANSWERED, "Because", ""),
        (QuestionStatus.DECLINED, "", "A secret"),
        (QuestionStatus.REFUSED, "", "About a person"),
    ]
    assert Message.objects.filter(recipient=asker).count() == 5


def test_an_appeal_is_answered_in_its_term_and_nobody_learns_who_wrote() -> None:
    built, author, other = councils.sitting(3), UserFactory(full_name="Zhumabekova Saule"), UserFactory()
    build.with_terms()
    with pytest.raises(Invalid) as refusal:
        appeals.send(council=built.council, topic="", text=" ", may_publish=True, by=author)
    assert [fault.field for fault in refusal.value.faults] == ["topic", "text"]
    with build.at(MONDAY):
        one = appeals.send(
            council=built.council, topic="Lamp", text="No light, 8 701 123 45 67", may_publish=True, by=author
        )
        quiet = appeals.send(council=built.council, topic="Dog", text="It bites", may_publish=False, by=author)
    assert one.due_on == dt.date(2026, 12, 14)
    assert list(Appeal.objects.visible_to(other)) == []
    assert Appeal.objects.visible_to(author).count() == Appeal.objects.visible_to(built.secretary).count() == 2
    with pytest.raises(NotPermitted):
        appeals.settle(appeal=one, step="answer", text="x", by=other)
    with pytest.raises(Conflict, match="with its answer"):
        appeals.publish(appeal=one, public_topic="a", public_text="b", public_answer="c", by=built.secretary)
    with pytest.raises(Invalid, match="Write the answer"):
        appeals.settle(appeal=one, step="answer", text=" ", by=built.secretary)
    with build.at(dt.date(2026, 12, 15)):
        one = appeals.settle(appeal=one, step="answer", text="It shines", by=built.secretary)
        quiet = appeals.settle(appeal=quiet, step="decline", text="Ask the police", by=built.secretary)
    assert (one.status, one.is_late, quiet.status) == (AppealStatus.ANSWERED, True, AppealStatus.DECLINED)
    with pytest.raises(Conflict, match="does not want"):
        appeals.publish(appeal=quiet, public_topic="a", public_text="b", public_answer="c", by=built.secretary)
    with pytest.raises(Invalid) as refusal:
        appeals.publish(appeal=one, public_topic="", public_text=" ", public_answer="c", by=built.secretary)
    assert [fault.field for fault in refusal.value.faults] == ["public_topic", "public_text"]
    one = appeals.publish(
        appeal=one, public_topic="Lamp", public_text="No light, 8 701 123 45 67", public_answer="ok", by=built.secretary
    )
    assert (one.public_text, one.created_by) == ("No light, […]", None)
    with pytest.raises(Conflict, match="published already"):
        appeals.publish(appeal=one, public_topic="a", public_text="b", public_answer="c", by=built.secretary)
    (public,) = Appeal.objects.public()
    assert {"author_id", "text", "answer"} <= public.get_deferred_fields()
    counts = reception_of(built.council, dt.date(2026, 12, 15))
    assert (counts.received, counts.answered, counts.in_time, counts.overdue) == (2, 2, 0, 0)
    _nobody_names(author)


def _nobody_names(author) -> None:
    """Neither the audit nor a message to somebody else says who wrote."""
    events = Event.objects.filter(subject_type="councils.appeal")
    assert events.count() == 5
    assert not events.filter(actor_id=str(author.pk)).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event e WHERE e::text LIKE %s", [f"%{author.full_name}%"])
        assert cursor.fetchone() == (0,)
    others = Message.objects.exclude(recipient=author)
    assert not any(author.full_name in f"{one.subject} {one.body}" for one in others)
