"""Preparing, opening and closing surveys; tickets; leaving a group of answers out."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from monitoring.actions import boxes, notices
from monitoring.choices import Access
from monitoring.models import Batch, Subject, Survey, Ticket
from monitoring.rules import surveys as rules
from monitoring.workflow import SURVEY

TOKEN_BYTES = 9


@transaction.atomic(durable=True)
def plan(*, subject: Subject, facts: Mapping[str, Any], tickets: int = 0, by: Any) -> Survey:
    """Prepare a survey of ``subject``; ``facts`` are fields of Survey. Raises NotPermitted and Invalid."""
    rules.check_can_plan(by, subject)
    faults = rules.plan_faults(opens_at=facts["opens_at"], closes_at=facts["closes_at"])
    if facts["access"] == Access.TICKETS:
        faults += _ticket_faults(tickets, 0)
    if faults:
        raise Invalid(*faults)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    survey = Survey.objects.create(subject=subject, token=token, created_by=by, created_at=clock.now(), **facts)
    changes = {"template": survey.template, "access": survey.access, "closes_at": survey.closes_at}
    record("monitoring.survey.planned", survey, by=by, changes=changes)
    if survey.access == Access.TICKETS:
        _add_tickets(survey, tickets, by)
    return survey


@transaction.atomic(durable=True)
def issue_tickets(*, survey: Survey, count: int, by: Any) -> list[Ticket]:
    """Add ``count`` tickets. Raises Invalid when that is too many at once or in all."""
    survey = lock(Survey, survey.pk)
    rules.check_can_issue(by, survey)
    faults = _ticket_faults(count, survey.tickets.count())
    if faults:
        raise Invalid(*faults)
    return _add_tickets(survey, count, by)


def _ticket_faults(count: int, issued: int) -> list[Fault]:
    if not 1 <= count <= rules.MOST_TICKETS:
        text = _("Between 1 and %(most)d tickets can be made at once.") % {"most": rules.MOST_TICKETS}
        return [Fault(text, "tickets")]
    if issued + count > rules.MOST_IN_ALL:
        text = _("A survey can have %(most)d tickets in all.") % {"most": rules.MOST_IN_ALL}
        return [Fault(text, "tickets")]
    return []


def _add_tickets(survey: Survey, count: int, by: Any) -> list[Ticket]:
    last = survey.tickets.aggregate(last=Max("number"))["last"] or 0
    made = Ticket.objects.bulk_create(Ticket(survey=survey, number=last + one) for one in range(1, count + 1))
    record("monitoring.survey.tickets_issued", survey, by=by, changes={"from": last + 1, "to": last + count})
    return made


@transaction.atomic(durable=True)
def open_survey(*, survey: Survey, by: Any) -> Survey:
    """Take answers from ``opens_at`` on."""
    survey = lock(Survey, survey.pk)
    rules.check_can_open(by, survey)
    step = SURVEY.step("open", survey.status)
    survey.status = step.target
    survey.save(update_fields=["status"])
    record(step.verb, survey, by=by)
    notices.tell_opened(survey)
    return survey


@transaction.atomic(durable=True)
def close(*, survey: Survey, by: Any = None) -> Survey:
    """Take no more answers and let out what is still in the box, when it is enough; None is the portal's clock."""
    survey = lock(Survey, survey.pk)
    rules.check_can_close(by, survey)
    step = SURVEY.step("close", survey.status)
    survey.status, survey.closed_at = step.target, clock.now()
    survey.save(update_fields=["status", "closed_at"])
    boxes.empty(survey)
    count = sum(survey.batches.values_list("size", flat=True))
    record(step.verb, survey, by=by, changes={"answers": count})
    notices.tell_closed(survey, count)
    return survey


@transaction.atomic(durable=True)
def cancel(*, survey: Survey, reason: str, by: Any) -> Survey:
    """Give the survey up, with a reason; answers that nobody has seen go with it."""
    survey = lock(Survey, survey.pk)
    rules.check_can_cancel(by, survey)
    step = SURVEY.step("cancel", survey.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    survey.status, survey.cancel_reason = step.target, reason.strip()
    survey.save(update_fields=["status", "cancel_reason"])
    boxes.throw_away(survey)
    record(step.verb, survey, by=by, reason=survey.cancel_reason)
    return survey


@transaction.atomic(durable=True)
def exclude(*, batch: Batch, reason: str, by: Any) -> Batch:
    """Leave a group of answers out of the results, for a reason that everybody reads."""
    lock(Survey, batch.survey_id)
    batch = lock(Batch, batch.pk)
    rules.check_can_exclude(by, batch)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    batch.excluded_at, batch.excluded_by, batch.exclusion_reason = clock.now(), by, reason.strip()
    batch.save(update_fields=["excluded_at", "excluded_by", "exclusion_reason"])
    changes = {"batch": batch.number, "answers": batch.size}
    record("monitoring.batch.excluded", batch.survey, by=by, changes=changes, reason=batch.exclusion_reason)
    return batch
