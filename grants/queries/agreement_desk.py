"""What waits for a person in agreements: to adjust, sign, report and change for the NGO; to prepare, check and pay for officers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import calendar, clock
from foundation.core.desk import Task
from grants.choices import AgreementStatus, AmendmentStatus, ReportStatus, Side
from grants.models import Agreement, AgreementSignature, AgreementVersion, Amendment, ProjectReport
from grants.models.reports import WRITABLE
from grants.queries.agreements import to_make
from grants.querysets import memberships
from registry.choices import Role

SOON = dt.timedelta(days=30)
END_OF_DAY = dt.time(23, 59)


def agreement_tasks(user: Any) -> list[Task]:
    """Everything of both sides; seven queries at most."""
    return [*_of_ngo(user), *_of_officer(user)]


def _of_ngo(user: Any) -> list[Task]:
    own = memberships(user).filter(role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)).values("organisation")
    agreements = Agreement.objects.filter(application__organisation__in=own)
    writing = Amendment.objects.filter(agreement__in=agreements, side=Side.NGO, status=AmendmentStatus.DRAFT)
    today = calendar.local_date(clock.now())
    due = Q(due_on__lte=today + SOON) | Q(status=ReportStatus.RETURNED)
    reports = ProjectReport.objects.filter(
        due, agreement__in=agreements, agreement__status=AgreementStatus.ACTIVE, status__in=WRITABLE
    )
    return [
        *(_amendment_task(one, _("Finish and send the change: %(name)s")) for one in _listed(writing)),
        *(_text_task(one) for one in _to_sign(agreements, Side.NGO)),
        *(_report_task(one, _("Finish and send the report: %(name)s")) for one in _listed(reports)),
    ]


def _of_officer(user: Any) -> list[Task]:
    agreements = Agreement.objects.run_by(user)
    proposed = Amendment.objects.filter(agreement__in=agreements, status=AmendmentStatus.PROPOSED)
    proposed = proposed.exclude(proposed_by=user.pk)
    sent = ProjectReport.objects.filter(agreement__in=agreements, agreement__status=AgreementStatus.ACTIVE)
    sent = sent.filter(Q(status=ReportStatus.SUBMITTED) | Q(flagged_at__isnull=False, status__in=WRITABLE))
    drafts = agreements.filter(
        Q(status=AgreementStatus.DRAFT) | Q(status=AgreementStatus.REVIEW) & ~Q(prepared_by=user.pk)
    )
    scans = AgreementSignature.objects.filter(
        version__agreement__in=agreements, version__void_at=None, confirmed_at=None
    ).exclude(signed_by=user.pk)
    begin = [
        Task(
            _("Begin the agreement: %(name)s") % {"name": one.title or one.number},
            reverse("grants:agreement-list"),
            one.status,
            one.get_status_display(),
        )
        for one in to_make(user)
    ]
    return [
        *begin,
        *(_agreement_task(one) for one in drafts.order_by("pk")),
        *(_text_task(one) for one in _to_sign(agreements, Side.BODY)),
        *(_scan_task(one) for one in scans.select_related("version__agreement").order_by("pk")),
        *(_amendment_task(one, _("Decide on the change: %(name)s")) for one in _listed(proposed)),
        *(_report_task(one, _words_of(one)) for one in _listed(sent)),
    ]


def _words_of(report: ProjectReport) -> str:
    if report.status == ReportStatus.SUBMITTED:
        return _("Decide on the report: %(name)s")
    return _("The report has not come, decide what to do: %(name)s")


def _listed(rows: Any) -> Any:
    return rows.select_related("agreement").order_by("pk")


def _to_sign(agreements: Any, side: str) -> Any:
    """Texts that wait for the signature of ``side``."""
    signed = AgreementSignature.objects.filter(version=OuterRef("pk"), side=side)
    waiting = AgreementVersion.objects.filter(agreement__in=agreements, effective_at=None, void_at=None)
    return waiting.filter(~Exists(signed)).select_related("agreement").defer("document").order_by("pk")


def _agreement_task(agreement: Agreement) -> Task:
    is_draft = agreement.status == AgreementStatus.DRAFT
    title = _("Prepare the agreement: %(name)s") if is_draft else _("Approve the agreement: %(name)s")
    return _task(title, agreement.title, agreement.get_absolute_url(), agreement)


def _text_task(version: AgreementVersion) -> Task:
    agreement = version.agreement
    return _task(_("Sign the agreement: %(name)s"), agreement.title, agreement.get_absolute_url(), agreement)


def _scan_task(signature: AgreementSignature) -> Task:
    agreement = signature.version.agreement
    url = reverse("grants:signature-check", args=[agreement.number, signature.pk])
    return _task(_("Check the scan of a signed paper: %(name)s"), agreement.title, url, agreement)


def _amendment_task(amendment: Amendment, title: str) -> Task:
    return _task(title, amendment.agreement.title, amendment.get_absolute_url(), amendment)


def _report_task(report: ProjectReport, title: str) -> Task:
    day = report.correct_until if report.status == ReportStatus.RETURNED and report.correct_until else report.due_on
    due = calendar.cut_off(day, END_OF_DAY) if report.is_writable else None
    return _task(title, report.agreement.title, report.get_absolute_url(), report, due)


def _task(title: str, name: str, url: str, row: Any, due_at: dt.datetime | None = None) -> Task:
    return Task(title % {"name": name}, url, row.status, row.get_status_display(), due_at)
