"""A round from its preparation to its closing. ``prepare``, ``announce`` and ``add_entry`` are steps of another room's
action; the rest are actions of an officer here."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation import queries, rules
from evaluation.actions import likenesses, rubrics
from evaluation.actions.draws import draw as draw
from evaluation.actions.panels import check_assigned, give_sheets
from evaluation.choices import RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models import Entry, Round, Rubric, ScoreSheet, Seat, SeedHolder
from evaluation.rules.conflicts import conflicted, terms_of
from evaluation.scoring import draw as lots
from evaluation.visibility import naming
from evaluation.workflow import ROUND
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Conflict, Fault, Invalid
from foundation.documents.models import Document
from registry.models import Body, Organisation, Sphere

SEED_BYTES = 32


def prepare(  # noqa: PLR0913 - all by keyword
    *,
    subject_type: str,
    subject_id: str,
    body: Body,
    rubric: Rubric,
    titles: Mapping[str, str],
    spheres: Iterable[Sphere],
    main_seats: int,
    reserve_seats: int,
    by: Any,
    is_blind: bool = True,
    experts_per_entry: int | None = None,
    has_discussion: bool = False,
    extra_over: Decimal | None = None,
    answer_days: int = 0,
    budget: Decimal | None = None,
    quotas: Sequence[Mapping[str, Any]] = (),
) -> Round:
    """A step: a new round of ``body`` for the subject of another room. ``titles`` maps kk, ru, en to text.

    Every expert scores every entry, or ``experts_per_entry`` of them each; with ``has_discussion`` the independent marks
    are followed by a phase in which the experts see each other's. An entry whose independent sheets are more than
    ``extra_over`` points apart can get one more expert. Applicants may answer for ``answer_days`` working days. ``quotas``
    are those of ``evaluation.scoring.inputs``; they need a ``budget``.
    """
    rules.check_can_prepare_round(by, body)
    round_ = Round.objects.create(
        subject_type=subject_type,
        subject_id=subject_id,
        body=body,
        rubric=rubric,
        title_kk=titles["kk"],
        title_ru=titles["ru"],
        title_en=titles["en"],
        main_seats=main_seats,
        reserve_seats=reserve_seats,
        is_blind=is_blind,
        experts_per_entry=experts_per_entry,
        has_discussion=has_discussion,
        extra_over=extra_over,
        answer_days=answer_days,
        budget=budget,
        quotas=list(quotas),
    )
    round_.spheres.set(spheres)
    record("evaluation.round.prepared", round_, by=by, changes=_options(round_))
    return round_


def _options(round_: Round) -> dict[str, Any]:
    return {
        "main": round_.main_seats,
        "reserve": round_.reserve_seats,
        "blind": round_.is_blind,
        "experts_per_entry": round_.experts_per_entry,
        "discussion": round_.has_discussion,
        "extra_over": round_.extra_over,
        "answer_days": round_.answer_days,
        **({"quotas": round_.quotas} if round_.quotas else {}),
    }


def announce(*, round: Round, by: Any) -> Round:  # noqa: A002 - the word of the domain
    """A step: freeze the rubric, and publish the digest of a seed that nobody is shown before the draw (rule R34)."""
    round_ = lock(Round, round.pk)
    rules.check_can_announce(by, round_)
    step = ROUND.step("announce", round_.status)
    round_.rubric = rubrics.freeze(rubric=round_.rubric, by=by)
    seed = secrets.token_hex(SEED_BYTES)
    SeedHolder.objects.create(round=round_, seed=seed, created_by=by)
    round_.status, round_.seed_digest = step.target, lots.commitment(seed)
    round_.save(update_fields=["status", "seed_digest"])
    record(step.verb, round_, by=by, changes={"seed_digest": round_.seed_digest})
    return round_


def set_term(*, round: Round, due_on: dt.date, by: Any) -> Round:  # noqa: A002 - the word of the domain
    """A step: the last day of the term that the contest has set itself for the experts. Nothing follows from its end."""
    round_ = lock(Round, round.pk)
    rules.check_officer(by, round_.body)
    round_.due_on = due_on
    round_.save(update_fields=["due_on"])
    record("evaluation.round.term_set", round_, by=by, changes={"due_on": due_on})
    return round_


def adjust(
    *,
    round: Round,  # noqa: A002 - the word of the domain
    titles: Mapping[str, str],
    spheres: Iterable[Sphere],
    budget: Decimal | None,
    by: Any,
) -> Round:
    """A step: follow the subject of another room that was changed openly, before there is an entry or an expert.

    What was frozen stays: the rubric, the seats, how it is scored. Raises Conflict after the draw.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_add_entry(by, round_)
    before = [round_.title_kk, round_.title_ru, round_.title_en, round_.budget]
    round_.title_kk, round_.title_ru, round_.title_en = titles["kk"], titles["ru"], titles["en"]
    round_.budget = budget
    wanted = sorted(spheres, key=lambda sphere: sphere.pk)
    if before == [titles["kk"], titles["ru"], titles["en"], budget] and list(round_.spheres.order_by("pk")) == wanted:
        return round_
    round_.save(update_fields=["title_kk", "title_ru", "title_en", "budget"])
    round_.spheres.set(wanted)
    record("evaluation.round.adjusted", round_, by=by, changes={"budget": [before[3], budget], "spheres": wanted})
    return round_


def add_entry(  # noqa: PLR0913 - all by keyword
    *,
    round: Round,  # noqa: A002 - the word of the domain
    reference: str,
    title: str,
    organisation: Organisation,
    content: list[dict[str, Any]],
    by: Any,
    files: Iterable[Document] = (),
    language: str = "",
    sphere: Sphere | None = None,
    amount: Decimal | None = None,
    people: Iterable[str] = (),
    groups: Mapping[str, list[str]] | None = None,
) -> Entry:
    """A step: one more entry, with a frozen copy of its text (without the applicant, where the round is blind).

    ``content`` is a list of ``{"heading", "rows": [[label, text], …]}`` or ``{"heading", "table": {"head", "rows"}}``.
    ``files`` are for open rounds: a blind one refuses them with ValueError, since they can name the applicant.
    ``language`` is that of the text, ``sphere`` its direction, where they are known. ``amount`` is what it asks for; of
    ``people``, who would do the work, only keyed hashes are kept. ``groups`` are what quotas ask for. Raises Conflict after
    the draw.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_add_entry(by, round_)
    shown = list(files)
    if shown and round_.is_blind:
        raise ValueError("a blind round takes no files")
    number = (round_.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    entry = Entry.objects.create(
        round=round_,
        number=number,
        reference=reference,
        title=title,
        organisation=organisation,
        content=content,
        language=language,
        sphere=sphere,
        amount=amount,
        groups=dict(groups or {}),
    )
    entry.files.set(shown)
    likenesses.sketch(entry, people)
    record("evaluation.entry.added", entry, by=by, changes={"organisation": organisation, "reference": reference})
    return entry


@transaction.atomic(durable=True)
def open(  # noqa: A001 - the imperative of the table
    *,
    round: Round,  # noqa: A002 - the word of the domain
    scoring_until: dt.datetime,
    by: Any,
    reason: str = "",
) -> Round:
    """Give every expert a sheet for every entry, until ``scoring_until`` (R38).

    Each sitting expert must have signed (R36): Conflict otherwise. Fewer experts than main seats, because the reserve
    is exhausted, need a ``reason``: Invalid otherwise, and when the moment is over.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_open(by, round_)
    step = ROUND.step("open", round_.status)
    seats = list(round_.seats.sitting().select_related("expert"))
    _check_panel(round_, seats, reason)
    check_assigned(round_)
    if scoring_until <= clock.now():
        raise Invalid(Fault(_("The end of scoring must be in the future."), field="scoring_until", rule="R38"))
    round_.status, round_.scoring_until = step.target, scoring_until
    round_.save(update_fields=["status", "scoring_until"])
    give_sheets(round_, seats)
    record(step.verb, round_, by=by, changes={"scoring_until": scoring_until, "experts": len(seats)}, reason=reason)
    return round_


def _check_panel(round_: Round, seats: list[Seat], reason: str) -> None:
    unsigned = [seat.number for seat in seats if seat.status != SeatStatus.ACCEPTED]
    if unsigned:
        raise Conflict(
            _("Not every expert has signed the no-conflict statement. Still missing: %(numbers)s.")
            % {"numbers": ", ".join(map(naming(round_), sorted(unsigned)))}
        )
    if not seats:
        raise Conflict(_("No expert is left in this round."))
    places = round_.main_seats * (round_.spheres.count() if terms_of(round_).by_direction else 1)
    if len(seats) < places and not reason.strip():
        raise Invalid(
            Fault(
                _(
                    "The reserve is exhausted: %(count)d of %(seats)d experts are left. Say why scoring starts with fewer."
                )
                % {"count": len(seats), "seats": places},
                field="reason",
                rule="R36",
            )
        )


def check_no_ties(round_: Round) -> None:
    tied = conflicted(round_)
    numbers = [seat.number for seat in round_.seats.sitting().select_related("expert") if seat.expert.user_id in tied]
    if numbers:
        named = ", ".join(map(naming(round_), sorted(numbers)))
        raise Conflict(
            _("The portal knows a tie with an applicant of: %(experts)s. Take them out of the round first.")
            % {"experts": named}
        )


@transaction.atomic(durable=True)
def discuss(
    *,
    round: Round,  # noqa: A002 - the word of the domain
    discussion_until: dt.datetime,
    by: Any,
    reason: str = "",
) -> Round:
    """End the independent scoring and let the experts see each other's marks, under their numbers, until a moment.

    Drafts stay drafts: who has given no independent marks for an entry gives none later. Raises Invalid for a moment
    that is over, and without a ``reason`` while there is time and somebody has not finished.
    """
    round_ = lock(Round, round.pk)
    rules.check_can_discuss(by, round_)
    step = ROUND.step("discuss", round_.status)
    check_no_ties(round_)
    sheets, drafts = held_sheets(round_)
    faults = [*_unfinished_faults(round_, drafts), *_divergence_faults(round_)]
    if faults and not reason.strip():
        raise Invalid(*faults)
    if discussion_until <= clock.now():
        raise Invalid(Fault(_("The end of the discussion must be in the future."), field="discussion_until"))
    round_.status, round_.discussion_until = step.target, discussion_until
    round_.save(update_fields=["status", "discussion_until"])
    changes = {"sheets": sheets, "not_submitted": drafts, "discussion_until": discussion_until}
    record(step.verb, round_, by=by, changes=changes, reason=reason)
    return round_


@transaction.atomic(durable=True)
def close(*, round: Round, by: Any, reason: str = "") -> Round:  # noqa: A002 - the word of the domain
    """End the scoring or the discussion. Sheets that are not submitted stay drafts and enter no figure.

    A ``reason`` is needed while there is still time and somebody has not finished, and to close a round without the
    discussion that was announced: Invalid otherwise. Raises Conflict while an expert sits to whom a tie has become
    known: that expert is taken out first, and the marks with it (R35).
    """
    round_ = lock(Round, round.pk)
    rules.check_can_close(by, round_)
    step = ROUND.step("close", round_.status)
    check_no_ties(round_)
    sheets, drafts = held_sheets(round_)
    faults = _closing_faults(round_, drafts)
    if faults and not reason.strip():
        raise Invalid(*faults)
    round_.status = step.target
    round_.save(update_fields=["status"])
    record(step.verb, round_, by=by, changes={"sheets": sheets, "not_submitted": drafts}, reason=reason)
    return round_


def held_sheets(round_: Round) -> tuple[int, int]:
    """(sheets, drafts among them). A submission under way holds its sheet: wait for it, so that none is accepted later."""
    rows = ScoreSheet.objects.select_for_update().filter(entry__round=round_).order_by("pk").values_list("status")
    statuses = [status for (status,) in rows]
    return len(statuses), statuses.count(SheetStatus.DRAFT)


def is_early(until: dt.datetime | None) -> bool:
    return until is not None and clock.now() < until


def _closing_faults(round_: Round, drafts: int) -> list[Fault]:
    """What a reason has to be given for."""
    if round_.status == RoundStatus.DISCUSSION:
        early = _("The experts still have time to discuss. Say why the discussion ends now.")
        return [Fault(early, field="reason")] if is_early(round_.discussion_until) else []
    faults = [*_unfinished_faults(round_, drafts), *_divergence_faults(round_)]
    if round_.has_discussion:
        message = _("The contest was announced with a discussion of the experts. Say why there is none.")
        faults.append(Fault(message, field="reason"))
    return faults


def _unfinished_faults(round_: Round, drafts: int) -> list[Fault]:
    """Somebody has not finished and there is still time; drafts of the panel are over once its marks were compared."""
    if round_.status == RoundStatus.EXTRA:
        called = Q(seat__kind=SeatKind.EXTRA, status=SheetStatus.DRAFT)
        drafts = ScoreSheet.objects.filter(called, entry__round=round_).count()
        return [early_fault(drafts)] if drafts and is_early(round_.extra_until) else []
    return [early_fault(drafts)] if drafts and is_early(round_.scoring_until) else []


def _divergence_faults(round_: Round) -> list[Fault]:
    """What the contest announced about marks that diverge is carried out, or somebody says why not.

    Before the marks are compared this says the same whether or not any diverge: nobody learns it by trying.
    """
    if round_.extra_over is None:
        return []
    if round_.status == RoundStatus.SCORING:
        message = _(
            "The contest was announced with one more expert where marks diverge. Say why marks are not compared."
        )
        return [Fault(message, field="reason")]
    left = sum(1 for one in queries.divergent(round_) if not one.experts)
    message = ngettext(
        "%(count)d entry is over the threshold and has no further expert. Say why it stays so.",
        "%(count)d entries are over the threshold and have no further expert. Say why it stays so.",
        left,
    )
    return [Fault(message % {"count": left}, field="reason")] if left else []


def early_fault(drafts: int) -> Fault:
    message = ngettext(
        "%(count)d score sheet is not submitted and there is still time. Say why scoring ends now.",
        "%(count)d score sheets are not submitted and there is still time. Say why scoring ends now.",
        drafts,
    )
    return Fault(message % {"count": drafts}, field="reason", rule="R38")
