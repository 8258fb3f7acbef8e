"""Site visits: plan, report that may come twice, correction, exchange about findings."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.documents.models import Document
from foundation.documents.refusals import FileRefused
from foundation.notifications.models import Message
from monitoring import tasks
from monitoring.actions import findings, visits
from monitoring.choices import Conclusion, FindingStatus, VisitStatus
from monitoring.models import Finding, FindingMove, Visit, VisitPhoto, VisitReport
from monitoring.queries.desk import desk_tasks
from tests.builders import files
from tests.builders import monitoring as build
from tests.builders.registry import officer
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_only_an_officer_plans_for_a_day_to_come_and_the_organisation_is_told_when_wanted() -> None:
    work = build.followed()
    for stranger in (officer(), work.head, UserFactory()):
        with pytest.raises(NotPermitted):
            build.visit(build.Followed(work.subject, stranger, work.head))
    with pytest.raises(Invalid) as refusal:
        build.visit(work, planned_on=dt.date(2020, 1, 1))
    assert [fault.field for fault in refusal.value.faults] == ["planned_on"]

    visit, quiet = build.visit(work), build.visit(work, is_announced=False)

    assert list(Message.objects.values_list("recipient", "link")) == [(work.head.pk, visit.get_absolute_url())]
    assert [list(Visit.objects.visible_to(user)) for user in (work.head, UserFactory())] == [[visit], []]
    assert [task.title for task in desk_tasks(work.officer)] == [f"Make the visit: {work.subject}"] * 2
    visits.cancel(visit=quiet, reason="Ill", by=work.officer)
    with pytest.raises(Invalid):
        visits.cancel(visit=visit, reason=" ", by=work.officer)
    visits.cancel(visit=visit, reason="Snow", by=work.officer)
    assert Message.objects.count() == 2


def test_a_report_that_comes_twice_counts_once() -> None:
    work = build.followed()
    visit = build.visit(work)
    sheet = build.sheet(photos=[("q1", files.upload(files.jpeg(3, 3), "hall.jpg"))], has_consent=True)

    for _time in range(3):
        visits.report(visit=visit, sheet=sheet, by=work.officer)

    counts = [model.objects.count() for model in (VisitReport, Finding, VisitPhoto, Document)]
    assert (counts, Visit.objects.get().status) == ([1, 1, 1, 1], VisitStatus.DONE)
    assert list(
        Event.objects.filter(verb__startswith="monitoring.visit").order_by("pk").values_list("verb", flat=True)
    ) == [
        "monitoring.visit.planned",
        "monitoring.visit.reported",
    ]


def test_another_sheet_is_told_that_the_visit_is_reported() -> None:
    work = build.followed()
    visit, sheet = build.visit(work), build.sheet()
    visits.report(visit=visit, sheet=sheet, by=work.officer)

    with pytest.raises(Conflict, match="reported already"):
        visits.report(visit=visit, sheet=build.sheet(summary="Another tab"), by=work.officer)
    with pytest.raises(Conflict, match="sent already with another text"):
        visits.report(visit=visit, sheet=build.sheet(key=sheet.key, summary="The same form, changed"), by=work.officer)
    with pytest.raises(NotPermitted):
        visits.report(visit=visit, sheet=build.sheet(), by=work.head)
    corrected = visits.report(visit=visit, sheet=build.sheet(findings=[], reason="A wrong number"), by=work.officer)

    assert [(one.number, one.reason) for one in corrected.reports.all()] == [(1, ""), (2, "A wrong number")]
    assert (Finding.objects.count(), Event.objects.filter(verb="monitoring.visit.corrected").count()) == (1, 1)


def test_everything_that_is_missing_is_told_at_once() -> None:
    work, today = build.followed(), local_date(timezone.now())
    sheet = build.sheet(
        done_on=today + dt.timedelta(days=1),
        answers={"q1": ("no", " "), "q2": ("many", ""), "q3": ("", "")},
        conclusion="fine",
        summary="",
        findings=[("", today), ("Mend", None), ("Mend", dt.date(2020, 1, 1))],
        photos=[("q1", files.upload(files.jpeg(), "a.jpg"))],
    )

    with pytest.raises(Invalid) as refusal:
        visits.report(visit=build.visit(work), sheet=sheet, by=work.officer)

    fields = [fault.field for fault in refusal.value.faults]
    assert fields == [
        *("n-q1", "a-q2", "done_on", "conclusion", "summary", "has_consent", "finding_1", "due_2", "due_3"),
    ]
    with pytest.raises(Invalid) as refusal:
        visits.report(
            visit=build.visit(work), sheet=build.sheet(findings=[], answers={}, done_on=None), by=work.officer
        )
    assert [fault.field for fault in refusal.value.faults] == ["a-q1", "a-q2", "done_on", "finding_1"]
    wrong = build.sheet(answers={"q1": ("perhaps", ""), "q2": ("1e30", "")})
    with pytest.raises(Invalid) as refusal:
        visits.report(visit=build.visit(work), sheet=wrong, by=work.officer)
    assert [fault.field for fault in refusal.value.faults] == ["a-q1", "a-q2"]


def test_a_file_that_is_no_photograph_is_refused_and_nothing_is_kept() -> None:
    work = build.followed()
    sheet = build.sheet(photos=[("q1", files.upload(files.program(), "hall.jpg"))], has_consent=True)

    with pytest.raises(FileRefused) as refusal:
        visits.report(visit=build.visit(work), sheet=sheet, by=work.officer)

    assert (refusal.value.faults[0].field, VisitReport.objects.count(), Finding.objects.count()) == ("p-q1", 0, 0)


def test_a_finding_goes_to_and_fro_until_it_is_settled() -> None:
    work = build.followed()
    finding = build.reported(work).findings.get()
    assert [task.title for task in desk_tasks(work.head)] == [f"Answer a finding: {work.subject}"]

    with pytest.raises(NotPermitted):
        findings.answer(finding=finding, text="Done", by=work.officer)
    with pytest.raises(Invalid):
        findings.answer(finding=finding, text=" ", by=work.head)
    findings.answer(finding=finding, text="The hall is open", by=work.head)
    assert [task.title for task in desk_tasks(work.officer)] == [f"Judge an answer: {work.subject}"]
    with pytest.raises(TransitionNotAllowed):
        findings.answer(finding=finding, text="Again", by=work.head)
    with pytest.raises(NotPermitted):
        findings.judge(finding=finding, step="settle", text="Fine", by=work.head)
    findings.judge(finding=finding, step="return", text="Only on Mondays", by=work.officer)
    findings.answer(finding=finding, text="Every day now", by=work.head)
    finding = findings.judge(finding=finding, step="settle", text="Seen", by=work.officer)

    assert finding.status == FindingStatus.RESOLVED
    assert list(FindingMove.objects.values_list("step", flat=True)) == ["answer", "return", "answer", "settle"]
    told = Message.objects.order_by("pk").values_list("recipient", "subject")
    assert [(person, subject.split(":")[0]) for person, subject in told if "finding" in subject] == [
        (work.officer.pk, "A finding was answered"),
        (work.head.pk, "The answer to a finding is not enough"),
        (work.officer.pk, "A finding was answered"),
        (work.head.pk, "A finding is settled"),
    ]


def test_what_is_due_is_told_once_before_and_once_after() -> None:
    work = build.followed()
    finding = build.reported(work).findings.get()
    before = Message.objects.count()

    assert tasks.remind_of_findings() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(days=5)):
        assert [findings.remind(), findings.remind()] == [1, 1]
    with time_machine.travel(timezone.now() + dt.timedelta(days=9)):
        assert findings.remind() == 1
        assert [task.status_label for task in desk_tasks(work.head)] == ["Overdue"]
    new = Message.objects.order_by("pk")[before:]

    assert [(one.recipient_id, one.subject.split(":")[0]) for one in new] == [
        (work.head.pk, "A finding is due soon"),
        (work.head.pk, "A finding is overdue"),
        (work.officer.pk, "A finding is overdue"),
    ]
    findings.judge(finding=finding, step="settle", text="No longer needed", by=work.officer)
    with time_machine.travel(timezone.now() + dt.timedelta(days=9)):
        assert findings.remind() == 0


def test_a_good_visit_needs_no_finding() -> None:
    work = build.followed()

    visit = build.reported(work, findings=[("", None)], conclusion=Conclusion.AS_AGREED)

    assert (visit.findings.count(), visit.get_conclusion_display()) == (0, "The work goes on as agreed")
