"""Entering organisations into the registry and changing their facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core import calendar, clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid, NotPermitted
from registry.actions import search, versions
from registry.choices import Language, LegalForm, OrganisationStatus, Role, VersionKind
from registry.models import DevelopmentGoal, Organisation, Sphere
from registry.rules import identifiers, links, places, roles
from registry.visibility import PERSONAL

# What the state says about an organisation: officers change it.
OFFICIAL_FIELDS = frozenset(
    {"bin", "name_kk", "name_ru", "name_en", "short_name_kk", "short_name_ru", "short_name_en"}
    | {"legal_form", "status", "region", "kato", "parent", "merged_into", "registered_on", "is_invented"}
)
# What an organisation says about itself: its head and editors change it.
OWN_FIELDS = frozenset(
    {"charter_goals", "description", "address", "email", "phone", "website", "head_name"}
    | {"is_charity", "has_volunteers", "sdgs", "languages"}
    | set(PERSONAL)
)
# Kept sorted and without doubles, so that the same choice in another order is no change.
LISTS = ("sdgs", "languages")
HIDDEN = "•••"


@transaction.atomic(durable=True)
def register(*, values: Mapping[str, Any], spheres: Iterable[int] = (), by: Any) -> Organisation:
    """Enter an organisation; ``values`` by field name, ``spheres`` their numbers.

    ``by`` None is the portal itself. Raises NotPermitted, or Invalid with every fault at its field.
    """
    if by is not None:
        roles.check_can_register_organisation(by)
    organisation = Organisation(**_known(values, OFFICIAL_FIELDS | OWN_FIELDS), created_at=clock.now())
    organisation.bin = identifiers.normalised(organisation.bin or "") or None
    _check(organisation)
    organisation.save(force_insert=True)
    numbers = _set_spheres(organisation, spheres)
    search.index(organisation)
    changes = {name: [None, getattr(organisation, name)] for name in values} | {"spheres": [[], numbers]}
    record("registry.organisation.registered", organisation, by=by, changes=_shown(changes))
    versions.keep(organisation, changes, by=by, kind=VersionKind.ENTERED, is_official=True)
    versions.keep_branches(organisation, None, by=by)
    return organisation


@transaction.atomic(durable=True)
def update(
    *,
    organisation: Organisation,
    values: Mapping[str, Any],
    spheres: Iterable[int] | None = None,
    by: Any,
    reason: str = "",
) -> Organisation:
    """Change facts; nothing is written, and no event, when nothing differs.

    The organisation's people change what it says about itself, officers also what the state says. Raises
    NotPermitted, or Invalid with every fault at its field.
    """
    organisation = lock(Organisation, organisation.pk)
    _check_may_change(by, organisation, values)
    head_office = organisation.parent
    changes = _apply(organisation, _known(values, OFFICIAL_FIELDS | OWN_FIELDS))
    _check(organisation)
    before = sorted(organisation.spheres.values_list("pk", flat=True))
    if spheres is not None and sorted(set(spheres)) != before:
        changes["spheres"] = [before, _set_spheres(organisation, spheres)]
    if changes:
        organisation.save()
        search.index(organisation)
        record("registry.organisation.updated", organisation, by=by, changes=_shown(changes), reason=reason)
        is_official = not OFFICIAL_FIELDS.isdisjoint(changes)
        versions.keep(organisation, changes, by=by, reason=reason, is_official=is_official)
        versions.keep_branches(organisation, head_office, by=by, reason=reason)
    return organisation


def _known(values: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    unknown = set(values) - fields
    if unknown:
        raise TypeError(f"an organisation has no field {sorted(unknown)} to set")
    return dict(values)


def _check_may_change(by: Any, organisation: Organisation, values: Mapping[str, Any]) -> None:
    if by is None or roles.has_role(by, Role.OFFICER):
        return
    roles.check_can_edit_organisation(by, organisation)
    if any(name in OFFICIAL_FIELDS and getattr(organisation, name) != value for name, value in values.items()):
        raise NotPermitted(_("Name, BIN, form, status and region come from the state register: ask an officer."))


def _apply(organisation: Organisation, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    changes: dict[str, list[Any]] = {}
    for name, value in values.items():
        if name == "bin":
            value = identifiers.normalised(value or "") or None  # noqa: PLW2901
        if name in LISTS:
            value = sorted(set(value))  # noqa: PLW2901
        if getattr(organisation, name) != value:
            changes[name] = [getattr(organisation, name), value]
            setattr(organisation, name, value)
    return changes


def _shown(changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Changes for the audit: that a personal field changed is told, what is in it is not."""
    return {
        name: [value and HIDDEN for value in pair] if name in PERSONAL else list(pair) for name, pair in changes.items()
    }


def _check(organisation: Organisation) -> None:
    faults = _bin_faults(organisation) + _fact_faults(organisation)
    faults += places.kato_faults(organisation) + links.faults(organisation) + _own_faults(organisation)
    if faults:
        raise Invalid(*faults)


def _bin_faults(organisation: Organisation) -> list[Fault]:
    number = organisation.bin
    if not number:
        if organisation.status == OrganisationStatus.ACTIVE:
            return [
                Fault(_("Enter the BIN: only records of organisations that do not work may lack it."), "bin", "R06")
            ]
        return []
    faults = identifiers.bin_faults(number)
    if faults:
        return faults
    if Organisation.objects.filter(bin=number).exclude(pk=organisation.pk).exists():
        return [Fault(_("An organisation with this BIN is in the registry already."), "bin", "R01")]
    return identifiers.form_faults(number, organisation.legal_form)


def _fact_faults(organisation: Organisation) -> list[Fault]:
    faults = []
    if not (organisation.name_kk or organisation.name_ru or organisation.name_en):
        faults.append(Fault(_("Enter the name in at least one language."), "name_kk"))
    if organisation.legal_form not in LegalForm.values:
        faults.append(Fault(_("Choose the legal form from the list."), "legal_form", "R08"))
    if organisation.status not in OrganisationStatus.values:
        faults.append(Fault(_("Choose the status from the list."), "status", "R13"))
    if not organisation.region_id:
        faults.append(Fault(_("Choose the region from the list."), "region", "R07"))
    today = calendar.local_date(clock.now())
    if organisation.registered_on and organisation.registered_on > today and not organisation.is_invented:
        faults.append(Fault(_("The date of registration is in the future."), "registered_on"))
    if organisation.head_iin:
        faults += identifiers.iin_faults(organisation.head_iin, on=today, field="head_iin")
    return faults


def _own_faults(organisation: Organisation) -> list[Fault]:
    faults = []
    if not set(organisation.sdgs) <= set(DevelopmentGoal.objects.values_list("number", flat=True)):
        faults.append(Fault(_("Choose goals from the list."), "sdgs"))
    if not set(organisation.languages) <= set(Language.values):
        faults.append(Fault(_("Choose languages from the list."), "languages"))
    return faults


def _set_spheres(organisation: Organisation, numbers: Iterable[int]) -> list[int]:
    wanted = sorted(set(numbers))
    known = set(Sphere.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    if known != set(wanted):
        raise Invalid(Fault(_("Choose spheres from the list."), "spheres", "R14"))
    organisation.spheres.set(wanted)
    return wanted
