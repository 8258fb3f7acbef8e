"""Changing a call that has been announced: openly, with a reason, and with more time for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from evaluation.actions import rounds
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Invalid
from grants.actions import call_notices
from grants.actions.calls import keep_version
from grants.choices import ApplicationStatus
from grants.models import Call, CallVersion, Section
from grants.models.parts import parts_of
from grants.rules import amendments as rules


@transaction.atomic(durable=True)
def amend(*, call: Call, facts: Mapping[str, Any], reason: str, by: Any, version: int) -> CallVersion:
    """Change what an amendment may change, extend the window, and tell everybody who has started an application.

    ``facts`` may hold ``questions`` and ``spheres`` besides; ``version`` is the number of the version that the change
    was begun from: Conflict when somebody else has amended the call meanwhile. Raises Invalid with every fault,
    NotPermitted, Conflict or DeadlinePassed. Applications that were sent stay valid; drafts keep what was typed.
    """
    call = lock(Call, call.pk)
    rules.check_can_amend(by, call, clock.now())
    if not call.versions.exists():
        # Announced before versions were kept: what it says now was its announcement.
        keep_version(call, by=None)
    rules.check_is_newest(call, version)
    before, closed_at = _state(call), call.closes_at
    for name in rules.AMENDABLE:
        if name in facts and name != "spheres":
            setattr(call, name, facts[name])
    spheres = list(facts.get("spheres", call.spheres.all()))
    after = _state(call) | {"spheres": sorted(sphere.number for sphere in spheres)}
    changes = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    found = rules.faults(call, changes, closed_at, reason, clock.now())
    if found:
        raise Invalid(*found)
    call.save()
    call.spheres.set(spheres)
    _carry_over(call, by)
    kept = keep_version(call, by=by, reason=reason.strip())
    record("grants.call.amended", call, by=by, changes={**changes, "version": kept.number}, reason=kept.reason)
    call_notices.tell_amended(kept)
    return kept


def _state(call: Call) -> dict[str, Any]:
    """What can be amended, as it is now."""
    numbers = sorted(call.spheres.values_list("number", flat=True))
    return {name: getattr(call, name) for name in rules.AMENDABLE if name != "spheres"} | {"spheres": numbers}


def _carry_over(call: Call, by: Any) -> None:
    """The round follows the call, and drafts get the sections that the call asks for now."""
    if call.round is not None:
        titles = {language: getattr(call, f"title_{language}") for language in ("kk", "ru", "en")}
        rounds.adjust(round=call.round, titles=titles, spheres=call.spheres.all(), budget=call.budget, by=by)
    open_ones = call.applications.filter(status__in=(ApplicationStatus.DRAFT, ApplicationStatus.SUBMITTED))
    wanted = [Section(application=one, name=name) for one in open_ones for name in parts_of(call)]
    Section.objects.bulk_create(wanted, ignore_conflicts=True)
