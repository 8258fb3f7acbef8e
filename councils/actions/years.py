"""The work plan of a year, and the report on what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.choices import ReportStatus
from councils.models import Council, PlanPoint, WorkPlan, YearReport
from councils.queries.years import figures_of
from councils.rules import councils, life
from councils.workflow import WORK_PLAN, YEAR_REPORT
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse


@dataclass(frozen=True, slots=True)
class NewPoint:
    """One thing that is planned for a month."""

    month: int
    title: str
    responsible: str = ""


@transaction.atomic(durable=True)
def write_plan(*, council: Council, year: int, points: Sequence[NewPoint], by: Any) -> WorkPlan:
    """Write the plan of a year as a whole, as often as needed before it is approved. Raises Conflict, Invalid."""
    council = lock(Council, council.pk)
    councils.check_serves(by, council)
    faults = life.year_faults(council, year, local_date(clock.now()))
    if not points:
        faults.append(Fault(_("Plan at least one thing.")))
    refuse(faults)
    plan = council.plans.filter(year=year).first() or WorkPlan.objects.create(council=council, year=year)
    life.check_can_write_plan(plan)
    plan.points.all().delete()
    PlanPoint.objects.bulk_create(
        PlanPoint(
            plan=plan, position=place, month=one.month, title=one.title.strip(), responsible=one.responsible.strip()
        )
        for place, one in enumerate(points, 1)
    )
    record("councils.plan.written", plan, by=by, changes={"points": len(points)})
    return plan


@transaction.atomic(durable=True)
def approve_plan(*, plan: WorkPlan, by: Any) -> WorkPlan:
    """Publish the plan that the council has approved; from now on only outcomes are written."""
    council = lock(Council, plan.council_id)
    councils.check_serves(by, council)
    plan = lock(WorkPlan, plan.pk)
    step = WORK_PLAN.step("approve", plan.status)
    plan.status, plan.approved_at = step.target, clock.now()
    plan.save(update_fields=["status", "approved_at"])
    record(step.verb, plan, by=by, changes={"points": plan.points.count()})
    return plan


@transaction.atomic(durable=True)
def write_outcomes(*, plan: WorkPlan, outcomes: Mapping[int, str], by: Any) -> WorkPlan:
    """Say what came of the points of an approved plan: id of a point → words."""
    council = lock(Council, plan.council_id)
    councils.check_serves(by, council)
    plan = lock(WorkPlan, plan.pk)
    if plan.approved_at is None:
        raise Conflict(_("Approve the plan first."))
    for point in plan.points.filter(pk__in=outcomes):
        words = outcomes[point.pk].strip()
        if point.outcome != words:
            changes = {"point": point.position, "outcome": [point.outcome, words]}
            point.outcome = words
            point.save(update_fields=["outcome"])
            record("councils.plan.outcome", plan, by=by, changes=changes)
    return plan


@transaction.atomic(durable=True)
def make_report(*, council: Council, year: int, reason: str = "", by: Any) -> YearReport:
    """Count what the council did in a year, from its own rows. A draft is counted anew; after a published one a later
    version is begun, with the reason. Raises NotPermitted, Invalid.
    """
    council = lock(Council, council.pk)
    councils.check_serves(by, council)
    newest = council.year_reports.select_for_update(of=("self",)).filter(year=year).order_by("-version").first()
    faults = []
    if year > local_date(clock.now()).year:
        faults.append(Fault(_("The year has not begun yet."), "year"))
    if newest and newest.published_at and not reason.strip():
        faults.append(Fault(_("Say why a later version is made."), "reason"))
    refuse(faults)
    report = newest if newest and newest.published_at is None else _begun(council, year, newest, reason)
    report.figures, report.made_at = figures_of(council, year), clock.now()
    report.save()
    record("councils.year_report.made", report, by=by, changes={"version": report.version}, reason=reason.strip())
    return report


def _begun(council: Council, year: int, newest: YearReport | None, reason: str) -> YearReport:
    if newest is None:
        return YearReport(council=council, year=year)
    words = {"words_kk": newest.words_kk, "words_ru": newest.words_ru}
    return YearReport(council=council, year=year, version=newest.version + 1, reason=reason.strip(), **words)


@transaction.atomic(durable=True)
def write_report(*, report: YearReport, words_kk: str, words_ru: str, by: Any) -> YearReport:
    """Keep what the secretariat adds to the figures in both languages."""
    council = lock(Council, report.council_id)
    councils.check_serves(by, council)
    report = lock(YearReport, report.pk)
    life.check_can_write_report(report)
    report.words_kk, report.words_ru = words_kk.strip(), words_ru.strip()
    report.save(update_fields=["words_kk", "words_ru"])
    record("councils.year_report.changed", report, by=by)
    return report


@transaction.atomic(durable=True)
def publish_report(*, report: YearReport, by: Any) -> YearReport:
    """Publish what the council has approved; its figures stay, and the version before gives way."""
    council = lock(Council, report.council_id)
    councils.check_serves(by, council)
    report = lock(YearReport, report.pk)
    step = YEAR_REPORT.step("publish", report.status)
    for earlier in council.year_reports.filter(year=report.year, status=ReportStatus.PUBLISHED):
        _supersede(earlier, report.reason, by)
    report.status, report.published_at = step.target, clock.now()
    report.save(update_fields=["status", "published_at"])
    record(step.verb, report, by=by, changes={"version": report.version})
    return report


def _supersede(report: YearReport, reason: str, by: Any) -> None:
    step = YEAR_REPORT.step("supersede", report.status)
    report.status = step.target
    report.save(update_fields=["status"])
    record(step.verb, report, by=by, reason=reason)
