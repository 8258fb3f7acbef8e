"""When the independent marks end and one more expert may be called."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from evaluation.choices import RoundStatus
from evaluation.models import Round
from evaluation.rules import check_can_see_panel
from evaluation.workflow import ROUND
from foundation.core.errors import Conflict, NotPermitted

# From then on officers without a tie see which entries are over the threshold.
SHOWN = (RoundStatus.EXTRA, RoundStatus.DISCUSSION, RoundStatus.CLOSED)


def check_can_compare(user: Any, round_: Round) -> None:
    """Only where the contest was announced with a threshold."""
    check_can_see_panel(user, round_)
    ROUND.step("compare", round_.status)
    if round_.extra_over is None:
        raise Conflict(_("This contest was announced without one more expert where marks diverge."))


def check_can_see_divergence(user: Any, round_: Round) -> None:
    """How far apart marks are is told after the independent ones have ended, never before (ADR 22)."""
    check_can_see_panel(user, round_)
    if round_.status not in SHOWN or round_.extra_over is None:
        raise NotPermitted(_("Which marks diverge is shown after the independent marks have ended."))


def check_can_call_extra(user: Any, round_: Round) -> None:
    """An officer without a tie, after the independent marks and before the discussion or the closing."""
    check_can_see_panel(user, round_)
    if round_.status != RoundStatus.EXTRA:
        raise Conflict(
            _("One more expert is called after the independent marks and before they are discussed or closed.")
        )
