"""Needs: proposed by anybody signed in, supported, answered one by one by the akimat."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse
from foundation.core.text import fold
from registry.models import Region
from registry.rules.places import place_code
from socialorder.actions.needs import notices
from socialorder.choices import NeedStatus
from socialorder.models import Need, NeedSupport, Topic
from socialorder.rules import needs as rules
from socialorder.rules.offices import text_faults
from socialorder.workflow import NEED

FACTS = ("sphere", "title", "people", "people_count", "problem", "effect")


@transaction.atomic(durable=True)
def propose(*, region: Region, place: str, values: Mapping[str, Any], by: Any) -> Need:
    """Propose a need for a place. ``place`` is a name or a KATO code. Raises NotPermitted, Conflict or Invalid."""
    rules.check_can_propose(by)
    code, faults = place_code(place, region)
    refuse([*faults, *rules.need_faults(values)])
    fingerprint = hashlib.sha256(fold(f"{values['title']} {values['problem']}").encode()).hexdigest()
    mine = Need.objects.filter(author=by, region=region, fingerprint=fingerprint)
    if mine.exclude(status=NeedStatus.WITHDRAWN).exists():
        raise Invalid(Fault(_("You have proposed this already, in the same words."), "title"))
    facts = {name: values[name] for name in FACTS}
    need = Need.objects.create(
        author=by, region=region, kato=code, fingerprint=fingerprint, proposed_at=clock.now(), **facts
    )
    record("socialorder.need.proposed", need, by=by, changes={"region": region.pk, "kato": code})
    return need


@transaction.atomic(durable=True)
def support(*, need: Need, by: Any) -> None:
    """Support a need, once; a support that was taken back is given again."""
    need = lock(Need, need.pk)
    rules.check_can_support(by, need)
    NeedSupport.objects.update_or_create(
        need=need, person=by, defaults={"given_at": clock.now(), "taken_back_at": None}
    )


@transaction.atomic(durable=True)
def take_back(*, need: Need, by: Any) -> None:
    """Support it no more."""
    need = lock(Need, need.pk)
    rules.check_can_support(by, need)
    need.supports.filter(person=by, taken_back_at=None).update(taken_back_at=clock.now())


@transaction.atomic(durable=True)
def take(*, need: Need, topic: Topic, answer: str, by: Any) -> Need:
    """Link the need to a topic of a plan. Raises NotPermitted, TransitionNotAllowed or Invalid."""
    need = lock(Need, need.pk)
    office = rules.office_that_answers(by, need)
    step = NEED.step("take", need.status)
    refuse(rules.topic_faults(topic, need))
    need.topic = topic
    return _answered(need, step, office, answer, by)


@transaction.atomic(durable=True)
def decline(*, need: Need, answer: str, by: Any) -> Need:
    """Say why it is not taken; everybody reads it."""
    need = lock(Need, need.pk)
    office = rules.office_that_answers(by, need)
    step = NEED.step("decline", need.status)
    refuse(text_faults(answer, _("Give the reason. Everybody reads it."), "answer"))
    return _answered(need, step, office, answer, by)


def _answered(need: Need, step: Any, office: Any, answer: str, by: Any) -> Need:
    old = need.status
    need.status, need.answer, need.body = step.target, answer.strip(), office
    need.answered_at, need.answered_by = clock.now(), by
    need.save(update_fields=["status", "answer", "body", "topic", "answered_at", "answered_by"])
    changes = {"status": [old, need.status], "topic": need.topic_id}
    record(step.verb, need, by=by, changes=changes, reason=need.answer)
    notices.tell_answered(need)
    return need


@transaction.atomic(durable=True)
def reopen(*, need: Need, reason: str, by: Any) -> Need:
    """Take the answer back, with a reason: the need waits again."""
    need = lock(Need, need.pk)
    rules.office_that_answers(by, need)
    step = NEED.step("reopen", need.status)
    refuse(text_faults(reason, _("Say why the answer is taken back."), "reason"))
    changes = {"status": [need.status, step.target], "answer": [need.answer, ""], "topic": [need.topic_id, None]}
    need.status, need.answer, need.topic, need.body = step.target, "", None, None
    need.answered_at = need.answered_by = None
    need.save(update_fields=["status", "answer", "topic", "body", "answered_at", "answered_by"])
    record(step.verb, need, by=by, changes=changes, reason=reason.strip())
    return need


@transaction.atomic(durable=True)
def withdraw(*, need: Need, by: Any) -> Need:
    """Its author takes it back before it is answered."""
    need = lock(Need, need.pk)
    rules.check_can_withdraw(by, need)
    step = NEED.step("withdraw", need.status)
    need.status = step.target
    need.save(update_fields=["status"])
    record(step.verb, need, by=by)
    return need


@transaction.atomic(durable=True)
def hide(*, need: Need, reason: str, by: Any) -> Need:
    """Hide insults or personal data from the public; the author reads why."""
    need = lock(Need, need.pk)
    rules.office_that_answers(by, need)
    refuse(text_faults(reason, _("Say why it is hidden."), "reason"))
    if need.hidden_at is not None:
        raise Conflict(_("It is hidden already."))
    need.hidden_at, need.hidden_reason = clock.now(), reason.strip()
    need.save(update_fields=["hidden_at", "hidden_reason"])
    record("socialorder.need.hidden", need, by=by, reason=need.hidden_reason)
    notices.tell_hidden(need)
    return need
