"""A competition from its start to the end of nominations, and its end before time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.actions import composing, followers
from councils.actions.formation import notices
from councils.choices import CandidateStatus, FormationKind, TermStatus
from councils.models import Candidate, Council, Formation, GroupMember, Term
from councils.rules import councils
from councils.rules import formation as rules
from councils.workflow import CANDIDACY, FORMATION
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, refuse

TERMS = ("places", "state_places", "about_kk", "about_ru", "nominations_until")


@transaction.atomic(durable=True)
def start(*, council: Council, values: Mapping[str, Any], by: Any) -> Formation:
    """Start to form: ``kind``, ``places``, ``state_places``. Raises NotPermitted, Conflict, Invalid (R50, R52, R54)."""
    council = lock(Council, council.pk)
    councils.check_serves(by, council)
    rules.check_no_other(council)
    today = local_date(clock.now())
    sitting = council.terms.filter(status=TermStatus.SITTING).first()
    given = {"state_places": 0, **values}
    refuse(rules.start_faults(council, given, sitting, today))
    is_renewal = given["kind"] == FormationKind.RENEWAL
    last = council.formations.order_by("-number").first()
    formation = Formation.objects.create(
        council=council,
        term=_next_term(council, given["places"], by) if is_renewal else sitting,  # type: ignore[misc]  # a by-election without one was refused above
        number=last.number + 1 if last else 1,
        kind=given["kind"],
        places=given["places"],
        state_places=given["state_places"],
        started_on=today,
        due_on=rules.renewal_due_on(sitting) if is_renewal and sitting else None,
    )
    changes = {"kind": formation.kind, "places": formation.places, "state_places": formation.state_places}
    record("councils.formation.started", formation, by=by, changes=changes)
    return formation


def _next_term(council: Council, size: int, by: Any) -> Term:
    """The composition that is formed; one begun before takes the new size."""
    forming = council.terms.select_for_update().filter(status=TermStatus.FORMING).first()
    if forming is None:
        return composing.begin_term(council, size, by)
    forming.size = size
    forming.save(update_fields=["size"])
    return forming


@transaction.atomic(durable=True)
def change(*, formation: Formation, values: Mapping[str, Any], by: Any) -> Formation:
    """Write the announcement: ``about_kk``, ``about_ru``, ``nominations_until`` and the numbers. Raises Invalid."""
    formation = locked(formation)
    rules.check_can_change(by, formation)
    given = {name: getattr(formation, name) for name in TERMS} | {**values, "kind": formation.kind}
    sitting = formation.council.terms.filter(status=TermStatus.SITTING).first()
    refuse(rules.start_faults(formation.council, given, sitting, formation.started_on))
    changes = {}
    for name in TERMS:
        if getattr(formation, name) != given[name]:
            changes[name] = [getattr(formation, name), given[name]]
            setattr(formation, name, given[name])
    if changes:
        formation.save(update_fields=list(changes))
        if formation.kind == FormationKind.RENEWAL:
            _next_term(formation.council, formation.places, by)
        record("councils.formation.changed", formation, by=by, changes=changes)
    return formation


@transaction.atomic(durable=True)
def name_group(*, formation: Formation, members: Sequence[rules.NewGroupMember], by: Any) -> Formation:
    """Name the working group anew, as a whole. Raises NotPermitted, Conflict, Invalid with all faults (rule R51)."""
    formation = locked(formation)
    rules.check_can_name_group(by, formation)
    refuse(rules.group_faults(members, local_date(clock.now())))
    standing = formation.candidates.filter(email__in=[one.user.email.lower() for one in members])
    if standing.exclude(status__in=(CandidateStatus.WITHDRAWN, CandidateStatus.LAPSED)).exists():
        raise Invalid(Fault(_("A candidate cannot be in the working group.")))
    formation.group.all().delete()
    GroupMember.objects.bulk_create(
        GroupMember(
            formation=formation,
            user=one.user,
            full_name=str(one.user),
            side=one.side,
            organisation=one.organisation,
            is_head=one.is_head,
        )
        for one in members
    )
    changes = {"members": len(members), "from_state": sum(one.side == "state" for one in members)}
    record("councils.formation.group_named", formation, by=by, changes=changes)
    return formation


@transaction.atomic(durable=True)
def announce(*, formation: Formation, by: Any) -> Formation:
    """Open nominations to everybody. Raises NotPermitted, TransitionNotAllowed, Invalid."""
    formation = locked(formation)
    councils.check_serves(by, formation.council)
    step = FORMATION.step("announce", formation.status)
    refuse(rules.announce_faults(formation, clock.now()))
    formation.status, formation.announced_at = step.target, clock.now()
    formation.save(update_fields=["status", "announced_at"])
    record(step.verb, formation, by=by, changes={"until": formation.nominations_until})
    notices.tell_followers(formation, followers.COMPETITION, "announced")
    return formation


@transaction.atomic(durable=True)
def close(*, formation: Formation, by: Any) -> Formation:
    """End nominations once their moment is over; who has not given consent by then stands no more."""
    formation = locked(formation)
    councils.check_serves(by, formation.council)
    step = FORMATION.step("close", formation.status)
    rules.check_can_close(formation, clock.now())
    for one in formation.candidates.select_for_update().filter(status=CandidateStatus.NOMINATED):
        _lapse(one, by)
    formation.status = step.target
    formation.save(update_fields=["status"])
    record(step.verb, formation, by=by)
    return formation


def _lapse(candidate: Candidate, by: Any) -> None:
    step = CANDIDACY.step("lapse", candidate.status)
    candidate.status = step.target
    candidate.save(update_fields=["status"])
    record(step.verb, candidate, by=by)


@transaction.atomic(durable=True)
def extend(*, formation: Formation, until: dt.datetime, reason: str, by: Any) -> Formation:
    """Open nominations again until a later moment, with the reason that everybody reads. Candidates stay."""
    formation = locked(formation)
    councils.check_serves(by, formation.council)
    step = FORMATION.step("extend", formation.status)
    faults = rules.until_faults(until, clock.now())
    if not reason.strip():
        faults.append(Fault(_("Give the reason."), "reason"))
    refuse(faults)
    before, formation.nominations_until, formation.status = formation.nominations_until, until, step.target
    formation.extension = reason.strip()
    formation.save(update_fields=["nominations_until", "status", "extension"])
    record(step.verb, formation, by=by, changes={"until": [before, until]}, reason=formation.extension)
    notices.tell_followers(formation, followers.COMPETITION, f"extended.{until.isoformat()}")
    return formation


@transaction.atomic(durable=True)
def cancel(*, formation: Formation, reason: str, by: Any) -> Formation:
    """End the competition without members, with the reason that everybody reads."""
    formation = locked(formation)
    councils.check_serves(by, formation.council)
    step = FORMATION.step("cancel", formation.status)
    if not reason.strip():
        raise Invalid(Fault(_("Give the reason."), "reason"))
    formation.status, formation.cancel_reason = step.target, reason.strip()
    formation.save(update_fields=["status", "cancel_reason"])
    record(step.verb, formation, by=by, reason=formation.cancel_reason)
    return formation


def locked(formation: Formation) -> Formation:
    """The competition, locked after its council."""
    council = lock(Council, formation.council_id)
    formation = lock(Formation, formation.pk)
    formation.council = council
    return formation
