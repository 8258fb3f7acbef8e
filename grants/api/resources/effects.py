"""Evaluations of effect: of a project, a call, or a direction in its year."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import effects as actions
from grants.choices import EffectStatus
from grants.models import Effect
from grants.querysets import offices
from grants.rules.effects import check_can_approve
from grants.workflow import EFFECT


class EffectRead(Read):
    """What an officer concludes about an effect, and the figures, frozen when another officer approves."""

    agreement = of("agreement.number")
    call = of("call.slug")

    class Meta:
        model = Effect
        fields = (
            "id", "agreement", "call", "listed", "status", "conclusion", "reasons", "figures", "digest", "written_at",
            "approved_at",
        )  # fmt: skip


def evaluated(effect: Effect) -> Any:
    """What the evaluation is of."""
    return effect.agreement or effect.call or effect.listed


def _approve(*, effect: Effect, by: Any) -> Effect:
    return actions.approve(of=evaluated(effect), by=by)


def _approves(user: Any, effect: Effect) -> None:
    check_can_approve(user, evaluated(effect), effect)


class Effects(Resource):
    """Evaluations of effect: approved ones for everybody. One is written at its project, call or direction."""

    area = "grants"
    title = "Evaluations of effect"
    followed = Effect
    read = EffectRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="agreement__number", call="call__slug", direction="listed_id", status=EffectStatus)
    region = (
        "agreement__application__call__operator__region_id",
        "call__operator__region_id",
        "listed__list__body__region_id",
    )
    workflow = EFFECT
    acts = {
        "approve": Act(
            run=_approve, subject="effect", step="approve", check=_approves, summary="Approve an evaluation that another officer has written",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Effect]:
        own = Q(pk__in=[])
        if reader.is_authenticated:
            bodies = offices(reader)
            own = Q(agreement__application__call__operator__in=bodies) | Q(call__operator__in=bodies)
            own |= Q(listed__list__body__in=bodies)
        beneath = ("agreement__application__call__operator", "call__operator", "listed__list__body")
        return Effect.objects.filter(Q(status=EffectStatus.APPROVED) | own).select_related(*beneath)
