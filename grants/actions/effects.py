"""Writing and approving the evaluation of effect (rule R47)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from evaluation.scoring.canonical import digest
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Invalid
from grants.actions import effect_notices as notices
from grants.models import Agreement, Call, Effect, ListedDirection
from grants.queries import effects as queries
from grants.rules import effects as rules
from grants.workflow import EFFECT

Of = rules.Of


@transaction.atomic(durable=True)
def write(*, of: Of, conclusion: str, reasons: str, by: Any) -> Effect:
    """Keep what an officer concludes; written again until it is approved. Raises NotPermitted, Conflict, Invalid."""
    of = _locked(of)
    effect = Effect.objects.filter(**_key(of)).first()
    rules.check_can_write(by, of, effect)
    _check_finished(of)
    found = rules.faults(conclusion, reasons)
    if found:
        raise Invalid(*found)
    effect = effect or Effect(**_key(of))
    step = EFFECT.step("write", effect.status)
    before = effect.conclusion
    effect.conclusion, effect.reasons = conclusion, reasons.strip()
    effect.written_at, effect.written_by = clock.now(), by
    effect.save()
    record(step.verb, effect, by=by, changes={"conclusion": [before, conclusion]})
    notices.tell_written(effect, of)
    return effect


@transaction.atomic(durable=True)
def approve(*, of: Of, by: Any) -> Effect:
    """Freeze the figures of this moment with the conclusion, and publish both."""
    of = _locked(of)
    effect = Effect.objects.filter(**_key(of)).first()
    if effect is None:
        raise Conflict(_("Nobody has written an evaluation yet."))
    effect = lock(Effect, effect.pk)
    rules.check_can_approve(by, of, effect)
    step = EFFECT.step("approve", effect.status)
    figures = queries.figures_now(of) if isinstance(of, Agreement) else queries.sums_now(of)
    effect.status, effect.figures, effect.digest = step.target, figures, digest(figures)
    effect.approved_at, effect.approved_by = clock.now(), by
    effect.save(update_fields=["status", "figures", "digest", "approved_at", "approved_by"])
    record(step.verb, effect, by=by, changes={"conclusion": effect.conclusion, "sha256": effect.digest})
    notices.tell_published(of)
    return effect


def _locked(of: Of) -> Of:
    if isinstance(of, Agreement):
        lock(Agreement, of.pk)
        return Agreement.objects.select_related("application__call").get(pk=of.pk)
    if isinstance(of, Call):
        return lock(Call, of.pk)
    lock(ListedDirection, of.pk)
    return ListedDirection.objects.select_related("list").get(pk=of.pk)


def _key(of: Of) -> dict[str, Of]:
    if isinstance(of, Agreement):
        return {"agreement": of}
    return {"call": of} if isinstance(of, Call) else {"listed": of}


def _check_finished(of: Of) -> None:
    own = queries.finished().filter(pk=of.pk) if isinstance(of, Agreement) else queries.projects_of(of)
    if not own.exists():
        raise Conflict(_("The effect is evaluated when the last report of a project is accepted."))
