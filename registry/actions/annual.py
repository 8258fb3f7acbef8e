"""What NGOs tell the database of NGOs each year: filled, submitted, checked (rules R09–R11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.choices import AnnualStatus
from registry.models import AnnualInformation, Organisation
from registry.rules import roles
from registry.rules.annual import check_year
from registry.workflow import ANNUAL

REQUIRED = ("activity", "staff", "volunteers", "income", "expenses")


@transaction.atomic(durable=True)
def save_draft(*, organisation: Organisation, year: int, content: Mapping[str, Any], by: Any) -> AnnualInformation:
    """Keep what is typed so far. Raises NotPermitted, Invalid (no such year) or Conflict (submitted already)."""
    _check_may_write(by, organisation, year)
    return _keep(organisation, year, content, by)


@transaction.atomic(durable=True)
def submit(*, organisation: Organisation, year: int, content: Mapping[str, Any], by: Any) -> AnnualInformation:
    """Send the information about ``year``; late is allowed and told in public (rule R10).

    ``by`` None is the portal itself. Raises NotPermitted, Invalid with what is missing, or Conflict (sent already).
    """
    _check_may_write(by, organisation, year)
    faults = [Fault(_("Fill in this answer."), field) for field in REQUIRED if content.get(field) in ("", None)]
    if faults:
        raise Invalid(*faults)
    row = _keep(organisation, year, content, by)
    step = ANNUAL.step("submit", row.status)
    before, row.status, row.submitted_at, row.submitted_by = row.status, step.target, clock.now(), by
    row.save(update_fields=["status", "submitted_at", "submitted_by"])
    record(step.verb, row, by=by, changes={"status": [before, step.target]})
    return row


@transaction.atomic(durable=True)
def accept(*, information: AnnualInformation, by: Any) -> AnnualInformation:
    """Find it complete. Raises NotPermitted or TransitionNotAllowed."""
    row = lock(AnnualInformation, information.pk)
    if by is not None:
        roles.check_can_accept_annual_information(by)
    step = ANNUAL.step("accept", row.status)
    before, row.status, row.accepted_at, row.accepted_by = row.status, step.target, clock.now(), by
    row.save(update_fields=["status", "accepted_at", "accepted_by"])
    record(step.verb, row, by=by, changes={"status": [before, step.target]})
    return row


@transaction.atomic(durable=True)
def send_back(*, information: AnnualInformation, remarks: str, by: Any) -> AnnualInformation:
    """Return it for correction, saying what to correct. Raises NotPermitted, Invalid or TransitionNotAllowed."""
    row = lock(AnnualInformation, information.pk)
    if by is not None:
        roles.check_can_accept_annual_information(by)
    step = ANNUAL.step("return", row.status)
    if not remarks.strip():
        raise Invalid(Fault(_("Say what has to be corrected."), "remarks"))
    before, row.status, row.remarks = row.status, step.target, remarks.strip()
    row.save(update_fields=["status", "remarks"])
    record(step.verb, row, by=by, changes={"status": [before, step.target]}, reason=row.remarks)
    return row


def _check_may_write(by: Any, organisation: Organisation, year: int) -> None:
    if by is not None:
        roles.check_can_edit_organisation(by, organisation)
    check_year(year, calendar.local_date(clock.now()))


def _keep(organisation: Organisation, year: int, content: Mapping[str, Any], by: Any) -> AnnualInformation:
    lock(Organisation, organisation.pk)
    row, is_new = AnnualInformation.objects.get_or_create(organisation=organisation, year=year)
    if is_new:
        record("registry.annual.started", row, by=by)
    if row.status not in (AnnualStatus.DRAFT, AnnualStatus.RETURNED):
        raise Conflict(_("The information for this year has been submitted already."))
    row.content = dict(content)
    row.save(update_fields=["content"])
    return row
