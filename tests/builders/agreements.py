"""Agreements in each state, reached by the real actions; the way to a funded application is short, not played."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from foundation.accounts.esignature import requests
from foundation.accounts.esignature.requests import Examined
from foundation.accounts.models import User
from foundation.core.calendar import local_date
from grants.actions import agreements, expenses, reports, signatures, tranches
from grants.choices import ApplicationStatus, AwardStatus, CallStatus, Side
from grants.models import Agreement, AgreementVersion, Application, Award, Call, Expense, ProjectReport, ReportVersion
from grants.rules.agreements import Plan, PlannedReport, PlannedTranche
from registry.choices import Role
from registry.models import Body, Membership
from tests.builders import files, grants, signing
from tests.builders.kept import kept
from tests.factories.registry import MembershipFactory

DAY = dt.timedelta(days=1)


@dataclass
class Deal:
    """An agreement with its people."""

    agreement: Agreement
    officer: User
    second: User
    head: User

    def fresh(self) -> Agreement:
        self.agreement = Agreement.objects.with_parties().get(pk=self.agreement.pk)
        return self.agreement

    @property
    def operator(self) -> Body:
        return self.agreement.application.call.operator

    def tranche(self, number: int) -> Any:
        return self.agreement.tranches.select_related("agreement").get(number=number)

    def report(self, number: int) -> ProjectReport:
        found = ProjectReport.objects.select_related("agreement").get(agreement=self.agreement, number=number)
        found.agreement = self.fresh()
        return found

    @property
    def version(self) -> AgreementVersion:
        return AgreementVersion.objects.select_related("agreement").filter(agreement=self.agreement).latest("number")


@kept
def funded(*, awarded: Decimal = Decimal(500_000), call: Call | None = None, **changes: Any) -> Application:
    """An application of a decided call that was awarded ``awarded``, without the contest."""
    if call is None:
        call = grants.call_at()
    else:
        Call.objects.filter(pk=call.pk).update(status=CallStatus.ANNOUNCED, decided_at=None)
        call.refresh_from_db()
    application = grants.application_at(call=call, **changes)
    Call.objects.filter(pk=call.pk).update(status=CallStatus.DECIDED, decided_at=timezone.now())
    Application.objects.filter(pk=application.pk).update(
        status=ApplicationStatus.FUNDED, awarded=awarded, decision_reason="The best."
    )
    head, now = grants.head_of(application.organisation), timezone.now()
    Award.objects.create(
        application=application,
        amount=awarded,
        status=AwardStatus.ACCEPTED,
        offered_at=now,
        offered_by=head,
        answer_until=now,
        accepted_at=now,
        accepted_by=head,
    )
    return Application.objects.select_related("call__operator", "organisation").get(pk=application.pk)


def two_officers(body: Body) -> tuple[User, User]:
    """The first officer of the body, and a second one, who is made when there is none."""
    held = list(Membership.objects.filter(body=body, role=Role.OFFICER).order_by("pk")[:2])
    while len(held) < 2:
        held.append(MembershipFactory(organisation=None, body=body, role=Role.OFFICER))
    return held[0].user, held[1].user


@kept
def started(application: Application | None = None, **values: Any) -> Deal:
    """The officer has begun: being prepared, or being adjusted when less was awarded than asked."""
    application = application or funded(**values)
    officer, second = two_officers(application.call.operator)
    agreement = agreements.start(application=application, by=officer)
    deal = Deal(agreement, officer, second, grants.head_of(application.organisation))
    deal.fresh()
    return deal


def plan(deal: Deal, **changes: Any) -> Plan:
    """Two tranches, an interim and a final report; the agreement began sixty days ago and its first report is due soon."""
    start = changes.pop("starts_on", None) or local_date(timezone.now()) - 60 * DAY
    amount = deal.agreement.amount
    first = (amount * 7 / 10).quantize(Decimal("0.01"))
    values = {
        "months": 3,
        "tranches": [PlannedTranche(first, start), PlannedTranche(amount - first, start + 60 * DAY, "Report 1")],
        "reports": [
            PlannedReport(start + 45 * DAY, start + 65 * DAY),
            PlannedReport(start + 90 * DAY, start + 105 * DAY),
        ],
    }
    return Plan(starts_on=start, **values | changes)


@kept
def prepared(*, terms: dict[str, Any] | None = None, deal: Deal | None = None, **values: Any) -> Deal:
    deal = deal or started(**values)
    agreements.prepare(agreement=deal.agreement, plan=plan(deal, **terms or {}), by=deal.officer)
    deal.fresh()
    return deal


@kept
def signing_(**values: Any) -> Deal:
    """Approved by the second officer: both sides may sign."""
    deal = prepared(**values)
    agreements.propose(agreement=deal.agreement, by=deal.officer)
    agreements.approve(agreement=deal.agreement, by=deal.second)
    deal.fresh()
    return deal


def examined(deal: Deal, side: str, by: User, version: AgreementVersion | None = None) -> Examined:
    version = version or deal.version
    version.agreement = deal.fresh()
    return examined_of(
        signatures.PURPOSE,
        signatures.subject_of(version, side),
        signatures.facts_of(version, side),
        signatures.bin_of(deal.agreement, side),
        by,
    )


def examined_of(purpose: str, subject: str, facts: dict[str, Any], bin_: str, by: User) -> Examined:
    request = requests.open_request(user=by, purpose=purpose, subject=subject, facts=facts, bin_=bin_)
    signature = signing.signed(request.content, bin_=bin_ or signing.BIN)
    return requests.examine(request=request, signature=signature)


def sign(deal: Deal, *sides: str, version: AgreementVersion | None = None) -> None:
    """The NGO's head and the officer sign electronically."""
    for side in sides or (Side.NGO, Side.BODY):
        by = deal.head if side == Side.NGO else deal.officer
        wanted = version or deal.version
        signatures.sign(version=wanted, side=side, examined=examined(deal, side, by, wanted), by=by)
    deal.fresh()


@kept
def active(**values: Any) -> Deal:
    """Signed by both sides."""
    deal = signing_(**values)
    sign(deal)
    return deal


@kept
def paid(number: int = 1, *, deal: Deal | None = None, **values: Any) -> Deal:
    """The tranche ``number`` is ordered and paid."""
    deal = deal or active(**values)
    tranches.order(tranche=deal.tranche(number), by=deal.officer)
    pay(deal, number)
    return deal


def pay(deal: Deal, number: int, amount: Decimal | None = None, reference: str = "") -> None:
    tranche = deal.tranche(number)
    confirmation = tranches.Confirmation(
        reference or f"PP-{tranche.pk}", local_date(timezone.now()), tranche.amount if amount is None else amount
    )
    tranches.record_payment(tranche=tranche, confirmation=confirmation, by=deal.officer)


def spent(deal: Deal, number: int, amount: Decimal, *, line: int = 1, **changes: Any) -> Expense:
    report = deal.report(number)
    values = {
        "line": deal.agreement.lines.get(number=line),
        "spent_on": report.starts_on,
        "supplier": "Invented supplier",
        "purpose": "Gloves",
        "amount": amount,
    }
    return expenses.add(
        report=report,
        spent=expenses.Spent(**values | changes),
        upload=files.upload(files.pdf(f"{number}-{line}-{amount}"), "receipt.pdf"),
        by=deal.head,
    )


def typed_report(deal: Deal, *, value: str = "12") -> dict[str, dict[str, str]]:
    """Every section filled in; one indicator with a plan of 12 km."""
    return {
        "narrative": {"done": "The banks were cleaned.", "results": "12 km are clean."},
        "indicators": {"value_1": value, "evidence_1": "Photographs and a map", "reason_1": ""},
        "beneficiaries": {"people": "310", "vulnerable": "42", "counted": "Lists of events"},
    }


def fill(deal: Deal, number: int, **changes: dict[str, str]) -> ProjectReport:
    """Type every section."""
    for name, typed in typed_report(deal).items():
        report = deal.report(number)
        section = report.sections.filter(name=name).first()
        reports.save_section(
            report=report,
            name=name,
            typed=typed | changes.get(name, {}),
            version=section.version if section else 0,
            by=deal.head,
        )
    return deal.report(number)


def sent(deal: Deal, number: int, *amounts: Decimal, **changes: dict[str, str]) -> ReportVersion:
    """Filled in and sent, with an expense on the first line for each of ``amounts``."""
    for amount in amounts:
        spent(deal, number, amount)
    return reports.submit(report=fill(deal, number, **changes), by=deal.head)


def accepted(deal: Deal, number: int, *amounts: Decimal, **values: Any) -> ProjectReport:
    version = sent(deal, number, *amounts)
    return reports.decide(report=deal.report(number), version=version.number, by=deal.officer, **values)
