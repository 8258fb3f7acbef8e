"""Reports: what keeps them from being sent, verdicts on expenses, the ladder of reminders."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from foundation.accounts.esignature import SignatureRefused
from foundation.core import calendar, clock
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from grants.actions import agreements, expenses, report_ladder, reports, tranches
from grants.choices import ReportStatus, TrancheStatus
from grants.models import Expense, IndicatorFact, ProjectReport
from grants.queries.agreement_desk import agreement_tasks
from grants.queries.agreements import track_record
from registry.models import Funding
from tests.builders import agreements as build
from tests.builders import files
from tests.builders.grants import person_of

pytestmark = pytest.mark.django_db


def faults(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def test_a_final_report_says_each_indicator_with_its_evidence_and_reason() -> None:
    deal = build.paid()
    with pytest.raises(Conflict, match="Report 1 comes before this one"):
        reports.submit(report=deal.report(2), by=deal.head)
    build.accepted(deal, 1, Decimal(100_000))
    with pytest.raises(Invalid) as refusal:
        reports.submit(report=deal.report(2), by=deal.head)
    assert faults(refusal) == [
        ("done", ""),
        ("results", ""),
        ("value_1", "R46"),
        ("evidence_1", "R46"),
        ("people", ""),
        ("counted", ""),
    ]
    build.fill(deal, 2, indicators={"value_1": "9"})
    with pytest.raises(Invalid) as refusal:
        reports.submit(report=deal.report(2), by=deal.head)
    assert faults(refusal) == [("reason_1", "R46")]
    with pytest.raises(Invalid, match="This cannot be more than all who took part"):
        reports.submit(report=build.fill(deal, 2, beneficiaries={"women": "400"}), by=deal.head)
    build.sent(deal, 2, indicators={"value_1": "9", "reason_1": "Snow fell early."})

    fact = IndicatorFact.objects.get(report=deal.report(2))
    assert (fact.value, fact.reason, fact.indicator.target) == (9, "Snow fell early.", 12)
    assert deal.report(2).beneficiaries == 310


def test_expenses_keep_to_their_lines_and_to_what_was_paid() -> None:
    deal = build.paid()
    start, today = deal.agreement.starts_on, local_date(timezone.now())
    wrong = (
        ({"spent_on": start - build.DAY}, "begins on"),
        ({"spent_on": today + build.DAY}, "in the future"),
    )
    for change, told in wrong:
        with pytest.raises(Invalid, match=told):
            build.spent(deal, 1, Decimal(1), **change)
    with pytest.raises(Invalid, match="more than zero"):
        build.spent(deal, 1, Decimal(0))
    with pytest.raises(NotPermitted):
        expenses.remove(expense=build.spent(deal, 1, Decimal(5)), by=deal.officer)
    build.spent(deal, 1, Decimal("110000.01"), line=2)
    build.spent(deal, 1, Decimal(300_000))
    with pytest.raises(Invalid) as refusal:
        reports.submit(report=build.fill(deal, 1), by=deal.head)
    assert faults(refusal) == [("expenses", "R33"), ("expenses", "R44")]
    assert "110,000.01" in str(refusal.value)
    assert "only 350,000" in str(refusal.value)
    for one in Expense.objects.filter(amount__in=(5, 300_000)):
        expenses.remove(expense=one, by=deal.head)
    assert Expense.objects.count() == 1
    expenses.remove(expense=Expense.objects.get(), by=deal.head)
    build.sent(deal, 1, Decimal(110_000))
    with pytest.raises(Conflict, match="has been sent"):
        build.spent(deal, 1, Decimal(1))


def test_a_report_is_returned_corrected_and_accepted_in_part() -> None:
    deal = build.paid()
    version = build.sent(deal, 1, Decimal(100_000), Decimal(50_000))
    assert reports.submit(report=deal.report(1), by=deal.head) == version
    report, today = deal.report(1), local_date(timezone.now())
    with pytest.raises(Invalid) as refusal:
        reports.send_back(report=report, version=1, correct_until=today - build.DAY, by=deal.officer)
    assert faults(refusal) == [("remarks", ""), ("correct_until", "")]
    reports.send_back(
        report=report,
        version=1,
        at_fields={("narrative", "done"): "Name the places."},
        correct_until=today + 5 * build.DAY,
        by=deal.officer,
    )
    assert [one.title for one in agreement_tasks(deal.head)] == [
        "Finish and send the report: Clean banks of the Ishim",
    ]
    taken_out = Expense.objects.get(amount=50_000)
    expenses.remove(expense=taken_out, by=deal.head)
    taken_out.refresh_from_db()
    assert taken_out.removed_at is not None
    reports.submit(report=build.fill(deal, 1, narrative={"done": "The left bank."}), by=deal.head)
    assert [one.title for one in agreement_tasks(deal.officer)] == ["Decide on the report: Clean banks of the Ishim"]
    with pytest.raises(Conflict, match="another version meanwhile"):
        reports.decide(report=deal.report(1), version=1, by=deal.officer)
    one = Expense.objects.get(amount=100_000)
    with pytest.raises(Invalid) as refusal:
        reports.decide(report=deal.report(1), version=2, verdicts={one.pk: (Decimal(100_001), "")}, by=deal.officer)
    assert faults(refusal) == [(f"accepted_{one.pk}", ""), ("remarks", "")]
    done = reports.decide(
        report=deal.report(1),
        version=2,
        verdicts={one.pk: (Decimal(90_000), "One bill is unreadable.")},
        remarks="In part.",
        by=deal.officer,
    )
    assert (done.status, done.spent, done.accepted) == (ReportStatus.PARTLY, Decimal(100_000), Decimal(90_000))
    with pytest.raises(TransitionNotAllowed):
        reports.decide(report=deal.report(1), version=2, by=deal.second)
    tranches.order(tranche=deal.tranche(2), by=deal.officer)
    assert deal.tranche(2).status == TrancheStatus.ORDERED


def test_a_report_that_has_to_be_signed_is_not_sent_without_the_right_signature() -> None:
    deal = build.active(terms={"signs_reports": True})
    report = build.fill(deal, 1)
    with pytest.raises(SignatureRefused) as refusal:
        reports.submit(report=report, by=deal.head)
    assert refusal.value.code == "missing"
    number = str(deal.agreement.application.organisation.bin)
    place = (reports.PURPOSE, reports.subject_of(report))
    old = build.examined_of(*place, reports.facts_to_sign(report), number, deal.head)
    report = build.fill(deal, 1, narrative={"done": "Something else."})
    with pytest.raises(SignatureRefused) as refusal:
        reports.submit(report=report, by=deal.head, examined=old)
    assert refusal.value.code == "altered"
    good = build.examined_of(*place, reports.facts_to_sign(report), number, deal.head)
    version = reports.submit(report=report, by=deal.head, examined=good)
    assert version.signature.bin == number


def test_only_people_of_the_two_sides_act() -> None:
    deal = build.paid()
    viewer = person_of(deal.agreement.application.organisation, "ngo_viewer")
    for act in (
        lambda: reports.save_section(report=deal.report(1), name="narrative", typed={}, version=0, by=viewer),
        lambda: reports.submit(report=deal.report(1), by=deal.officer),
        lambda: reports.decide(report=deal.report(1), version=1, by=deal.head),
        lambda: tranches.order(tranche=deal.tranche(2), by=deal.head),
        lambda: agreements.terminate(agreement=deal.agreement, reason="No.", by=deal.head),
        lambda: expenses.add_photo(
            report=deal.report(1),
            title="",
            has_people=False,
            has_consent=False,
            upload=files.upload(files.png(), "a.png"),
            by=deal.officer,
        ),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_the_ladder_reminds_each_step_once_and_flags_at_the_end() -> None:
    deal = build.paid()
    due = deal.report(1).due_on
    other = ProjectReport.objects.get(agreement=deal.agreement, number=2)
    ProjectReport.objects.filter(pk=other.pk).update(
        starts_on=due + 200 * build.DAY, ends_on=due + 300 * build.DAY, due_on=due + 300 * build.DAY
    )

    def told_on(day: dt.date) -> list[str]:
        Message.objects.all().delete()
        with clock.playing(calendar.cut_off(day, dt.time(9))):
            for _again in range(2):
                report_ladder.remind_all()
        return sorted(Message.objects.values_list("subject", flat=True))

    coming = "Report %(report)s on agreement %(number)s is due on %(due)s"
    late = "Report %(report)s on agreement %(number)s is overdue"
    flagged = "Report %(report)s on agreement %(number)s has not come"
    assert told_on(due - 20 * build.DAY) == []
    assert told_on(due - 10 * build.DAY) == [coming]
    assert told_on(due) == [coming]
    fifth = calendar.add_working_days(due, 5)
    assert told_on(fifth) == [late]
    with clock.playing(calendar.cut_off(fifth, dt.time(12))):
        with pytest.raises(Conflict, match="A report is overdue"):
            tranches.order(tranche=deal.tranche(2), by=deal.officer)
        assert track_record(deal.agreement.application.organisation_id, fifth).overdue == 1
    last = calendar.add_working_days(due, 15)
    assert told_on(last) == [flagged, flagged, late]
    with clock.playing(calendar.cut_off(last, dt.time(12))):
        assert [one.title for one in agreement_tasks(deal.officer)] == [
            "The report has not come, decide what to do: Clean banks of the Ishim"
        ]
        build.sent(deal, 1)
        assert deal.report(1).was_late
        reports.decide(report=deal.report(1), version=1, by=deal.officer)
        assert told_on(last) == []
    record = track_record(deal.agreement.application.organisation_id, last)
    assert (record.agreements, record.running, record.late_reports, record.overdue) == (1, 1, 1, 0)
    assert Funding.objects.get().was_late
