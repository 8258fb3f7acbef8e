"""Agreements: from the award to the signatures and to the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from foundation.audit.models import Event
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from grants.actions import agreement_amendments as amendments
from grants.actions import agreements, reports, signatures, tranches
from grants.choices import AgreementStatus, AmendmentStatus, ApplicationStatus, AwardStatus, Side, TrancheStatus
from grants.models import Agreement, AgreementLine, Application, Award, Tranche
from grants.queries.totals import position_of
from grants.rules.agreements import PlannedReport, PlannedTranche
from registry.models import Funding
from tests.builders import agreements as build
from tests.builders import files
from tests.builders.grants import person_of

pytestmark = pytest.mark.django_db
LINE_1, LINE_2 = Decimal(400_000), Decimal(100_000)


def test_from_the_award_to_the_signatures_of_both_sides() -> None:
    deal = build.started()
    assert deal.agreement.status == AgreementStatus.DRAFT
    assert [(one.number, one.amount) for one in deal.agreement.lines.all()] == [(1, LINE_1), (2, LINE_2)]
    assert [(one.name, one.target) for one in deal.agreement.indicators.all()] == [("Clean banks", Decimal(12))]
    assert agreements.start(application=deal.agreement.application, by=deal.second).pk == deal.agreement.pk

    build.prepared(deal=deal)
    agreements.propose(agreement=deal.agreement, by=deal.officer)
    with pytest.raises(NotPermitted, match="another officer approves"):
        agreements.approve(agreement=deal.agreement, by=deal.officer)
    agreements.approve(agreement=deal.agreement, by=deal.second)
    version = deal.version
    assert version.document["amount"] == "500000.00"
    assert version.document["ngo"]["bin"] == deal.agreement.application.organisation.bin
    assert [one["amount"] for one in version.document["tranches"]] == ["350000.00", "150000.00"]

    build.sign(deal, Side.NGO)
    assert deal.fresh().status == AgreementStatus.SIGNING
    with pytest.raises(Conflict, match="has signed already"):
        build.sign(deal, Side.NGO)
    build.sign(deal, Side.BODY)

    assert deal.agreement.status == AgreementStatus.ACTIVE
    ledger = Funding.objects.get(reference=f"grants.application:{deal.agreement.application.number}")
    assert (ledger.paid, ledger.stage) == (0, "running")
    with pytest.raises(Conflict, match="Both sides have signed"):
        signatures.add_scan(
            version=version, side=Side.NGO, upload=files.upload(files.pdf(), "scan.pdf"), by=deal.officer
        )
    verbs = list(
        Event.objects.filter(verb__startswith="grants.agreement").order_by("pk").values_list("verb", flat=True)
    )
    assert verbs == [
        "grants.agreement.started",
        "grants.agreement.prepared",
        "grants.agreement.proposed",
        "grants.agreement.approved",
        "grants.agreement.signed",
        "grants.agreement.signed",
        "grants.agreement.concluded",
    ]


def test_less_than_asked_is_adjusted_by_the_ngo_first() -> None:
    deal = build.started(awarded=Decimal(300_000))
    adjustment = deal.agreement.amendments.get()
    assert (deal.agreement.status, adjustment.status) == (AgreementStatus.ADJUSTING, AmendmentStatus.DRAFT)
    with pytest.raises(Conflict, match="not being prepared"):
        build.prepared(deal=deal)

    with pytest.raises(Invalid) as refusal:
        amendments.propose(amendment=adjustment, by=deal.head)
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [("rows", "R33")]
    budget = adjustment.sections.get(name="budget")
    rows = [
        row | {"quantity": "150", "own": "25 000"} if row["name"] == "Gloves and bags" else row
        for row in budget.data["rows"]
    ]
    amendments.save_section(
        amendment=adjustment, name="budget", typed={"rows": rows}, version=budget.version, by=deal.head
    )
    amendments.propose(amendment=adjustment, by=deal.head)
    with pytest.raises(NotPermitted):
        amendments.approve(amendment=adjustment, by=deal.head)
    amendments.send_back(amendment=adjustment, reason="Say more about the gloves.", by=deal.officer)
    amendments.propose(amendment=adjustment, by=deal.head)
    with pytest.raises(Conflict, match="accepted or returned"):
        amendments.decline(amendment=adjustment, reason="No.", by=deal.officer)
    amendments.approve(amendment=adjustment, by=deal.officer)

    assert deal.fresh().status == AgreementStatus.DRAFT
    assert sum(one.amount for one in deal.agreement.lines.all()) == Decimal(300_000)
    assert build.signing_(deal=deal).agreement.status == AgreementStatus.SIGNING


def test_only_a_funded_application_of_a_decided_call_and_only_its_officer() -> None:
    application = build.funded()
    deal_officer = build.grants.officer_for(application.call)
    with pytest.raises(NotPermitted):
        agreements.start(application=application, by=build.grants.head_of(application.organisation))
    Award.objects.update(status=AwardStatus.OFFERED, accepted_at=None, accepted_by=None)
    with pytest.raises(Conflict, match="has not accepted the grant yet"):
        agreements.start(application=application, by=deal_officer)
    Application.objects.filter(pk=application.pk).update(status=ApplicationStatus.DECLINED, awarded=None)
    with pytest.raises(Conflict, match="No grant was awarded"):
        agreements.start(application=application, by=deal_officer)
    assert not Agreement.objects.exists()


def test_a_plan_that_does_not_add_up_is_refused_with_every_fault() -> None:
    deal = build.started()
    start = local_date(timezone.now())
    with pytest.raises(Invalid) as refusal:
        build.prepared(
            deal=deal,
            terms={
                "starts_on": start,
                "months": 0,
                "tranches": [PlannedTranche(Decimal(200_000), start), PlannedTranche(Decimal(100_000), start)],
                "reports": [PlannedReport(start, start - build.DAY)],
            },
        )
    assert [(fault.field, fault.rule) for fault in refusal.value.faults] == [
        ("months", "R15"),
        ("tranches", "R33"),
        ("reports", "R44"),
        ("reports", "R45"),
    ]


def test_the_database_keeps_the_sums() -> None:
    deal = build.active()
    wrong = [
        lambda: Tranche.objects.filter(agreement=deal.agreement, number=1).update(amount=1),
        lambda: AgreementLine.objects.filter(agreement=deal.agreement, number=1).delete(),
    ]
    for change, told in zip(wrong, ("tranches of agreement", "lines of agreement"), strict=True):
        with pytest.raises(IntegrityError, match=told):
            _at_once(change)


@transaction.atomic
def _at_once(change: Callable[[], object]) -> None:
    """The deferred constraints are asked here, not at the end of the test."""
    change()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_paper_counts_when_another_officer_confirms_it() -> None:
    deal = build.signing_()
    editor = person_of(deal.agreement.application.organisation)
    upload = files.upload(files.pdf("signed"), "scan.pdf")
    scan = signatures.add_scan(version=deal.version, side=Side.NGO, upload=upload, by=editor)
    with pytest.raises(NotPermitted):
        signatures.confirm_scan(signature=scan, by=deal.head)
    signatures.refuse_scan(signature=scan, reason="The last page is missing.", by=deal.officer)
    scan = signatures.add_scan(
        version=deal.version, side=Side.NGO, upload=files.upload(files.pdf("again"), "scan.pdf"), by=deal.officer
    )
    with pytest.raises(NotPermitted, match="You have sent this scan"):
        signatures.confirm_scan(signature=scan, by=deal.officer)
    signatures.confirm_scan(signature=scan, by=deal.second)
    build.sign(deal, Side.BODY)

    assert deal.agreement.status == AgreementStatus.ACTIVE


def test_an_agreement_taken_back_from_signing_starts_over() -> None:
    deal = build.signing_()
    build.sign(deal, Side.NGO)
    first = deal.version
    agreements.recall(agreement=deal.agreement, reason="A wrong date.", by=deal.officer)
    with pytest.raises(Conflict, match="called off"):
        build.sign(deal, Side.BODY, version=first)
    build.signing_(deal=deal)
    assert (deal.version.number, deal.version.signatures.count()) == (2, 0)
    with pytest.raises(Invalid, match="Give the reason"):
        agreements.cancel(agreement=deal.agreement, reason=" ", by=deal.officer)
    agreements.cancel(agreement=deal.agreement, reason="The NGO gives the grant up.", by=deal.officer)
    with pytest.raises(TransitionNotAllowed):
        agreements.recall(agreement=deal.agreement, reason="Again.", by=deal.officer)


def test_a_terminated_agreement_owes_what_is_not_accounted_for() -> None:
    deal = build.paid()
    build.accepted(deal, 1, Decimal(120_000))
    with pytest.raises(Conflict, match="Report 2 is not accepted yet"):
        agreements.complete(agreement=deal.agreement, by=deal.officer)
    agreements.terminate(agreement=deal.agreement, reason="The work has stopped.", by=deal.officer)

    assert position_of(deal.fresh()).advance == Decimal(230_000)
    with pytest.raises(Conflict, match="The agreement was terminated, so this is not possible any more"):
        build.fill(deal, 2)
    with pytest.raises(Conflict, match="The agreement was terminated"):
        reports.submit(report=deal.report(2), by=deal.head)
    with pytest.raises(Conflict, match="The agreement was terminated"):
        tranches.order(tranche=deal.tranche(2), by=deal.officer)
    day = local_date(timezone.now())
    with pytest.raises(Invalid, match="it cannot return more"):
        tranches.record_refund(
            agreement=deal.agreement, confirmation=tranches.Confirmation("R-1", day, Decimal(230_001)), by=deal.officer
        )
    for _again in range(2):
        tranches.record_refund(
            agreement=deal.agreement, confirmation=tranches.Confirmation("R-1", day, Decimal(230_000)), by=deal.officer
        )
    assert position_of(deal.agreement).advance == 0
    assert Funding.objects.get().stage == "terminated"


def test_a_project_is_completed_when_the_money_is_accounted_for() -> None:
    deal = build.paid()
    build.accepted(deal, 1, Decimal(350_000))
    build.paid(2, deal=deal)
    build.spent(deal, 2, Decimal(50_000))
    build.spent(deal, 2, Decimal(100_000), line=2)
    version = build.sent(deal, 2)
    with pytest.raises(Conflict, match="waits for a decision"):
        agreements.complete(agreement=deal.agreement, by=deal.officer)
    reports.decide(report=deal.report(2), version=version.number, by=deal.officer)
    agreements.complete(agreement=deal.agreement, by=deal.officer)

    assert deal.fresh().status == AgreementStatus.COMPLETED
    assert [one.status for one in deal.agreement.tranches.all()] == [TrancheStatus.PAID] * 2
    money = Funding.objects.get()
    assert (money.paid, money.stage, money.was_late) == (Decimal(500_000), "completed", False)


def test_an_amendment_is_approved_and_signed_and_never_above_the_award() -> None:
    deal = build.active()
    amendment = amendments.start(agreement=deal.agreement, side=Side.NGO, by=deal.head)
    assert amendments.start(agreement=deal.agreement, side=Side.NGO, by=deal.head).pk == amendment.pk
    with pytest.raises(Conflict, match="The other side has proposed"):
        amendments.start(agreement=deal.agreement, side=Side.BODY, by=deal.officer)
    with pytest.raises(Invalid) as refusal:
        amendments.propose(amendment=amendment, by=deal.head)
    assert [str(fault.message) for fault in refusal.value.faults] == [
        "Give the reason.",
        "Nothing is changed yet: it says what is agreed already.",
    ]
    rows = amendment.sections.get(name="budget").data["rows"]
    more = [rows[0] | {"quantity": "400"}, rows[1]]
    amendments.save_section(amendment=amendment, name="budget", typed={"rows": more}, version=0, by=deal.head)
    with pytest.raises(Invalid, match=r"The lines come to 650,000.*the grant is 500,000"):
        amendments.propose(amendment=amendment, reason="More gloves.", by=deal.head)
    moved = [rows[0] | {"own": "100000"}, rows[1] | {"unit_cost": "150000"}]
    amendments.save_section(amendment=amendment, name="budget", typed={"rows": moved}, version=1, by=deal.head)
    amendments.save_section(amendment=amendment, name="term", typed={"months": "5"}, version=0, by=deal.head)
    with pytest.raises(amendments.StaleAmendment):
        amendments.save_section(amendment=amendment, name="term", typed={"months": "6"}, version=0, by=deal.head)
    amendments.propose(amendment=amendment, reason="The accountant costs more.", by=deal.head)
    amendments.approve(amendment=amendment, by=deal.officer)
    before = deal.fresh()
    assert [one.amount for one in before.lines.all()] == [LINE_1, LINE_2]

    build.sign(deal)

    assert [one.amount for one in deal.agreement.lines.all()] == [Decimal(350_000), Decimal(150_000)]
    assert (deal.agreement.months, deal.agreement.reports.get(number=2).ends_on) == (5, deal.agreement.ends_on)
    amendment.refresh_from_db()
    assert amendment.status == AmendmentStatus.EFFECTIVE
    assert deal.version.document["amendment"] == {
        "number": 1,
        "reason": "The accountant costs more.",
        "side": "ngo",
    }


def test_a_line_cannot_go_below_what_was_spent_and_the_body_needs_two_people() -> None:
    deal = build.paid()
    build.accepted(deal, 1, Decimal(330_000))
    amendment = amendments.start(agreement=deal.agreement, side=Side.BODY, by=deal.officer)
    rows = amendment.sections.get(name="budget").data["rows"]
    moved = [rows[0] | {"own": "150000"}, rows[1] | {"unit_cost": "200000"}]
    amendments.save_section(amendment=amendment, name="budget", typed={"rows": moved}, version=0, by=deal.officer)
    with pytest.raises(Invalid, match="are spent already: the line cannot be lower"):
        amendments.propose(amendment=amendment, reason="Less gloves.", by=deal.officer)
    moved = [rows[0] | {"own": "100000"}, rows[1] | {"unit_cost": "150000"}]
    amendments.save_section(amendment=amendment, name="budget", typed={"rows": moved}, version=1, by=deal.second)
    amendments.propose(amendment=amendment, reason="Less gloves.", by=deal.officer)
    with pytest.raises(NotPermitted, match="You have proposed this change"):
        amendments.approve(amendment=amendment, by=deal.officer)
    amendments.approve(amendment=amendment, by=deal.second)
    amendments.withdraw(amendment=amendment, by=deal.officer)
    with pytest.raises(Conflict, match="called off"):
        build.sign(deal)
    assert [one.amount for one in deal.fresh().lines.all()] == [LINE_1, LINE_2]


def test_dates_are_days_of_almaty() -> None:
    deal = build.prepared(
        terms={
            "starts_on": dt.date(2026, 1, 31),
            "tranches": [PlannedTranche(Decimal(500_000), dt.date(2026, 1, 31))],
            "reports": [PlannedReport(dt.date(2026, 4, 30), dt.date(2026, 5, 15))],
        }
    )
    assert deal.agreement.ends_on == dt.date(2026, 4, 29)
