"""Versions of a record. All of these are steps: they join the transaction of the change that they tell of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import models

from foundation.core import clock
from foundation.core.db import lock
from registry.choices import ActorKind, Role, VersionKind
from registry.models import Organisation, OrganisationVersion
from registry.rules import roles
from registry.visibility import COMPUTED, ONLY_NAMED, PUBLIC, public_founder


def keep(
    organisation: Organisation,
    changes: Mapping[str, list[Any]],
    *,
    by: Any,
    reason: str = "",
    kind: str = VersionKind.CHANGED,
    is_official: bool = False,
) -> OrganisationVersion:
    """Write a version. ``changes`` maps a field to ``[old, new]``; of a personal one only that it changed is kept."""
    return OrganisationVersion.objects.create(
        organisation=organisation,
        at=clock.now(),
        kind=kind,
        reason=reason,
        changes={
            name: None if name in ONLY_NAMED else [plain(value) for value in pair] for name, pair in changes.items()
        },
        **actor(by, organisation, is_official=is_official),
    )


def keep_branches(branch: Organisation, before: Organisation | None, *, by: Any, reason: str = "") -> None:
    """Tell the head offices whose list of branches a change of ``branch`` has changed; ``before`` is the old one."""
    after = branch.parent
    if before == after:
        return
    # In the order of their keys, so that two of these never wait for each other.
    for pk in sorted(one.pk for one in (before, after) if one is not None):
        head_office = lock(Organisation, pk)
        now = sorted(head_office.branches.values_list("pk", flat=True))
        then = [one for one in now if one != branch.pk] if branch.pk in now else sorted([*now, branch.pk])
        keep(head_office, {"branches": [then, now]}, by=by, reason=reason, is_official=True)


def said(organisation: Organisation) -> dict[str, Any]:
    """Everything that the record says in public, as versions keep it: to be compared with what it says later."""
    organisation = Organisation.objects.with_card().get(pk=organisation.pk)
    names = (*(name for name in PUBLIC if name not in COMPUTED), "region", "parent", "merged_into", "registered_on")
    return {name: plain(getattr(organisation, name)) for name in names} | {
        "spheres": sorted(sphere.pk for sphere in organisation.spheres.all()),
        "founders": founders_of(organisation),
        "branches": sorted(organisation.branches.values_list("pk", flat=True)),
        "logo": organisation.logo and organisation.logo.sha256,
    }


def keep_difference(organisation: Organisation, before: Mapping[str, Any], *, by: Any, reason: str = "") -> None:
    """A version of all that differs from ``before`` (of ``said``); none when nothing does."""
    now = said(organisation)
    changes = {name: [old, now[name]] for name, old in before.items() if old != now[name]}
    if changes:
        keep(organisation, changes, by=by, reason=reason, is_official=True)


def founders_of(organisation: Organisation) -> list[dict[str, str]]:
    """The public facts of the founders, as versions keep them."""
    return [public_founder(founder) for founder in organisation.founders.all()]


def plain(value: Any) -> Any:
    """``value`` as a version keeps it: keys of rows, ISO dates, lists of codes."""
    if isinstance(value, models.Model):
        return value.pk if isinstance(value.pk, int | str) else str(value.pk)
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def actor(by: Any, organisation: Organisation | None = None, *, is_official: bool = True) -> dict[str, Any]:
    """In what capacity ``by`` acts: an officer of a body by name, the organisation's people only as the organisation.

    Somebody who is both acts as an officer where only officers may (``is_official``).
    """
    if by is None:
        return {"actor_kind": ActorKind.PORTAL}
    is_own = organisation is not None and roles.has_role(by, roles.EDITORS, organisation=organisation)
    body = None if is_own and not is_official else roles.bodies_of(by, Role.OFFICER).first()
    if body is None:
        return {"actor_kind": ActorKind.NGO}
    return {"actor_kind": ActorKind.OFFICER, "actor_name": str(by)[:200], "body": body}
