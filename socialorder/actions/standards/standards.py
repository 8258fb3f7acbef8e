"""Standards of services: written, approved by an order, replaced by a newer version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, refuse
from registry.models import Body
from socialorder.choices import StandardStatus
from socialorder.models import Criterion, Standard
from socialorder.rules import standards as rules
from socialorder.rules.offices import check_serves
from socialorder.workflow import STANDARD

Rows = Sequence[Mapping[str, str]]


@transaction.atomic(durable=True)
def write(*, body: Body, code: str, values: Mapping[str, Any], criteria: Rows, by: Any) -> Standard:
    """A new draft: version 1 of a new code, or the next version of a code of this body. Raises Invalid or Conflict."""
    body = lock(Body, body.pk)
    check_serves(by, body)
    last = Standard.objects.filter(code=code).order_by("-version").first()
    if last is not None and last.body_id != body.pk:
        refuse([Fault(_("Another body has a standard with this code."), "code")])
    if last is not None and last.status == StandardStatus.DRAFT:
        raise Conflict(_("There is a draft of this standard already. Change that one."))
    refuse(rules.standard_faults(values, criteria))
    standard = Standard.objects.create(
        body=body, code=code, version=last.version + 1 if last else 1, created_by=by, **dict(values)
    )
    _put(standard, criteria)
    record("socialorder.standard.written", standard, by=by, changes={"unit_cost": standard.unit_cost})
    return standard


@transaction.atomic(durable=True)
def change(*, standard: Standard, values: Mapping[str, Any], criteria: Rows, by: Any) -> Standard:
    """Change a draft. What was approved stays as it is: Conflict."""
    standard = lock(Standard, standard.pk)
    check_serves(by, standard.body)
    if standard.status != StandardStatus.DRAFT:
        raise Conflict(_("What was approved is not changed. Write a new version."))
    refuse(rules.standard_faults(values, criteria))
    changes = {name: [getattr(standard, name), value] for name, value in values.items()}
    for name, value in values.items():
        setattr(standard, name, value)
    standard.save()
    standard.criteria.all().delete()
    _put(standard, criteria)
    record("socialorder.standard.changed", standard, by=by, changes={k: v for k, v in changes.items() if v[0] != v[1]})
    return standard


@transaction.atomic(durable=True)
def approve(*, standard: Standard, order_number: str, approved_on: dt.date, by: Any) -> Standard:
    """In force by an order; the version before it is replaced."""
    standard = lock(Standard, standard.pk)
    check_serves(by, standard.body)
    step = STANDARD.step("approve", standard.status)
    if not order_number.strip():
        refuse([Fault(_("Enter the number of the order."), "order_number")])
    before = Standard.objects.select_for_update().filter(code=standard.code, status=StandardStatus.IN_FORCE).first()
    if before is not None:
        out = STANDARD.step("supersede", before.status)
        before.status = out.target
        before.save(update_fields=["status"])
        record(out.verb, before, by=by, changes={"replaced_by": standard.version})
    standard.status, standard.order_number, standard.approved_on = step.target, order_number.strip(), approved_on
    standard.save(update_fields=["status", "order_number", "approved_on"])
    record(step.verb, standard, by=by, changes={"order": standard.order_number, "unit_cost": standard.unit_cost})
    return standard


def _put(standard: Standard, criteria: Rows) -> None:
    Criterion.objects.bulk_create(
        Criterion(standard=standard, position=position, **{name: row[name] for name in rules.CRITERION})
        for position, row in enumerate(criteria, 1)
    )
