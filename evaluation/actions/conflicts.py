"""Conflicts of interest: declared by the expert, judged by an officer, found by the portal while the round goes on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation import queries, rules
from evaluation.actions.departures import give_up, leave
from evaluation.choices import HARD_KINDS, ConflictKind, HintKind, HintOutcome, RoundStatus, TieScope
from evaluation.models import Declaration, Entry, HintReview, Round, ScoreSheet, Seat
from evaluation.rules.conflicts import barred_pairs, conflicted, terms_of
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from registry.models import Expert, Organisation

RUNNING = (
    RoundStatus.ASSEMBLING,
    RoundStatus.SCORING,
    RoundStatus.EXTRA,
    RoundStatus.DISCUSSION,
    RoundStatus.CLOSED,
)


@transaction.atomic(durable=True)
def declare(*, seat: Seat, organisation: Organisation, kind: str, text: str, by: Any) -> list[Declaration]:
    """The expert says that the entries of an applicant are not for this expert, and why.

    A tie of rule R35 ends the seat where the round's terms keep tied experts from the whole round; otherwise the
    expert keeps the other entries. Raises Invalid, NotPermitted, or Conflict when it has been declared already.
    """
    round_ = lock(Round, seat.round_id)
    seat = lock(Seat, seat.pk)
    seat.round = round_
    rules.check_can_declare(by, seat)
    entries = list(round_.entries.filter(organisation=organisation).order_by("number"))
    _check_declared(entries, kind, text)
    rows = _new_declarations(seat, entries, kind=kind, text=text.strip())
    numbers = [entry.number for entry in entries]
    changes = {"kind": kind, "entries": numbers, "organisation": organisation}
    record("evaluation.conflict.declared", seat, by=by, changes=changes)
    reason = _("The expert has declared: %(kind)s.") % {"kind": ConflictKind(kind).label}
    if kind in HARD_KINDS and terms_of(round_).ties_bar == TieScope.ROUND:
        leave(seat, round_, reason=reason, by=by)
    else:
        give_up(seat, round_, entries=numbers, reason=reason, by=by)
    return rows


def _check_declared(entries: list[Entry], kind: str, text: str) -> None:
    faults = []
    if not entries:
        faults.append(Fault(_("Choose an applicant of this round from the list."), "organisation", "R36"))
    if kind not in ConflictKind.values:
        faults.append(Fault(_("Choose the kind of tie from the list."), "kind", "R35"))
    if not text.strip():
        faults.append(Fault(_("Say in a sentence what ties you to this applicant."), "text", "R36"))
    if faults:
        raise Invalid(*faults)


def _new_declarations(seat: Seat, entries: list[Entry], *, kind: str, text: str) -> list[Declaration]:
    declared = Declaration.objects.filter(seat=seat, kind=kind, entry__in=entries).values_list("entry_id", flat=True)
    new = [entry for entry in entries if entry.pk not in set(declared)]
    if not new:
        raise Conflict(_("You have declared this already."))
    return Declaration.objects.bulk_create(
        [Declaration(seat=seat, entry=entry, kind=kind, text=text, declared_at=clock.now()) for entry in new]
    )


@transaction.atomic(durable=True)
def review(  # noqa: PLR0913 - all by keyword
    *,
    round: Round,  # noqa: A002 - the word of the domain
    expert: Expert,
    organisation: Organisation,
    kind: str,
    outcome: str,
    reason: str,
    by: Any,
) -> HintReview:
    """An officer says what a weak sign is worth. It holds in later rounds too; the last word counts, the audit keeps all.

    A conflict takes the applicant's entries from the expert at once. A tie of rule R35 is no sign: nobody can dismiss
    it (NotPermitted). Raises Invalid without a reason.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_review_hint(by, round_, kind)
    faults = []
    if outcome not in HintOutcome.values:
        faults.append(Fault(_("Choose what you have found."), "outcome", "R35"))
    if not reason.strip():
        faults.append(Fault(_("Say how you know."), "reason", "R35"))
    if faults:
        raise Invalid(*faults)
    where: dict[str, Any] = {"expert": expert, "organisation": organisation, "kind": HintKind(kind)}
    before = HintReview.objects.filter(**where).values_list("outcome", flat=True).first() or ""
    found, _is_new = HintReview.objects.update_or_create(
        **where,
        defaults={"outcome": outcome, "reason": reason.strip(), "reviewed_by": by, "reviewed_at": clock.now()},
    )
    changes = {"outcome": [before, outcome], "kind": kind, "organisation": organisation}
    record("evaluation.hint.reviewed", found, by=by, changes=changes, reason=found.reason)
    if outcome == HintOutcome.UPHELD:
        _take_away(round_, by=by)
    return found


@transaction.atomic(durable=True)
def enforce(*, round: Round, by: Any = None) -> int:  # noqa: A002 - the word of the domain
    """Take out whoever has got a tie since the draw, and void the sheets that it touches; the portal does it by itself.

    Returns how many seats were touched. A second call finds nothing.
    """
    round_ = lock(Round, round.pk)
    if round_.status not in RUNNING or round_.runs.filter(published_at__isnull=False).exists():
        return 0
    tied, touched = conflicted(round_), 0
    reason = _("The portal has found a tie with an applicant of this round (rule R35).")
    for seat in round_.seats.sitting().select_related("expert__user").order_by("number") if tied else ():
        if seat.expert.user_id in tied:
            leave(seat, round_, reason=reason, by=by)
            touched += 1
    return touched + _take_away(round_, by=by)


def _take_away(round_: Round, *, by: Any) -> int:
    """A step: sheets and assigned entries that their experts may not score become void. Returns how many seats."""
    seats = list(round_.seats.sitting().select_related("expert__user").order_by("number"))
    held = queries.live_sheet_pairs(round_)
    for number, entries in (queries.assigned_entries(round_) or {}).items():
        held |= {(entry, number) for entry in entries} if round_.status == RoundStatus.ASSEMBLING else set()
    forbidden: dict[int, list[int]] = defaultdict(list)
    for entry, number in held & barred_pairs(round_, seats):
        forbidden[number].append(entry)
    reason = _("The portal has found a tie with the applicant of this entry (rule R35).")
    touched = [seat for seat in seats if seat.number in forbidden]
    for seat in touched:
        give_up(seat, round_, entries=forbidden[seat.number], reason=reason, by=by)
    return len(touched)


def enforcing(action: Callable[..., ScoreSheet]) -> Callable[..., ScoreSheet]:
    """An action on a sheet that has been refused because of a tie: what follows from the tie happens at once."""

    @wraps(action)
    def guarded(*, sheet: ScoreSheet, **values: Any) -> ScoreSheet:
        try:
            return action(sheet=sheet, **values)
        except Conflict as refusal:
            if refusal.code == "conflict":
                enforce(round=sheet.seat.round)
            raise

    return guarded
