"""Finding reports and the people's way to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from foundation.core.permissions import allowed
from grants.models import Call
from publishing import rules
from publishing.choices import ReportKind
from publishing.models import Report

CALL = "grants.call"
KINDS_OF_SUBJECT = {CALL: (ReportKind.GRANT_PROTOCOL, ReportKind.GRANT_SCORES)}


@dataclass(frozen=True)
class Offer:
    """A kind of report on a page: the newest one that is made (or None), and whether the reader may have it made."""

    kind: ReportKind
    report: Report | None
    can_request: bool


def subject_type(subject: models.Model) -> str:
    return subject._meta.label_lower


def finished(subject: models.Model, kinds: Iterable[str], language: str) -> models.QuerySet[Report]:
    """Reports of ``subject`` that are made, newest first."""
    rows = Report.objects.filter(
        subject_type=subject_type(subject), subject_id=str(subject.pk), kind__in=list(kinds), language=language
    )
    return rows.filter(document__isnull=False).select_related("document").order_by("-made_at")


def latest_report(subject: models.Model, kind: str, language: str) -> Report | None:
    """The newest report of this kind in this language that is made; None when there is none yet."""
    return finished(subject, [kind], language).first()


def downloadable(user: Any, pk: Any) -> Report | None:
    """The report ``pk`` when it is made and ``user`` may have it; for anybody else it does not exist."""
    report = Report.objects.filter(pk=pk, document__isnull=False).select_related("document").first()
    if report is None:
        return None
    call = call_of(report)
    return report if call is not None and allowed(rules.check_can_download, user, report, call) else None


def call_of(report: Report) -> Call | None:
    """The call that ``report`` is of."""
    if report.subject_type != CALL or not report.subject_id.isdecimal():
        return None
    return Call.objects.select_related("operator").filter(pk=report.subject_id).first()


def offers(call: Call, user: Any, language: str) -> list[Offer]:
    """What the page of a decided call offers to ``user``; nothing where there is nothing to have or to ask for."""
    kinds = KINDS_OF_SUBJECT[CALL]
    newest: dict[str, Report] = {}
    for report in finished(call, kinds, language):
        newest.setdefault(report.kind, report)
    can_request = allowed(rules.check_can_request, user, call)
    found = [Offer(kind, newest.get(kind), can_request) for kind in kinds]
    return [offer for offer in found if offer.report or offer.can_request]
