"""Proposing an NGO for a premium, and the NGO's answer."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Invalid
from foundation.notifications.actions import notify
from foundation.notifications.letters import Letter
from foundation.notifications.wording import trilingual
from grants.actions import applications
from grants.choices import SectionName
from grants.models import Application, Call, Nomination
from grants.rules import nominations as rules
from grants.workflow import NOMINATION
from registry.models import Organisation, Sphere
from registry.queries.holders import writers_of

TOPIC = "grants.applications"
PROPOSED = Letter(
    TOPIC,
    gettext_noop("“%(ngo)s” is proposed for a premium"),
    gettext_noop(
        "Call “%(call)s”.\n\nWhy: %(reason)s\n\nThe proposal counts once your NGO accepts it: then it gets an application,"
        " which it fills in and sends in time."
    ),
)
ACCEPTED = Letter(
    TOPIC,
    gettext_noop("“%(ngo)s” has accepted your proposal"),
    gettext_noop("Call “%(call)s”. The NGO now fills in its application for the premium."),
)
DECLINED = Letter(
    TOPIC,
    gettext_noop("“%(ngo)s” has declined your proposal"),
    gettext_noop("Call “%(call)s”. The NGO does not take part on this proposal."),
)


@transaction.atomic(durable=True)
def propose(
    *,
    call: Call,
    organisation: Organisation,
    sphere: Sphere,
    reason: str,
    by: Any,
    made_for: Organisation | None = None,
) -> Nomination:
    """Propose ``organisation`` in the nomination ``sphere``, for oneself or for the NGO ``made_for``.

    It counts for nothing before the NGO accepts. Raises NotPermitted, Conflict, DeadlinePassed, or Invalid.
    """
    call = lock(Call, call.pk)
    rules.check_can_nominate(by, call, clock.now())
    found = rules.faults(by, call, organisation, sphere, reason, made_for)
    if found:
        raise Invalid(*found)
    nomination = Nomination.objects.create(
        call=call,
        organisation=organisation,
        sphere=sphere,
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=by,
        made_for=made_for,
    )
    record("grants.nomination.proposed", nomination, by=by, changes={"organisation": organisation, "sphere": sphere.pk})
    for person in writers_of(organisation):
        _tell(person, PROPOSED, nomination, reason=nomination.reason)
    return nomination


@transaction.atomic(durable=True)
def accept(*, nomination: Nomination, by: Any) -> Application:
    """The NGO takes the proposal up: its running application, or a new draft that stands in the nomination already."""
    nomination = _locked(nomination)
    step = NOMINATION.step("accept", nomination.status)
    rules.check_can_answer(by, nomination, clock.now())
    _answer(nomination, step.target, by)
    record(step.verb, nomination, by=by)
    application = applications.begin(nomination.call, nomination.organisation, by)
    section = application.sections.get(name=SectionName.NOMINATION)
    if section.version == 0:
        section.data = {"sphere": str(nomination.sphere_id)}
        section.save(update_fields=["data"])
    _tell(nomination.made_by, ACCEPTED, nomination)
    return application


@transaction.atomic(durable=True)
def decline(*, nomination: Nomination, by: Any) -> Nomination:
    """The NGO does not want it; the public never reads of it."""
    nomination = _locked(nomination)
    step = NOMINATION.step("decline", nomination.status)
    rules.check_can_answer(by, nomination, clock.now())
    _answer(nomination, step.target, by)
    record(step.verb, nomination, by=by)
    _tell(nomination.made_by, DECLINED, nomination)
    return nomination


@transaction.atomic(durable=True)
def withdraw(*, nomination: Nomination, by: Any) -> Nomination:
    """Who proposed takes it back before the NGO has answered."""
    nomination = _locked(nomination)
    step = NOMINATION.step("withdraw", nomination.status)
    rules.check_can_withdraw(by, nomination)
    _answer(nomination, step.target, by)
    record(step.verb, nomination, by=by)
    return nomination


def _locked(nomination: Nomination) -> Nomination:
    call = lock(Call, nomination.call_id)
    held = lock(Nomination, nomination.pk)
    held.call = call
    return held


def _answer(nomination: Nomination, status: str, by: Any) -> None:
    nomination.status, nomination.answered_at, nomination.answered_by = status, clock.now(), by
    nomination.save(update_fields=["status", "answered_at", "answered_by"])


def _tell(person: User, letter: Letter, nomination: Nomination, **values: str) -> None:
    context = {
        "ngo": trilingual(nomination.organisation, "name"),
        "call": trilingual(nomination.call, "title"),
        **values,
    }
    key = f"grants.nomination.{nomination.pk}.{nomination.status}"
    notify(to=person, letter=letter, context=context, link=nomination.get_absolute_url(), key=key)
