"""The evaluation of the effect of a project or of a direction."""

from foundation.core.workflow import Transition, Workflow
from grants.choices import EffectStatus
from grants.workflow.owners import OFFICER

EFFECT = Workflow(
    "effect",
    Transition("write", {EffectStatus.DRAFT}, EffectStatus.DRAFT, owner=OFFICER, verb="grants.effect.written"),
    Transition("approve", {EffectStatus.DRAFT}, EffectStatus.APPROVED, owner=OFFICER, verb="grants.effect.approved"),
    initial=EffectStatus.DRAFT,
)
