"""Bringing a change into force. Steps, called by who accepts an adjustment and by the last signature."""

from __future__ import annotations

from typing import Any

from foundation.audit.record import record
from foundation.core.content import reading
from grants.actions import agreed
from grants.models import Agreement, Amendment
from grants.models.agreement_content import CONTENT_PARTS
from grants.models.amendments import OPEN
from grants.models.content import choices_of
from grants.rules import agreement_amendments as rules
from grants.workflow import AMENDMENT


def apply(amendment: Amendment, agreement: Agreement) -> None:
    """What the amendment says becomes what is agreed."""
    agreement.content = said(amendment, agreement)
    agreement.save(update_fields=["content"])
    months = rules.months_of(amendment)
    if months is not None:
        agreed.move_end(agreement, months)
    agreed.sync(agreement)


def said(amendment: Amendment, agreement: Agreement) -> dict[str, Any]:
    """The content of the agreement with what the amendment says in its place."""
    choices, content = choices_of(agreement.application.call), dict(agreement.content)
    for section in amendment.sections.all():
        if section.name in CONTENT_PARTS:
            # Nothing typed in a part leaves it as it is agreed.
            content[section.name] = reading.canonical(CONTENT_PARTS[section.name], section.data, choices)
    return content


def conclude(amendment: Amendment, agreement: Agreement, by: Any) -> None:
    """Both sides have signed: the amendment is in force."""
    amendment.agreement = agreement
    step = AMENDMENT.step("conclude", amendment.status)
    before, amendment.status = amendment.status, step.target
    amendment.save(update_fields=["status"])
    apply(amendment, agreement)
    record(step.verb, amendment, by=by, changes={"status": [before, step.target]})


def give_up_open(agreement: Agreement, by: Any) -> None:
    """The agreement ends: changes that are not in force yet are withdrawn."""
    for amendment in Amendment.objects.select_for_update().filter(agreement=agreement, status__in=OPEN):
        step = AMENDMENT.step("withdraw", amendment.status)
        before, amendment.status = amendment.status, step.target
        amendment.save(update_fields=["status"])
        record(step.verb, amendment, by=by, changes={"status": [before, step.target]})
