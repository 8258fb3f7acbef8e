"""Reports on a project: filled in, sent, returned with remarks, accepted as a whole or in part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.accounts.esignature import SignatureRefused
from foundation.accounts.esignature.requests import Examined
from foundation.accounts.esignature.requests import accept as accept_signature
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.content import reading
from foundation.core.content.items import Typed
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.core.money import ZERO
from grants.actions import agreement_notices as notices
from grants.actions import effect_notices, ledger, report_text
from grants.actions.agreements import locked
from grants.choices import ReportSectionName
from grants.models import (
    IndicatorFact,
    ProjectReport,
    ReportRemark,
    ReportSection,
    ReportVersion,
)
from grants.models.report_content import fact
from grants.queries.totals import position_of
from grants.rules import reports as rules
from grants.workflow import REPORT

PURPOSE = "grants.report"
Verdicts = Mapping[int, tuple[Decimal, str]]


class StaleReport(Conflict):
    """Somebody else, or another tab, saved the section since this text was begun. ``section`` is what is stored now."""

    def __init__(self, section: ReportSection) -> None:
        values = {"person": section.saved_by, "time": timezone.localtime(section.saved_at).strftime("%H:%M")}
        text = _("Not saved: %(person)s changed this section at %(time)s. Both texts are kept: choose between them.")
        super().__init__(text % values, code="stale")
        self.section = section


@transaction.atomic(durable=True)
def save_section(
    *, report: ProjectReport, name: str, typed: Typed, version: int, by: Any, saved_from: str = ""
) -> ReportSection:
    """Keep what was typed in the section ``name``, complete or not; nothing is written when nothing has changed.

    Raises StaleReport when another page has saved meanwhile, Invalid beyond technical limits, NotPermitted, or Conflict
    (sent already, the agreement was terminated).
    """
    report = held(report)
    rules.check_can_edit(by, report)
    reading.check_size(rules.draft_of(report).parts[name], typed)
    section = report.sections.select_related("saved_by").filter(name=name).first()
    section = section or ReportSection(report=report, name=name)
    typed = {key: value for key, value in typed.items() if value}
    if section.pk and section.data == typed:
        return section
    if section.version != version and not (saved_from and section.saved_from == saved_from):
        raise StaleReport(section)
    changed = sorted(key for key in {*section.data, *typed} if section.data.get(key) != typed.get(key))
    section.data, section.version, section.saved_from = dict(typed), section.version + 1, saved_from
    section.saved_at, section.saved_by = clock.now(), by
    section.save()
    changes = {"section": name, "version": section.version, "fields": changed}
    record("grants.report.section_saved", report, by=by, changes=changes)
    return section


def subject_of(report: ProjectReport) -> str:
    """What a signature of a report is for."""
    return f"{report.agreement.number}/report/{report.number}"


def facts_to_sign(report: ProjectReport) -> dict[str, Any]:
    """What the head signs: the report as it would be sent now, with its SHA-256."""
    document = report_text.document(report, rules.draft_of(report))
    return {"sha256": digest(document), "document": document}


@transaction.atomic(durable=True)
def submit(*, report: ProjectReport, by: Any, examined: Examined | None = None) -> ReportVersion:
    """Send the report; late is allowed and told in public. Where the agreement asks for it, with a signature.

    A second press finds it sent and returns the same version. Raises NotPermitted, Conflict, SignatureRefused, or Invalid
    with every fault.
    """
    report = held(report)
    latest = report.versions.last()
    if latest is not None and not report.is_writable and not report.is_decided:
        rules.agreements.check_can_write_for_ngo(by, report.agreement)
        return latest
    rules.check_can_submit(by, report, clock.now())
    step, draft = REPORT.step("submit", report.status), rules.draft_of(report)
    expenses = list(report.expenses.filter(removed_at=None))
    found = rules.faults(draft, expenses, position_of(report.agreement))
    if found:
        raise Invalid(*found, message=_("The report cannot be sent yet."))
    document = report_text.document(report, draft)
    signature = _signature(report, digest(document), examined, by)
    now = clock.now()
    version = ReportVersion.objects.create(
        report=report,
        number=latest.number + 1 if latest else 1,
        document=document,
        digest=digest(document),
        submitted_at=now,
        submitted_by=by,
        signature=signature,
    )
    before, report.status = report.status, step.target
    report.submitted_at, report.submitted_by, report.correct_until = now, by, None
    report.first_sent_on = report.first_sent_on or local_date(now)
    report.spent = sum((one.amount for one in expenses), ZERO)
    report.beneficiaries = document["sections"][ReportSectionName.BENEFICIARIES].get("people")
    report.save()
    _write_facts(report, draft)
    changes = {"status": [before, step.target], "version": version.number, "sha256": version.digest}
    record(step.verb, report, by=by, changes=changes)
    return version


def _signature(report: ProjectReport, wanted: str, examined: Examined | None, by: Any) -> Any:
    if not report.agreement.signs_reports:
        return None
    if examined is None:
        raise SignatureRefused("missing")
    if f'"{wanted}"' not in examined.request.document:
        raise SignatureRefused("altered")
    if examined.signer.bin != report.agreement.application.organisation.bin:
        raise SignatureRefused("stranger")
    return accept_signature(examined=examined, purpose=PURPOSE, subject=subject_of(report), by=by)


def _write_facts(report: ProjectReport, draft: rules.Draft) -> None:
    """The figures of the newest version stand in rows of their own, for lists and for the evaluation of effect."""
    values = rules.values_of(draft)
    report.facts.all().delete()
    IndicatorFact.objects.bulk_create(
        IndicatorFact(
            report=report,
            indicator=one,
            value=values[fact(one.number, "value")],
            evidence=values[fact(one.number, "evidence")] or "",
            reason=values[fact(one.number, "reason")] or "",
        )
        for one in draft.indicators
        if values[fact(one.number, "value")] is not None
    )


@transaction.atomic(durable=True)
def decide(
    *, report: ProjectReport, version: int, verdicts: Verdicts | None = None, remarks: str = "", by: Any
) -> ProjectReport:
    """Accept the report: as a whole, or in part when less than all of an expense is accepted.

    ``version`` is the one that the officer has read; ``verdicts``: key of an expense → (sum accepted, why not all);
    expenses that are not named are accepted. Raises NotPermitted, TransitionNotAllowed, Conflict or Invalid.
    """
    report, latest = _for_decision(report, version, by)
    expenses = list(report.expenses.select_for_update(of=("self",)).filter(removed_at=None).order_by("pk"))
    given = verdicts or {}
    found = list(rules.verdict_faults(expenses, given))
    accepted = {one.pk: given.get(one.pk, (one.amount, ""))[0] for one in expenses}
    is_whole = all(accepted[one.pk] == one.amount for one in expenses)
    if not is_whole and not remarks.strip():
        found.append(Fault(_("Say in words what is not accepted."), "remarks"))
    if found:
        raise Invalid(*found)
    step = REPORT.step("accept" if is_whole else "accept_in_part", report.status)
    for one in expenses:
        one.accepted = accepted[one.pk]
        one.refusal = "" if one.accepted == one.amount else given[one.pk][1].strip()
        one.save(update_fields=["accepted", "refusal"])
    report.accepted = sum(accepted.values(), ZERO)
    report.decided_at, report.decided_by, report.remarks, report.flagged_at = clock.now(), by, remarks.strip(), None
    _move(report, step, by, version=latest.number, accepted=report.accepted)
    letter = notices.REPORT_ACCEPTED if is_whole else notices.REPORT_PARTLY
    notices.tell_of_report(report, letter, version=latest.number)
    effect_notices.tell_finished(report)
    ledger.enter_agreement(agreement=report.agreement, by=by)
    return report


@transaction.atomic(durable=True)
def send_back(
    *,
    report: ProjectReport,
    version: int,
    remarks: str = "",
    at_fields: Mapping[tuple[str, str], str] | None = None,
    correct_until: dt.date,
    by: Any,
) -> ProjectReport:
    """Return it for correction. ``at_fields``: (section, control) → what to correct there.

    Raises NotPermitted, TransitionNotAllowed, Conflict or Invalid (nothing is said, the day is over).
    """
    report, latest = _for_decision(report, version, by)
    step = REPORT.step("return", report.status)
    told = {place: text.strip() for place, text in (at_fields or {}).items() if text.strip()}
    found = []
    if not remarks.strip() and not told:
        found.append(Fault(_("Say what has to be corrected."), "remarks"))
    if correct_until < local_date(clock.now()):
        found.append(Fault(_("Enter a day that is not over."), "correct_until"))
    if found:
        raise Invalid(*found)
    report.remarks, report.correct_until = remarks.strip(), correct_until
    ReportRemark.objects.bulk_create(
        ReportRemark(version=latest, section=section, control=control, text=text)
        for (section, control), text in told.items()
    )
    _move(report, step, by, version=latest.number, fields=[f"{section}.{control}" for section, control in told])
    notices.tell_of_report(report, notices.REPORT_RETURNED, version=latest.number)
    return report


def _for_decision(report: ProjectReport, version: int, by: Any) -> tuple[ProjectReport, ReportVersion]:
    report = held(report)
    rules.check_can_decide(by, report)
    latest = report.versions.last()
    if latest is None or latest.number != version:
        raise Conflict(_("The NGO has sent another version meanwhile: read that one."))
    return report, latest


def _move(report: ProjectReport, step: Any, by: Any, **changes: Any) -> None:
    before, report.status = report.status, step.target
    report.save()
    values = {"status": [before, step.target], **changes}
    record(step.verb, report, by=by, changes=values, reason=report.remarks if step.needs_reason else "")


def held(report: ProjectReport) -> ProjectReport:
    """The agreement first, then its report."""
    agreement = locked(report.agreement)
    found = lock(ProjectReport, report.pk)
    found.agreement = agreement
    return found
