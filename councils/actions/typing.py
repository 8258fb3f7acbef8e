"""Keeping what somebody types into a long form, until it is sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from councils.models import TypedForm
from foundation.core import clock
from foundation.core.errors import Conflict, Fault, Invalid

MOST = 2 * 1024 * 1024
KEPT_DAYS = 90


@transaction.atomic(durable=True)
def keep(*, key: str, data: str, version: int, by: Any) -> TypedForm:
    """Keep the fields; ``version`` is the one that the page began with, 0 for a fresh form.

    Raises Conflict when another tab has saved since: nothing of either is lost, since the page keeps its own text.
    Raises Invalid for a form that is too long.
    """
    if len(data) > MOST:
        raise Invalid(Fault(_("This is too long to be saved by itself. Use «Save».")))
    now = clock.now()
    if version == 0:
        # Of two tabs that begin at once the second waits here, and then finds the first one's row.
        TypedForm.objects.bulk_create(
            [TypedForm(author=by, key=key, data="", version=0, saved_at=now)], ignore_conflicts=True
        )
    held = TypedForm.objects.select_for_update().filter(author=by, key=key).first()
    if held is None or held.version != version:
        raise Conflict(_("This was changed in another tab in the meantime."))
    held.data, held.version, held.saved_at = data, version + 1, now
    held.save(update_fields=["data", "version", "saved_at"])
    return held


@transaction.atomic(durable=True)
def forget(*, key: str, by: Any) -> None:
    """The form was sent: what it was made of is kept no more."""
    TypedForm.objects.filter(author=by, key=key).delete()


@transaction.atomic(durable=True)
def forget_old() -> int:
    """Drop what nobody has gone on with for a quarter of a year. Returns how many forms that were."""
    old = TypedForm.objects.filter(saved_at__lt=clock.now() - dt.timedelta(days=KEPT_DAYS))
    return old.delete()[0]
