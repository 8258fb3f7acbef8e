"""The experts' registry: who may be drawn, for which spheres, and with whom they have ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from registry.choices import AffiliationKind
from registry.models import Affiliation, Expert, Organisation, Region, Sphere
from registry.rules import roles

LANGUAGES = ("kk", "ru")
# Advisory lock under which the next public number is taken; any constant that nobody else uses.
NUMBERING_LOCK = 491_001


@transaction.atomic(durable=True)
def enrol(
    *, user: User, spheres: Iterable[int], languages: Iterable[str], region: Region | None = None, by: Any
) -> Expert:
    """Enter a person with the next public number. ``spheres`` are numbers, ``languages`` kk and ru.

    ``by`` None is the portal itself. Raises NotPermitted or Invalid.
    """
    if by is not None:
        roles.check_can_enrol_expert(by)
    numbers, spoken = sorted(set(spheres)), sorted(set(languages))
    _check(user, numbers, spoken)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])
    number = (Expert.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    expert = Expert.objects.create(user=user, number=number, languages=spoken, region=region)
    expert.spheres.set(numbers)
    changes = {"number": [None, number], "spheres": [[], numbers], "languages": [[], spoken]}
    record("registry.expert.enrolled", expert, by=by, changes=changes)
    return expert


@transaction.atomic(durable=True)
def set_active(*, expert: Expert, is_active: bool, by: Any, reason: str = "") -> Expert:
    """Take an expert out of future draws, or back in. Raises NotPermitted."""
    if by is not None:
        roles.check_can_enrol_expert(by)
    expert = lock(Expert, expert.pk)
    if expert.is_active != is_active:
        expert.is_active = is_active
        expert.save(update_fields=["is_active"])
        record(
            "registry.expert.updated", expert, by=by, changes={"is_active": [not is_active, is_active]}, reason=reason
        )
    return expert


@transaction.atomic(durable=True)
def declare_affiliation(
    *,
    expert: Expert,
    organisation: Organisation,
    kind: str,
    period: tuple[dt.date | None, dt.date | None] = (None, None),
    by: Any,
) -> Affiliation:
    """Enter a tie (rule R35) over ``period`` (since, until). The expert or an officer may; raises NotPermitted, Invalid."""
    if by is not None and by.pk != expert.user_id:
        roles.check_can_enrol_expert(by)
    since, until = period
    if kind not in AffiliationKind.values:
        raise Invalid(Fault(_("Choose the kind of tie from the list."), "kind", "R35"))
    if since and until and until < since:
        raise Invalid(Fault(_("The tie ends before it begins."), "until", "R35"))
    tie, is_new = Affiliation.objects.get_or_create(
        expert=expert, organisation=organisation, kind=kind, since=since, defaults={"until": until}
    )
    if is_new:
        record("registry.affiliation.declared", tie, by=by, changes={"kind": ["", kind], "until": [None, until]})
    return tie


def _check(user: User, spheres: list[int], languages: list[str]) -> None:
    faults = []
    if Expert.objects.filter(user=user).exists():
        faults.append(Fault(_("This person is in the experts' registry already."), "user"))
    if Sphere.objects.filter(pk__in=spheres).count() != len(spheres) or not spheres:
        faults.append(Fault(_("Choose at least one sphere from the list."), "spheres", "R14"))
    if not languages or not set(languages) <= set(LANGUAGES):
        faults.append(Fault(_("Choose Kazakh, Russian or both."), "languages", "R28"))
    if faults:
        raise Invalid(*faults)
