"""Signals in public money: computed over the whole ledger, answered by organisations, decided by officers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from foundation.audit.record import record
from foundation.core import calendar, clock, jobs
from foundation.core.db import lock
from foundation.core.models import Job
from foundation.notifications.letters import Letter
from registry.actions.telling import tell_people
from registry.choices import SIGNAL_LIVE, SignalRule, SignalStatus
from registry.models import Organisation, RuleParameters, Signal, SignalAnswer
from registry.queries.findings import Finding, findings
from registry.rules.oversight import check_can_answer, check_can_decide, checked_text
from registry.workflow import SIGNAL

# One computation at a time: an advisory lock, any constant that nobody else uses.
COMPUTE_LOCK = 491_017
RAISED = Letter(
    "registry.oversight",
    gettext_noop("A question about the public money of %(name)s"),
    gettext_noop(
        "The portal has compared the awards and asks about them. It is a question and no verdict: read what it stands on "
        "and answer."
    ),
)
Place = tuple[int, str]


@dataclass
class Computed:
    """What a computation changed."""

    raised: list[Signal] = field(default_factory=list)
    renewed: list[Signal] = field(default_factory=list)
    replaced: list[Signal] = field(default_factory=list)
    lapsed: list[Signal] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many of each."""
        return {name: len(getattr(self, name)) for name in ("raised", "renewed", "replaced", "lapsed")}


@transaction.atomic(durable=True)
def want() -> Job:
    """Have the ledger compared by a worker, once at a time."""
    return jobs.enqueue("registry.compute_signals_job", key="registry.compute_signals_job")


@transaction.atomic(durable=True)
def compute(*, by: Any = None) -> Computed:
    """Look at the whole ledger by every rule that has parameters in force today.

    A finding with the same facts is raised once; a dismissed one stays dismissed until its facts change; one whose facts
    are gone lapses. A second call with nothing changed writes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COMPUTE_LOCK])
    today = calendar.local_date(clock.now())
    parameters = RuleParameters.objects.on(today)
    computed = Computed()
    for rule in SignalRule.values:
        if (row := parameters.get(f"signal.{rule}")) is not None:
            _apply(rule, row, findings(rule, row.values, today), computed)
    _write(computed, by)
    return computed


@transaction.atomic(durable=True)
def answer(*, signal: Signal, text: str, by: Any) -> SignalAnswer:
    """What the organisation says to it; kept as it was given. Raises NotPermitted, Invalid or TransitionNotAllowed."""
    signal = lock(Signal, signal.pk)
    check_can_answer(by, signal.organisation)
    step = SIGNAL.step("answer", signal.status)
    text = checked_text(text, "text", _("Write the answer."))
    before, signal.status = signal.status, step.target
    signal.save(update_fields=["status"])
    given = SignalAnswer.objects.create(signal=signal, text=text, given_at=clock.now(), given_by=by)
    record(step.verb, signal, by=by, changes={"status": [before, signal.status]})
    return given


@transaction.atomic(durable=True)
def decide(*, signal: Signal, step: str, reason: str, by: Any) -> Signal:
    """``keep`` or ``dismiss`` it, with a reason that stays. Raises NotPermitted, Invalid or TransitionNotAllowed."""
    signal = lock(Signal, signal.pk)
    check_can_decide(by, signal.organisation)
    move = SIGNAL.step(step, signal.status)
    signal.decision_reason = checked_text(reason, "reason", _("Give the reason."))
    before, signal.status = signal.status, move.target
    signal.decided_at, signal.decided_by = clock.now(), by
    signal.save(update_fields=["status", "decision_reason", "decided_at", "decided_by"])
    record(move.verb, signal, by=by, changes={"status": [before, signal.status]}, reason=signal.decision_reason)
    return signal


def _apply(rule: str, parameters: RuleParameters, found: Iterable[Finding], computed: Computed) -> None:
    known = list(Signal.objects.select_for_update(of=("self",)).filter(rule=rule).order_by("pk"))
    alive: dict[Place, Signal] = {(one.organisation_id, one.key): one for one in known if one.status in SIGNAL_LIVE}
    by_facts = {(one.organisation_id, one.key, one.digest): one for one in known}
    for finding in found:
        place = (finding.organisation_id, finding.key)
        current, same = alive.pop(place, None), by_facts.get((*place, finding.digest))
        if current is not None and current is same:
            _refresh(current, finding)
            continue
        if current is not None:
            _move(current, "replace", computed.replaced)
        if same is None:
            computed.raised.append(_new(rule, parameters, finding))
        elif same.status != SignalStatus.DISMISSED:
            _refresh(same, finding)
            _move(same, "renew", computed.renewed)
    for gone in alive.values():
        _move(gone, "lapse", computed.lapsed)


def _new(rule: str, parameters: RuleParameters, finding: Finding) -> Signal:
    signal = Signal(
        organisation_id=finding.organisation_id,
        rule=rule,
        key=finding.key,
        status=SIGNAL.initial,
        inputs=finding.inputs,
        context=finding.context,
        digest=finding.digest,
        parameters=parameters.values | {"valid_from": parameters.valid_from.isoformat(), "source": parameters.source},
        certainty=parameters.certainty,
        raised_at=clock.now(),
    )
    signal.cited = finding.awards  # type: ignore[attr-defined]  # until the rows can be written
    return signal


def _refresh(signal: Signal, finding: Finding) -> None:
    """Figures that move with the money of others are brought up to date; they ask nothing new."""
    if signal.context != finding.context:
        signal.context = dict(finding.context)
        signal.save(update_fields=["context"])


def _move(signal: Signal, step: str, listed: list[Signal]) -> None:
    signal.status = SIGNAL.step(step, signal.status).target
    listed.append(signal)


def _write(computed: Computed, by: Any) -> None:
    # What is replaced makes room before what takes its place.
    for listed in (computed.replaced, computed.lapsed, computed.renewed):
        Signal.objects.bulk_update(listed, ["status"], batch_size=1000)
    Signal.objects.bulk_create(computed.raised, batch_size=1000)
    cites = Signal.rows.through
    cites.objects.bulk_create(
        [
            cites(signal_id=signal.pk, funding_id=award)
            for signal in computed.raised
            for award in signal.cited  # type: ignore[attr-defined]
        ],
        batch_size=5000,
    )
    for name, signals in vars(computed).items():
        for signal in signals:
            record(f"registry.signal.{name}", signal, by=by, changes={"rule": signal.rule, "digest": signal.digest})
    _tell(computed.raised + computed.renewed)


def _tell(signals: list[Signal]) -> None:
    organisations = Organisation.objects.in_bulk({signal.organisation_id for signal in signals})
    day: dt.date = calendar.local_date(clock.now())
    for signal in signals:
        key = f"registry.signal.{signal.pk}.{day.isoformat()}"
        tell_people(organisations[signal.organisation_id], RAISED, link=signal.get_absolute_url(), key=key)
