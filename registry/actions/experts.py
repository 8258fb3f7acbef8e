"""The experts' registry: who may be drawn, for which spheres, and with whom they have ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from registry.choices import AffiliationKind
from registry.models import Affiliation, Employment, Expert, Organisation, Region, Sphere
from registry.rules import identifiers, people, roles

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
    return enter(user=user, spheres=spheres, languages=languages, region=region, by=by)


def enter(
    *, user: User, spheres: Iterable[int], languages: Iterable[str], region: Region | None = None, by: Any
) -> Expert:
    """Enter a person with the next public number; a step. Raises Invalid."""
    numbers, spoken = sorted(set(spheres)), sorted(set(languages))
    faults = terms_faults(numbers, spoken)
    if Expert.objects.filter(user=user).exists():
        faults.append(Fault(_("This person is in the experts' registry already."), "email"))
    if faults:
        raise Invalid(*faults)
    number = _next_number()
    expert = Expert.objects.create(user=user, number=number, languages=spoken, region=region)
    expert.spheres.set(numbers)
    changes = {"number": [None, number], "spheres": [[], numbers], "languages": [[], spoken]}
    record("registry.expert.enrolled", expert, by=by, changes=changes)
    return expert


def known(*, user: User, by: Any) -> Expert:
    """A step: the person's row among the experts; a new one is not active, so that no draw can find it.

    For members of a commission, who score without having been enrolled.
    """
    found = Expert.objects.filter(user=user).first()
    if found:
        return found
    expert = Expert.objects.create(user=user, number=_next_number(), languages=[], is_active=False)
    record("registry.expert.enrolled", expert, by=by, changes={"number": [None, expert.number], "is_active": False})
    return expert


def _next_number() -> int:
    """The next public number; numbers are given one after the other, whoever enrols at the same time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [NUMBERING_LOCK])
    return int(Expert.objects.aggregate(last=Max("number"))["last"] or 0) + 1


@transaction.atomic(durable=True)
def update(
    *, expert: Expert, spheres: Iterable[int], languages: Iterable[str], region: Region | None, by: Any
) -> Expert:
    """Change for what an expert may be drawn. Raises NotPermitted or Invalid."""
    roles.check_can_enrol_expert(by)
    expert = lock(Expert, expert.pk)
    numbers, spoken = sorted(set(spheres)), sorted(set(languages))
    faults = terms_faults(numbers, spoken)
    if faults:
        raise Invalid(*faults)
    before = sorted(expert.spheres.values_list("pk", flat=True))
    changes: dict[str, list[Any]] = {
        "spheres": [before, numbers],
        "languages": [expert.languages, spoken],
        "region": [expert.region_id, region.pk if region else None],
    }
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes:
        expert.languages, expert.region = spoken, region
        expert.save(update_fields=["languages", "region"])
        expert.spheres.set(numbers)
        record("registry.expert.updated", expert, by=by, changes=changes)
    return expert


@transaction.atomic(durable=True)
def set_active(*, expert: Expert, is_active: bool, by: Any, reason: str = "") -> Expert:
    """Take an expert out of future draws, or back in, saying why. Raises NotPermitted or Invalid."""
    if by is not None:
        roles.check_can_enrol_expert(by)
        if not reason.strip():
            raise Invalid(Fault(_("Say why."), "reason"))
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
        expert=expert,
        organisation=organisation,
        kind=kind,
        since=since,
        defaults={"until": until, "entered_by": by, "entered_at": clock.now()},
    )
    if is_new:
        record("registry.affiliation.declared", tie, by=by, changes={"kind": ["", kind], "until": [None, until]})
    return tie


def tie(*, expert: Expert, values: Mapping[str, Any], by: Any) -> Affiliation:
    """The same for an organisation that is named by its ``bin``; ``kind``, ``since`` and ``until`` as there.

    Raises NotPermitted or Invalid.
    """
    organisation = Organisation.objects.filter(bin=identifiers.normalised(values["bin"])).first()
    if organisation is None:
        raise Invalid(Fault(_("There is no organisation with this BIN in the registry."), "bin"))
    period = (values.get("since"), values.get("until"))
    return declare_affiliation(expert=expert, organisation=organisation, kind=values["kind"], period=period, by=by)


@transaction.atomic(durable=True)
def end_affiliation(*, affiliation: Affiliation, until: dt.date, by: Any) -> Affiliation:
    """Say when a tie ended; it still counts for twelve months (rule R35). Raises NotPermitted, Invalid or Conflict."""
    tie = lock(Affiliation, affiliation.pk)
    people.check_can_see_expert(by, tie.expert)
    people.check_lasts(tie)
    _check_end(tie.since, until)
    tie.until = until
    tie.save(update_fields=["until"])
    record("registry.affiliation.ended", tie, by=by, changes={"until": [None, until]})
    return tie


@transaction.atomic(durable=True)
def declare_employment(*, expert: Expert, values: Mapping[str, Any], by: Any) -> Employment:
    """Enter where an expert works: ``employer_name``, ``employer_bin`` (may be ''), ``since``, ``until`` (may be None).

    The expert or an officer may; ``by`` None is the portal itself. Raises NotPermitted or Invalid.
    """
    if by is not None:
        people.check_can_see_expert(by, expert)
    number = identifiers.normalised(values.get("employer_bin") or "")
    name, since, until = values["employer_name"].strip(), values["since"], values.get("until")
    faults = [Fault(one.message, "employer_bin", one.rule) for one in identifiers.bin_faults(number)] if number else []
    if not name:
        faults.append(Fault(_("Enter the name of the employer."), "employer_name", "R35"))
    if until and until < since:
        faults.append(Fault(_("The work ends before it begins."), "until", "R35"))
    if faults:
        raise Invalid(*faults)
    work, is_new = Employment.objects.get_or_create(
        expert=expert,
        employer_bin=number,
        employer_name=name,
        since=since,
        defaults={"until": until, "entered_by": by, "entered_at": clock.now()},
    )
    if is_new:
        record("registry.employment.declared", work, by=by, changes={"since": [None, since], "until": [None, until]})
    return work


@transaction.atomic(durable=True)
def end_employment(*, employment: Employment, until: dt.date, by: Any) -> Employment:
    """Say when a work ended; it still counts for twelve months (rule R35). Raises NotPermitted, Invalid or Conflict."""
    work = lock(Employment, employment.pk)
    people.check_can_see_expert(by, work.expert)
    people.check_lasts(work)
    _check_end(work.since, until)
    work.until = until
    work.save(update_fields=["until"])
    record("registry.employment.ended", work, by=by, changes={"until": [None, until]})
    return work


def _check_end(since: dt.date | None, until: dt.date) -> None:
    if since and until < since:
        raise Invalid(Fault(_("The tie ends before it begins."), "until", "R35"))
    if until > local_date(clock.now()):
        raise Invalid(Fault(_("This day has not come yet."), "until"))


def terms_faults(spheres: list[int], languages: list[str]) -> list[Fault]:
    """What is wrong with the spheres and languages of an expert."""
    faults = []
    if Sphere.objects.filter(pk__in=spheres).count() != len(spheres) or not spheres:
        faults.append(Fault(_("Choose at least one sphere from the list."), "spheres", "R14"))
    if not languages or not set(languages) <= set(LANGUAGES):
        faults.append(Fault(_("Choose Kazakh, Russian or both."), "languages", "R28"))
    return faults
