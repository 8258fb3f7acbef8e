"""Transition tables of the evaluation engine. Read this first."""

from evaluation.choices import LikenessStatus, RoundStatus, SeatStatus, SheetStatus
from foundation.core.workflow import Transition, Workflow

OFFICER = "officer"
EXPERT = "expert"

ROUND = Workflow(
    "round",
    Transition(
        "announce", {RoundStatus.PREPARING}, RoundStatus.ANNOUNCED, owner=OFFICER, verb="evaluation.round.announced"
    ),
    Transition(
        "convene", {RoundStatus.PREPARING}, RoundStatus.ASSEMBLING, owner=OFFICER, verb="evaluation.round.convened"
    ),
    Transition("draw", {RoundStatus.ANNOUNCED}, RoundStatus.ASSEMBLING, owner=OFFICER, verb="evaluation.round.drawn"),
    Transition("open", {RoundStatus.ASSEMBLING}, RoundStatus.SCORING, owner=OFFICER, verb="evaluation.round.opened"),
    Transition(
        "compare", {RoundStatus.SCORING}, RoundStatus.EXTRA, owner=OFFICER, verb="evaluation.round.marks_compared"
    ),
    Transition(
        "discuss",
        {RoundStatus.SCORING, RoundStatus.EXTRA},
        RoundStatus.DISCUSSION,
        owner=OFFICER,
        verb="evaluation.round.discussion_opened",
    ),
    Transition(
        "close",
        {RoundStatus.SCORING, RoundStatus.EXTRA, RoundStatus.DISCUSSION},
        RoundStatus.CLOSED,
        owner=OFFICER,
        verb="evaluation.round.closed",
    ),
    initial=RoundStatus.PREPARING,
)

SEAT = Workflow(
    "seat",
    Transition("accept", {SeatStatus.DRAWN}, SeatStatus.ACCEPTED, owner=EXPERT, verb="evaluation.seat.accepted"),
    Transition(
        "recuse",
        {SeatStatus.DRAWN, SeatStatus.ACCEPTED},
        SeatStatus.RECUSED,
        owner=EXPERT,
        verb="evaluation.seat.recused",
        needs_reason=True,
    ),
    initial=SeatStatus.DRAWN,
)

SHEET = Workflow(
    "score sheet",
    Transition("submit", {SheetStatus.DRAFT}, SheetStatus.SUBMITTED, owner=EXPERT, verb="evaluation.sheet.submitted"),
    Transition(
        "revise",
        {SheetStatus.SUBMITTED},
        SheetStatus.SUBMITTED,
        owner=EXPERT,
        verb="evaluation.sheet.revised",
        needs_reason=True,
    ),
    Transition(
        "reopen",
        {SheetStatus.SUBMITTED},
        SheetStatus.DRAFT,
        owner=OFFICER,
        verb="evaluation.sheet.reopened",
        needs_reason=True,
    ),
    Transition(
        "void",
        {SheetStatus.DRAFT, SheetStatus.SUBMITTED},
        SheetStatus.VOID,
        owner=OFFICER,
        verb="evaluation.sheet.voided",
        needs_reason=True,
    ),
    initial=SheetStatus.DRAFT,
)

LIKENESS = Workflow(
    "likeness",
    Transition(
        "dismiss",
        {LikenessStatus.OPEN, LikenessStatus.CONFIRMED},
        LikenessStatus.DISMISSED,
        owner=OFFICER,
        verb="evaluation.likeness.dismissed",
        needs_reason=True,
    ),
    Transition(
        "confirm",
        {LikenessStatus.OPEN, LikenessStatus.DISMISSED},
        LikenessStatus.CONFIRMED,
        owner=OFFICER,
        verb="evaluation.likeness.confirmed",
        needs_reason=True,
    ),
    initial=LikenessStatus.OPEN,
)

ALL = (ROUND, SEAT, SHEET, LIKENESS)
