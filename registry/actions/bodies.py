"""State bodies, akimats, quasi-state entities, the operator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.audit.record import record
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from registry.actions import api_clients
from registry.choices import BodyKind
from registry.models import Body
from registry.rules import identifiers, people, roles

EDITABLE = (
    "bin",
    "name_kk",
    "name_ru",
    "name_en",
    "kind",
    "region",
    "address",
    "email",
    "phone",
    "website",
    "subordinate_to",
)


@transaction.atomic(durable=True)
def create(*, values: Mapping[str, Any], by: Any) -> Body:
    """Enter a body: ``code``, ``name_kk``, ``name_ru``, ``name_en``, ``kind``, ``region``, ``bin``, ``is_invented``.

    ``by`` None is the portal itself. Raises NotPermitted, or Invalid with every fault at its field.
    """
    if by is not None:
        roles.check_can_create_body(by)
    return enter(values=values, by=by)


def enter(*, values: Mapping[str, Any], by: Any) -> Body:
    """A step of ``create``, also for a room whose action makes a body; Invalid with every fault at its field."""
    body = Body(**values)
    body.bin = identifiers.normalised(body.bin or "") or None
    faults = _faults(body)
    if faults:
        raise Invalid(*faults)
    body.save(force_insert=True)
    record("registry.body.created", body, by=by, changes={name: [None, value] for name, value in values.items()})
    return body


@transaction.atomic(durable=True)
def update(*, body: Body, values: Mapping[str, Any], reason: str, by: Any) -> Body:
    """Change facts of a body (``EDITABLE``), saying why; what stays as it was is not written.

    Raises NotPermitted, or Invalid with every fault at its field.
    """
    people.check_can_edit_body(by)
    body = lock(Body, body.pk)
    changes = {}
    for name in EDITABLE:
        value = identifiers.normalised(values.get(name) or "") or None if name == "bin" else values.get(name)
        if name in values and getattr(body, name) != value:
            changes[name] = [getattr(body, name), value]
            setattr(body, name, value)
    faults = _faults(body)
    if not reason.strip():
        faults.append(Fault(_("Say why this is changed."), "reason"))
    if faults:
        raise Invalid(*faults)
    if changes:
        body.save(update_fields=list(changes))
        api_clients.follow(body)
        record("registry.body.updated", body, by=by, changes=changes, reason=reason.strip())
    return body


def _faults(body: Body) -> list[Fault]:
    others = Body.objects.exclude(pk=body.pk)
    faults = identifiers.bin_faults(body.bin) if body.bin else []
    if body.bin and not faults and others.filter(bin=body.bin).exists():
        faults = [Fault(_("A body with this BIN is entered already."), "bin", "R01")]
    if not body.code or others.filter(code=body.code).exists():
        faults.append(Fault(_("Give the body a code of its own."), "code"))
    if body.kind not in BodyKind.values or (body.kind == BodyKind.REGRANTOR) != (body.organisation is not None):
        faults.append(Fault(_("Choose the kind of body from the list."), "kind"))
    if _is_above_itself(body):
        faults.append(Fault(_("A body cannot stand above itself."), "subordinate_to"))
    faults += [
        Fault(_("Enter the name in all three languages."), field)
        for field in ("name_kk", "name_ru", "name_en")
        if not getattr(body, field)
    ]
    return faults


def _is_above_itself(body: Body) -> bool:
    """Whether the chain of bodies above ``body`` leads back to it."""
    above, seen = body.subordinate_to, set()
    while above is not None and above.pk not in seen:
        if above.pk == body.pk:
            return True
        seen.add(above.pk)
        above = above.subordinate_to
    return False
