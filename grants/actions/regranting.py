"""Setting a part of a grant aside for small grants."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction

from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Invalid
from grants.models import Application, Regranting
from grants.rules import regranting as rules
from registry.actions import bodies
from registry.choices import BodyKind
from registry.models import Body, Organisation


@transaction.atomic(durable=True)
def set_aside(*, application: Application, amount: Decimal, by: Any) -> Regranting:
    """Let the NGO of a grant give ``amount`` of it on in small grants; its head and editors run the calls.

    A second time the amount is changed, never below what its calls take. Raises NotPermitted, Conflict or Invalid.
    """
    application = lock(Application, application.pk)
    rules.check_can_set(by, application)
    standing = Regranting.objects.select_for_update().filter(application=application).first()
    found = rules.amount_faults(application, amount, standing)
    if found:
        raise Invalid(*found)
    before = standing.amount if standing else None
    if standing is None:
        standing = Regranting(application=application, body=_body(application.organisation))
    standing.amount, standing.set_at, standing.set_by = amount, clock.now(), by
    standing.save()
    record("grants.regranting.set", standing, by=by, changes={"amount": [before, amount]})
    return standing


def _body(organisation: Organisation) -> Body:
    """The body by which the NGO runs calls, made when it is wanted first; the lock of the NGO keeps two apart."""
    lock(Organisation, organisation.pk)
    standing = Body.objects.filter(organisation=organisation).first()
    if standing is not None:
        return standing
    names = {f"name_{code}": _name(organisation, code)[:300] for code in ("kk", "ru", "en")}
    values = {
        "code": f"ngo-{organisation.bin or organisation.pk}",
        "kind": BodyKind.REGRANTOR,
        "organisation": organisation,
        "region": organisation.region,
        "is_invented": organisation.is_invented,
    }
    return bodies.enter(values={**values, **names}, by=None)


def _name(organisation: Organisation, code: str) -> str:
    own = getattr(organisation, f"name_{code}")
    return own or organisation.name_ru or organisation.name_kk or organisation.name_en
