"""Reminding experts of score sheets that are not sent while their time runs out."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop

from evaluation.actions.panel_notices import tell
from evaluation.models import Round
from evaluation.queries import workload
from evaluation.verbs import ROUNDS
from foundation.core import clock
from foundation.notifications.letters import Letter

BEFORE = dt.timedelta(hours=48)
UNFINISHED = Letter(
    ROUNDS,
    gettext_noop("Your time for scoring in the round “%(round)s” ends soon"),
    gettext_noop(
        "Score sheets that you have not submitted: %(count)s. A sheet that is not submitted counts for nothing."
    ),
)


@transaction.atomic(durable=True)
def remind() -> int:
    """Tell each expert with unsent sheets once, within two days before the end; returns how many are told now or were.

    The daily tick calls it.
    """
    now = clock.now()
    rows = [row for row in workload(Round.objects.all()) if row.left and row.until and now < row.until <= now + BEFORE]
    for row in rows:
        key = f"evaluation.unfinished.{row.seat.pk}.{row.until:%Y%m%d%H%M}"
        values = {"count": row.left}
        tell(
            row.seat.expert.user,
            UNFINISHED,
            row.seat.round,
            values,
            "evaluation:sheet-list",
            row.seat.round_id,
            key=key,
        )
    return len(rows)
