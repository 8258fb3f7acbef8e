"""Reading agreements: lists, one whole agreement, what comes next, the public card of a project."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from foundation.core import presentation
from foundation.core.content import changes as content_changes
from foundation.core.content.changes import Change
from foundation.core.money import ZERO
from grants.choices import AgreementStatus, ApplicationStatus, AwardStatus, CallStatus, ReportStatus, TrancheStatus
from grants.models import (
    Agreement,
    AgreementIndicator,
    AgreementSignature,
    AgreementVersion,
    Amendment,
    Application,
    IndicatorFact,
    Payment,
    ProjectReport,
    Refund,
    Tranche,
)
from grants.models.agreement_content import CONTENT_PARTS
from grants.models.content import choices_of
from grants.models.reports import DECIDED
from grants.queries import totals
from grants.querysets import is_overdue, offices
from grants.scoring.balances import Position, deviation

PAGE_SIZE = 50
SIGNED_BY = Prefetch("signatures", AgreementSignature.objects.select_related("signed_by"))


@dataclass(frozen=True)
class Wanted:
    """The filters of a list."""

    status: str = ""
    sphere: str = ""
    text: str = ""
    is_overdue: bool = False


@dataclass(frozen=True)
class Page:
    """One page of agreements with their sums; ``after`` is the key of the next, '' at the end."""

    rows: list[Any]
    after: str


def found(agreements: QuerySet[Agreement], wanted: Wanted, today: dt.date) -> QuerySet[Agreement]:
    """``agreements`` as far as the filters let them, the newest first, with sums and whether a report is overdue."""
    rows: Any = agreements
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.sphere.isdecimal() and len(wanted.sphere) < 5:
        rows = rows.filter(sphere=int(wanted.sphere))
    if wanted.text:
        names = [f"application__organisation__name_{code}__icontains" for code in ("kk", "ru", "en")]
        match = Q(number__icontains=wanted.text) | Q(title__icontains=wanted.text)
        for name in names:
            match |= Q(**{name: wanted.text})
        rows = rows.filter(match)
    if wanted.is_overdue:
        rows = rows.overdue_on(today)
    late = ProjectReport.objects.filter(is_overdue(today), agreement=OuterRef("pk"))
    rows = totals.with_sums(rows.with_parties()).annotate(has_overdue=Exists(late))
    return rows.order_by("-pk")


def page_of(rows: QuerySet[Agreement], after: str = "") -> Page:
    """A page of ``rows``, which are in the order of their keys downward."""
    if after.isdecimal() and len(after) < 19:
        rows = rows.filter(pk__lt=int(after))
    listed = list(rows[: PAGE_SIZE + 1])
    return Page(
        [Row(one) for one in listed[:PAGE_SIZE]], str(listed[PAGE_SIZE - 1].pk) if len(listed) > PAGE_SIZE else ""
    )


@dataclass(frozen=True)
class Row:
    """An agreement in a list."""

    agreement: Any

    @property
    def position(self) -> Position:
        return totals.position(self.agreement)

    @property
    def is_overdue(self) -> bool:
        return bool(self.agreement.has_overdue) and self.agreement.is_running


def to_make(user: Any) -> QuerySet[Application]:
    """Grants that were accepted in the calls that ``user`` runs, on which there is no agreement yet."""
    rows = Application.objects.filter(call__operator__in=offices(user), call__status=CallStatus.DECIDED, agreement=None)
    rows = rows.filter(status=ApplicationStatus.FUNDED, award__status=AwardStatus.ACCEPTED)
    return rows.select_related("call", "organisation").order_by("pk")


@dataclass(frozen=True)
class TrancheRow:
    """A tranche with what was paid on it."""

    tranche: Tranche
    paid: Decimal
    payments: Sequence[Payment] = ()

    @property
    def left(self) -> Decimal:
        return self.tranche.amount - self.paid

    @property
    def is_open(self) -> bool:
        return self.tranche.status == TrancheStatus.ORDERED


@dataclass(frozen=True)
class ReportRow:
    """A report with whether it is overdue on the day that the page is read."""

    report: ProjectReport
    is_overdue: bool


@dataclass(frozen=True)
class LineRow:
    """A budget line with what is claimed and accepted on it."""

    line: Any
    claimed: Decimal
    accepted: Decimal


@dataclass(frozen=True)
class Whole:
    """Everything that the page of an agreement shows."""

    agreement: Any
    position: Position
    tranches: list[TrancheRow]
    reports: list[ReportRow]
    lines: list[LineRow]
    versions: list[AgreementVersion]
    amendments: list[Amendment]
    refunds: list[Refund]
    indicators: list[IndicatorRow] = field(default_factory=list)

    @property
    def open_version(self) -> AgreementVersion | None:
        """The text that waits for signatures."""
        return next((one for one in self.versions if not one.effective_at and not one.void_at), None)

    @property
    def is_overdue(self) -> bool:
        return self.agreement.is_running and any(row.is_overdue for row in self.reports)

    @property
    def figures(self) -> list[tuple[str, str]]:
        """The money in figures."""
        return money_figures(self.position)


def money_figures(position: Position) -> list[tuple[str, str]]:
    """Agreed, paid, accounted for, and what of it the NGO holds."""
    return [
        (presentation.tenge(position.agreed), _("Sum of the agreement")),
        (presentation.tenge(position.paid), _("Paid out")),
        (presentation.tenge(position.accepted), _("Expenses accepted")),
        (presentation.tenge(position.advance), _("Advance not accounted for")),
    ]


def whole(agreement: Agreement, today: dt.date) -> Whole:
    """``agreement``, read with its parties, with all that belongs to it."""
    tranches = list(agreement.tranches.prefetch_related("payments"))
    reports, refunds = list(agreement.reports.all()), list(agreement.refunds.all())
    versions = agreement.versions.defer("document").prefetch_related(SIGNED_BY).order_by("-number")
    return Whole(
        agreement=agreement,
        position=totals.position_from(agreement, tranches, reports, refunds),
        tranches=[_tranche_row(one) for one in tranches],
        reports=[ReportRow(one, _is_late(one, today)) for one in reports],
        lines=lines_of(agreement),
        versions=list(versions),
        amendments=list(agreement.amendments.select_related("proposed_by", "decided_by").order_by("-number")),
        refunds=refunds,
        indicators=indicators_of(agreement, reports),
    )


def _tranche_row(tranche: Tranche) -> TrancheRow:
    payments = list(tranche.payments.all())
    return TrancheRow(tranche, sum((one.amount for one in payments), ZERO), payments)


def _is_late(report: ProjectReport, today: dt.date) -> bool:
    if report.status == ReportStatus.RETURNED:
        return report.correct_until is not None and report.correct_until < today
    return report.status == ReportStatus.DUE and report.due_on < today


def lines_of(agreement: Agreement) -> list[LineRow]:
    """Budget lines with their expenses: claimed in any report, accepted by an officer. Two queries."""
    rows = []
    for line in agreement.lines.prefetch_related("expenses"):
        expenses = [one for one in line.expenses.all() if one.removed_at is None]
        claimed = sum((one.amount for one in expenses), ZERO)
        rows.append(LineRow(line, claimed, sum((one.accepted or ZERO for one in expenses), ZERO)))
    return rows


@dataclass(frozen=True)
class IndicatorRow:
    """Plan and the figure of the newest report that was accepted (None before)."""

    indicator: AgreementIndicator
    fact: IndicatorFact | None

    @property
    def away(self) -> Decimal | None:
        """By how many per cent the figure differs from the plan."""
        return deviation(self.indicator.target, self.fact.value) if self.fact else None


def indicators_of(agreement: Agreement, reports: Sequence[ProjectReport]) -> list[IndicatorRow]:
    """Indicators with the facts of the newest accepted report; two queries."""
    decided = [one for one in reports if one.status in DECIDED]
    last = max(decided, key=lambda one: one.number, default=None)
    facts = {one.indicator_id: one for one in last.facts.all()} if last else {}
    return [IndicatorRow(one, facts.get(one.pk)) for one in agreement.indicators.all() if not one.is_dropped]


def version_changes(agreement: Agreement, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """What one text of the agreement says differently from the one before it."""
    choices = choices_of(agreement.application.call)
    changes = [
        Change(_("Term"), str(label), content_changes.pieces(str(old.get(name) or "–"), str(new.get(name) or "–")))
        for name, label in (("starts_on", _("First day")), ("ends_on", _("Last day")), ("months", _("Term in months")))
        if old.get(name) != new.get(name)
    ]
    for name, part in CONTENT_PARTS.items():
        before, after = (document["sections"].get(name, {}) for document in (old, new))
        changes += content_changes.row_changes(part, before.get("rows", []), after.get("rows", []), choices)
    return changes


@dataclass(frozen=True)
class Record:
    """How an NGO carried out its grants: what officers see at the next contest."""

    agreements: int
    completed: int
    terminated: int
    running: int
    late_reports: int
    overdue: int
    partly: int
    position: Position

    @property
    def is_empty(self) -> bool:
        return not self.agreements


def track_record(organisation_id: int, today: dt.date) -> Record:
    """The record of one NGO over all bodies; three queries."""
    signed = Agreement.objects.public().filter(application__organisation=organisation_id)
    listed = list(totals.with_sums(signed))
    reports = list(ProjectReport.objects.filter(agreement__in=[one.pk for one in listed]).select_related("agreement"))
    counts = {status: sum(one.status == status for one in listed) for status in AgreementStatus.values}
    return Record(
        agreements=len(listed),
        completed=counts[AgreementStatus.COMPLETED],
        terminated=counts[AgreementStatus.TERMINATED],
        running=counts[AgreementStatus.ACTIVE],
        late_reports=sum(one.was_late for one in reports),
        overdue=sum(_is_late(one, today) and one.agreement.is_running for one in reports),
        partly=sum(one.status == ReportStatus.PARTLY for one in reports),
        position=totals.together(totals.position(one) for one in listed),
    )
