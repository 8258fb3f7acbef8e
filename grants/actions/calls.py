"""The operator's steps before a call opens: create, edit, announce now or at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.actions import rounds
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import DomainError, Invalid
from grants.actions import call_notices
from grants.models.call_versions import CallVersion, plain_facts
from grants.models.calls import Call
from grants.models.quotas import declared
from grants.models.regranting import Regranting
from grants.queries.phase_terms import terms_at_announcement
from grants.rules import calls as rules
from grants.rules.call_questions import question_faults
from grants.workflow import CALL
from registry.models import Body

SUBJECT = "grants.call"
TERMS = ("check_days", "scoring_days")
# What an officer writes; status, numbers and moments are written by actions alone.
FACTS = (
    "slug",
    "number_prefix",
    "kind",
    "direction",
    "title_kk",
    "title_ru",
    "title_en",
    "summary_kk",
    "summary_ru",
    "summary_en",
    "opens_at",
    "closes_at",
    "enquiries_until",
    "window_reason",
    "budget",
    "amount_min",
    "amount_max",
    "is_shared",
    "regranting",
    "months_min",
    "months_max",
    "languages",
    "eligibility",
    "requires_signature",
    "applications_max",
    "allows_return",
    "correction_days",
    "acceptance_days",
    "check_appeal_days",
    "appeal_days",
    "review_days",
    "reserve_size",
    "names_experts",
    "rubric",
    "main_seats",
    "reserve_seats",
    "is_blind",
    "experts_per_entry",
    "has_discussion",
    "extra_over",
    "answer_days",
    "check_days",
    "scoring_days",
    "commission_rubric",
    "is_invented",
    "note_kk",
    "note_ru",
    "note_en",
)


@transaction.atomic(durable=True)
def create(*, operator: Body, facts: Mapping[str, Any], by: Any) -> Call:
    """A call in preparation. ``facts``: values for FACTS (those that are absent keep their defaults) and ``spheres``.

    Raises NotPermitted; IntegrityError for a slug or prefix that is taken (the form asks before).
    """
    rules.check_can_create(by, operator)
    call = Call(operator=operator, created_at=clock.now())
    write(call, facts)
    record("grants.call.created", call, by=by, changes=changes_since({}, call))
    return call


@transaction.atomic(durable=True)
def edit(*, call: Call, facts: Mapping[str, Any], by: Any) -> Call:
    """Change a call in preparation. Raises NotPermitted, or Conflict once it is announced."""
    call = lock(Call, call.pk)
    rules.check_can_edit(by, call)
    before = facts_of(call)
    write(call, facts)
    record("grants.call.edited", call, by=by, changes=changes_since(before, call))
    return call


@transaction.atomic(durable=True)
def announce(*, call: Call, by: Any) -> Call:
    """Freeze the conditions and the rubric, prepare the round of evaluation, and make the call public (rule R40).

    Raises Invalid with every fault, NotPermitted or TransitionNotAllowed.
    """
    return _announce(lock(Call, call.pk), by)


def _announce(call: Call, by: Any) -> Call:
    rules.check_can_create(by, call.operator)
    step, now = CALL.step("announce", call.status), clock.now()
    hold_part(call)
    faults = rules.announcement_faults(call, now)
    if faults:
        raise Invalid(*faults, message=_("The call cannot be announced yet."))
    call.round = _announced_round(call, by)
    call.check_days, call.scoring_days = terms_at_announcement(call)
    call.status, call.announced_at = step.target, now
    call.announce_at = call.announce_by = None
    call.save(update_fields=["round", "status", "announced_at", "announce_at", "announce_by", *TERMS])
    keep_version(call, by=by)
    record(step.verb, call, by=by, changes=facts_of(call))
    return call


@transaction.atomic(durable=True)
def schedule(*, call: Call, moment: dt.datetime, by: Any) -> Call:
    """Have the call announced by itself at ``moment``; until then it can be edited, set anew or taken off the clock.

    Raises Invalid with everything that would stand in the way at that moment.
    """
    call = lock(Call, call.pk)
    rules.check_can_edit(by, call)
    found = rules.schedule_faults(call, moment, clock.now())
    if found:
        raise Invalid(*found, message=_("The call cannot be announced yet."))
    before, call.announce_at, call.announce_by = call.announce_at, moment, by
    call.save(update_fields=["announce_at", "announce_by"])
    record("grants.call.scheduled", call, by=by, changes={"announce_at": [before, moment]})
    return call


@transaction.atomic(durable=True)
def unschedule(*, call: Call, by: Any) -> Call:
    """Take the announcement off the clock; a second press changes nothing."""
    call = lock(Call, call.pk)
    rules.check_can_edit(by, call)
    if call.announce_at is None:
        return call
    before = _off_the_clock(call)
    record("grants.call.unscheduled", call, by=by, changes={"announce_at": [before, None]})
    return call


@transaction.atomic(durable=True)
def announce_due(*, call: Call) -> bool:
    """Announce ``call`` if its moment has come; returns whether it was announced now.

    A second worker, or a second tick, finds it announced and does nothing. When something stands in the way, or who
    ordered it is no officer any more, the call goes off the clock and that person is told why.
    """
    call = lock(Call, call.pk)
    if call.announce_at is None or call.announce_by is None or call.announce_at > clock.now():
        return False
    by, moment = call.announce_by, call.announce_at
    try:
        with transaction.atomic():
            _announce(call, by)
    except DomainError as refusal:
        call.refresh_from_db()
        _off_the_clock(call)
        record("grants.call.not_announced", call, changes={"announce_at": [moment, None]}, reason=str(refusal))
        call_notices.tell_not_announced(call, by, moment, str(refusal))
        return False
    return True


def _off_the_clock(call: Call) -> dt.datetime | None:
    before = call.announce_at
    call.announce_at = call.announce_by = None
    call.save(update_fields=["announce_at", "announce_by"])
    return before


@transaction.atomic(durable=True)
def write_questions(*, call: Call, questions: list[dict[str, Any]], by: Any) -> Call:
    """Replace the own questions of a call in preparation. Raises Invalid with what is wrong with them, or Conflict."""
    call = lock(Call, call.pk)
    rules.check_can_edit(by, call)
    before, call.questions = call.questions, questions
    found = question_faults(questions)
    if found:
        raise Invalid(*found)
    call.save(update_fields=["questions"])
    record("grants.call.questions_written", call, by=by, changes={"questions": [before, questions]})
    return call


def keep_version(call: Call, *, by: Any, reason: str = "") -> CallVersion:
    """A step: keep what the call says now as its next version; the first one stands for the announcement."""
    last = call.versions.order_by("-number").values_list("number", flat=True).first() or 0
    return CallVersion.objects.create(
        call=call, number=last + 1, facts=plain_facts(call), reason=reason, made_at=clock.now(), made_by=by
    )


def hold_part(call: Call) -> None:
    """A step: two calls from one part of a grant are announced one after the other, so their sum is always seen."""
    if call.regranting_id is not None:
        call.regranting = lock(Regranting, call.regranting_id)


def _announced_round(call: Call, by: Any) -> Any:
    prepared = rounds.prepare(
        body=call.operator,
        rubric=call.rubric,
        subject_type=SUBJECT,
        subject_id=str(call.pk),
        titles={language: getattr(call, f"title_{language}") for language in ("kk", "ru", "en")},
        spheres=list(call.spheres.all()),
        main_seats=call.main_seats,
        reserve_seats=call.reserve_seats,
        is_blind=call.is_blind,
        experts_per_entry=call.experts_per_entry,
        has_discussion=call.has_discussion,
        extra_over=call.extra_over,
        answer_days=call.answer_days,
        budget=call.budget,
        quotas=declared(call),
        by=by,
    )
    return rounds.announce(round=prepared, by=by)


def write(call: Call, facts: Mapping[str, Any]) -> None:
    """A step: the facts of FACTS and ``spheres`` that are given."""
    for name in FACTS:
        if name in facts:
            setattr(call, name, facts[name])
    call.save()
    if "spheres" in facts:
        call.spheres.set(facts["spheres"])


def facts_of(call: Call) -> dict[str, Any]:
    """The values of FACTS, and the numbers of the spheres."""
    facts = {name: getattr(call, name) for name in FACTS}
    return facts | {"spheres": [sphere.number for sphere in call.spheres.all()]}


def changes_since(before: Mapping[str, Any], call: Call) -> dict[str, Any]:
    """What differs from ``before``, as [old, new] by name."""
    after = facts_of(call)
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
