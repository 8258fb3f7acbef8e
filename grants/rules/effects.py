"""Who evaluates the effect of a project, a call or a direction."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault, NotPermitted
from grants.choices import EffectConclusion, EffectStatus
from grants.models import Agreement, Call, Effect, ListedDirection
from grants.workflow import EFFECT
from registry.choices import Role
from registry.rules import roles

LONGEST = 5000
Of = Agreement | Call | ListedDirection


def body_of(of: Of) -> int:
    """The key of the body that evaluates: it gave the grant, ran the call, or has the direction in its list."""
    if isinstance(of, Agreement):
        return int(of.application.call.operator_id)
    return int(of.operator_id if isinstance(of, Call) else of.list.body_id)


def check_can_evaluate(user: Any, of: Of) -> None:
    """An officer of the body that gave the grant, or whose list the direction is in."""
    body = body_of(of)
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of the body can evaluate the effect."))


def check_can_write(user: Any, of: Of, effect: Effect | None) -> None:
    """As long as nobody has approved it."""
    check_can_evaluate(user, of)
    if effect is not None and effect.status == EffectStatus.APPROVED:
        raise Conflict(_("This evaluation is approved and cannot be changed any more."))


def check_can_approve(user: Any, of: Of, effect: Effect) -> None:
    """Another officer than the one who wrote it."""
    check_can_evaluate(user, of)
    EFFECT.step("approve", effect.status)
    if effect.written_by_id == getattr(user, "pk", None):
        raise NotPermitted(_("You have written this evaluation: another officer approves it."))


def faults(conclusion: str, reasons: str) -> list[Fault]:
    """What is missing in an evaluation."""
    found = []
    if conclusion not in EffectConclusion.values:
        found.append(Fault(_("Choose the conclusion."), "conclusion", "R47"))
    if not reasons.strip():
        found.append(Fault(_("Give your reasons: everybody reads them."), "reasons", "R47"))
    return found
