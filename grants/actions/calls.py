"""The operator's steps before a call opens: create, edit, announce."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.actions import rounds
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Invalid
from grants.models.calls import Call
from grants.rules import calls as rules
from grants.workflow import CALL
from registry.models import Body

SUBJECT = "grants.call"
# What an officer writes; status, numbers and moments are written by actions alone.
FACTS = (
    "slug",
    "number_prefix",
    "kind",
    "title_kk",
    "title_ru",
    "title_en",
    "summary_kk",
    "summary_ru",
    "summary_en",
    "opens_at",
    "closes_at",
    "budget",
    "amount_min",
    "amount_max",
    "months_min",
    "months_max",
    "languages",
    "eligibility",
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
    _write(call, facts)
    record("grants.call.created", call, by=by, changes=_changes({}, call))
    return call


@transaction.atomic(durable=True)
def edit(*, call: Call, facts: Mapping[str, Any], by: Any) -> Call:
    """Change a call in preparation. Raises NotPermitted, or Conflict once it is announced."""
    call = lock(Call, call.pk)
    rules.check_can_edit(by, call)
    before = _facts_of(call)
    _write(call, facts)
    record("grants.call.edited", call, by=by, changes=_changes(before, call))
    return call


@transaction.atomic(durable=True)
def announce(*, call: Call, by: Any) -> Call:
    """Freeze the conditions and the rubric, prepare the round of evaluation, and make the call public (rule R40).

    Raises Invalid with every fault, NotPermitted or TransitionNotAllowed.
    """
    call = lock(Call, call.pk)
    rules.check_can_create(by, call.operator)
    step, now = CALL.step("announce", call.status), clock.now()
    faults = rules.announcement_faults(call, now)
    if faults:
        raise Invalid(*faults, message=_("The call cannot be announced yet."))
    call.round = _announced_round(call, by)
    call.status, call.announced_at = step.target, now
    call.save(update_fields=["round", "status", "announced_at"])
    record(step.verb, call, by=by, changes=_facts_of(call))
    return call


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
        budget=call.budget,
        by=by,
    )
    return rounds.announce(round=prepared, by=by)


def _write(call: Call, facts: Mapping[str, Any]) -> None:
    for name in FACTS:
        if name in facts:
            setattr(call, name, facts[name])
    call.save()
    if "spheres" in facts:
        call.spheres.set(facts["spheres"])


def _facts_of(call: Call) -> dict[str, Any]:
    facts = {name: getattr(call, name) for name in FACTS}
    return facts | {"spheres": [sphere.number for sphere in call.spheres.all()]}


def _changes(before: Mapping[str, Any], call: Call) -> dict[str, Any]:
    after = _facts_of(call)
    return {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
