"""Recommendations: written, sent, replied one by one, done."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import notices
from councils.choices import RecommendationStatus, ReplyKind
from councils.models import Council, Motion, Recommendation, Reply
from councils.rules import councils
from councils.rules import recommendations as rules
from councils.workflow import RECOMMENDATION
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid, refuse
from registry.models import Body


@transaction.atomic(durable=True)
def write(*, council: Council, addressee: Body, text: str, motion: Motion | None = None, by: Any) -> Recommendation:
    """Write a recommendation to one body, with the vote that it stands on, if there was one. Raises Invalid."""
    council = lock(Council, council.pk)
    councils.check_serves(by, council)
    refuse(rules.text_faults(text, motion))
    return _new(council, addressee, text, motion, by)


def issue(*, council: Council, addressee: Body, text: str, by: Any) -> Recommendation:
    """Write and send at once what another act of the council asks for. A step: the council is locked by its caller."""
    one = _new(council, addressee, text, None, by)
    return _send(one, by)


def _new(council: Council, addressee: Body, text: str, motion: Motion | None, by: Any) -> Recommendation:
    last = council.recommendations.order_by("-number").first()
    one = Recommendation.objects.create(
        council=council,
        number=last.number + 1 if last else 1,
        motion=motion,
        addressee=addressee,
        text=text.strip(),
        created_by=by,
    )
    record("councils.recommendation.written", one, by=by, changes={"addressee": addressee})
    return one


@transaction.atomic(durable=True)
def change(*, recommendation: Recommendation, addressee: Body, text: str, by: Any) -> Recommendation:
    """Change one that is not sent yet."""
    one = _locked(recommendation)
    councils.check_serves(by, one.council)
    if one.status != RecommendationStatus.DRAFT:
        raise Conflict(_("It has been sent: its words stay."))
    refuse(rules.text_faults(text, one.motion))
    changes = {"addressee": [one.addressee, addressee], "text": [one.text, text.strip()]}
    one.addressee, one.text = addressee, text.strip()
    one.save(update_fields=["addressee", "text"])
    record("councils.recommendation.changed", one, by=by, changes=changes)
    return one


@transaction.atomic(durable=True)
def send(*, recommendation: Recommendation, by: Any) -> Recommendation:
    """Send it; the reply is due ten working days later (rule R61), and everybody can follow it from now on."""
    one = _locked(recommendation)
    councils.check_serves(by, one.council)
    return _send(one, by)


def _send(one: Recommendation, by: Any) -> Recommendation:
    step = RECOMMENDATION.step("send", one.status)
    one.status, one.sent_at = step.target, clock.now()
    one.reply_due_on = rules.due_on(local_date(one.sent_at))
    one.save(update_fields=["status", "sent_at", "reply_due_on"])
    record(step.verb, one, by=by, changes={"addressee": one.addressee, "due_on": one.reply_due_on})
    notices.tell_sent(one)
    return one


@transaction.atomic(durable=True)
def reply(*, recommendation: Recommendation, kind: str, text: str, do_until: dt.date | None, by: Any) -> Reply:
    """The body's reasoned reply to this one recommendation. Raises NotPermitted, TransitionNotAllowed, Invalid."""
    one = _locked(recommendation)
    rules.check_replies(by, one.addressee)
    today = local_date(clock.now())
    step = RECOMMENDATION.step("decline" if kind == ReplyKind.DECLINED else "promise", one.status)
    refuse(rules.reply_faults(kind, text, do_until, today))
    made = Reply.objects.create(
        recommendation=one,
        kind=kind,
        text=text.strip(),
        do_until=None if kind == ReplyKind.DECLINED else do_until,
        made_at=clock.now(),
        made_by=by,
        is_late=one.reply_due_on is not None and today > one.reply_due_on,
    )
    one.status, one.do_until = step.target, made.do_until
    one.save(update_fields=["status", "do_until"])
    record(step.verb, one, by=by, changes={"kind": kind, "late": made.is_late}, reason=made.text)
    notices.tell_replied(one)
    return made


@transaction.atomic(durable=True)
def return_reply(*, recommendation: Recommendation, reason: str, by: Any) -> Recommendation:
    """The council finds that the reply is no answer: a new one is due ten working days from now."""
    one = _locked(recommendation)
    councils.check_serves(by, one.council)
    step = RECOMMENDATION.step("return", one.status)
    if not reason.strip():
        raise Invalid(Fault(_("Say what the reply does not answer."), "reason"))
    newest = one.replies.order_by("-pk").first()
    if newest is not None:
        newest.returned_reason = reason.strip()
        newest.save(update_fields=["returned_reason"])
    one.status, one.do_until, one.last_reminder = step.target, None, 0
    one.reply_due_on = rules.due_on(local_date(clock.now()))
    one.save(update_fields=["status", "do_until", "last_reminder", "reply_due_on"])
    record(step.verb, one, by=by, changes={"due_on": one.reply_due_on}, reason=reason.strip())
    notices.tell_returned(one, reason.strip())
    return one


@transaction.atomic(durable=True)
def finish(*, recommendation: Recommendation, result: str, by: Any) -> Recommendation:
    """The body says what came of it, in words that everybody reads."""
    one = _locked(recommendation)
    rules.check_replies(by, one.addressee)
    step = RECOMMENDATION.step("finish", one.status)
    if not result.strip():
        raise Invalid(Fault(_("Say what was done."), "result"))
    one.status, one.done_at, one.result = step.target, clock.now(), result.strip()
    one.save(update_fields=["status", "done_at", "result"])
    record(step.verb, one, by=by, reason=one.result)
    return one


def remind(*, today: dt.date) -> int:
    """Tell bodies of replies that are due and overdue, each step of the ladder once. Returns how many were told."""
    waiting = Recommendation.objects.filter(status=RecommendationStatus.SENT).values_list("pk", flat=True)
    return sum(_remind(pk, today) for pk in waiting.order_by("pk"))


@transaction.atomic(durable=True)
def _remind(pk: int, today: dt.date) -> bool:
    one = lock(Recommendation, pk)
    if one.status != RecommendationStatus.SENT or one.reply_due_on is None:
        return False
    steps = rules.steps_due(one, today)
    if steps <= one.last_reminder:
        return False
    one.last_reminder = steps
    one.save(update_fields=["last_reminder"])
    record("councils.recommendation.reminded", one, changes={"step": steps, "due_on": one.reply_due_on})
    notices.tell_due(one, steps, is_overdue=today > one.reply_due_on)
    return True


def _locked(recommendation: Recommendation) -> Recommendation:
    """The recommendation, locked after its council."""
    council = lock(Council, recommendation.council_id)
    one = lock(Recommendation, recommendation.pk)
    one.council = council
    return one
