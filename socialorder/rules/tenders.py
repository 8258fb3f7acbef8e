"""What a tender and its lots must say; when they may change; who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, DeadlinePassed, Fault, NotPermitted
from registry.queries.parameters import number
from registry.rules.eligibility import RULES
from socialorder.choices import LotStatus, PartKind, PlanStatus, QuestionStatus, TenderStatus
from socialorder.choices.tenders import PARTS_NEEDED
from socialorder.models import Lot, Tender, TenderQuestion, Topic
from socialorder.models.plans import MONTHS_MAX
from socialorder.rules.offices import check_serves

# Calendar days of the window at least, and after an amendment: assumed, dated parameters (the rules № 687 were not read).
WINDOW = "orders.window"
WAITING_MAX = 5
# What the qualification asks of everybody; the tender may add more (rules R11, R13, R14).
QUALIFICATION = ("R06", "R08", "R11", "R13")


def window_faults(opens_at: dt.datetime, closes_at: dt.datetime, questions_until: dt.datetime) -> list[Fault]:
    """The window is long enough, and questions end within it."""
    found = []
    if closes_at <= opens_at:
        found.append(Fault(_("The window closes after it opens."), "closes_at"))
    days = number(WINDOW, "days", local_date(opens_at))
    if days is not None and dt.timedelta(0) < closes_at - opens_at < dt.timedelta(days=int(days)):
        message = _("Bids are taken for at least %(days)s days.")
        found.append(Fault(message % {"days": int(days)}, "closes_at"))
    if questions_until > closes_at:
        found.append(Fault(_("Questions end before the bids do."), "questions_until"))
    return found


def tender_faults(values: Mapping[str, Any]) -> list[Fault]:
    found = window_faults(values["opens_at"], values["closes_at"], values["questions_until"])
    unknown = [rule["code"] for rule in values["eligibility"] if rule["code"] not in RULES]
    if unknown:
        found.append(Fault(_("Unknown rules: %(codes)s") % {"codes": ", ".join(unknown)}, "eligibility"))
    return found


def lot_faults(tender: Tender, topic: Topic, values: Mapping[str, Any], parts: Mapping[str, Any]) -> list[Fault]:
    """Rules R15–R17: the topic is of an approved plan of the body, the term fits, the specification is whole."""
    found = []
    if topic.plan.body_id != tender.body_id or topic.dropped_at is not None:
        found.append(Fault(_("Choose a topic of your own plan."), "topic"))
    elif topic.plan.status != PlanStatus.APPROVED:
        found.append(Fault(_("The plan of this topic is not approved yet."), "topic", "R16"))
    if not 1 <= values["months"] <= MONTHS_MAX:
        found.append(Fault(_("A social project runs from 1 to 36 months."), "months", "R15"))
    if values["volume"] <= 0:
        found.append(Fault(_("Enter how many units are needed."), "volume", "R17"))
    for kind in PARTS_NEEDED:
        given = parts.get(kind, {})
        for language in ("kk", "ru"):
            if not given.get(language, "").strip():
                message = _("Write the part “%(part)s” in both languages.")
                found.append(Fault(message % {"part": PartKind(kind).label}, f"{kind}_{language}", "R17"))
    return found


def amount_faults(topic: Topic, others: Decimal, amount: Decimal) -> list[Fault]:
    """Σ lots of a topic within its amount (rule R16)."""
    if others + amount <= topic.amount:
        return []
    message = _("Only %(left)s of the topic are left; this lot is %(amount)s.")
    left = presentation.tenge(max(topic.amount - others, Decimal(0)))
    return [Fault(message % {"left": left, "amount": presentation.tenge(amount)}, "volume", "R16")]


def check_is_draft(tender: Tender) -> None:
    if tender.status != TenderStatus.DRAFT:
        raise Conflict(_("The tender is announced: amend it with a reason."))


def announcement_faults(tender: Tender, lots: Iterable[Lot], alike: Mapping[int, Any], now: dt.datetime) -> list[Fault]:
    """Lots, a key that nobody holds alone, a window that has not begun to run out, reasons for what is nearly the same."""
    listed = list(lots)
    found = []
    if not listed:
        found.append(Fault(_("The tender has no lot."), ""))
    if not hasattr(tender, "key"):
        found.append(Fault(_("Name three key holders first: without them no bid can be sealed."), ""))
    found += window_faults(max(tender.opens_at, now), tender.closes_at, tender.questions_until)
    for lot in listed:
        if lot.pk in alike and not lot.alike_reason.strip():
            message = _("Lot %(number)s is nearly the same as a lot with another goal. Change it, or say why.")
            found.append(Fault(message % {"number": lot.number}, ""))
    return found


def check_can_ask(user: Any, tender: Tender, now: dt.datetime) -> None:
    """Anybody signed in, while questions are taken. Raises NotPermitted, Conflict or DeadlinePassed."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        raise NotPermitted(_("Sign in to ask a question."))
    if tender.status != TenderStatus.ANNOUNCED:
        raise Conflict(_("No questions are taken about this tender now."))
    if now > tender.questions_until:
        message = _("Questions were taken until %(moment)s.")
        raise DeadlinePassed(message % {"moment": presentation.moment(tender.questions_until, with_zone=True)})
    waiting = TenderQuestion.objects.filter(tender=tender, asked_by=user, status=QuestionStatus.ASKED).count()
    if waiting >= WAITING_MAX:
        message = _("%(count)s questions of yours about this tender wait for an answer. Wait for one of them.")
        raise Conflict(message % {"count": waiting})


def amendment_faults(tender: Tender, closes_at: dt.datetime, now: dt.datetime, *, has_changed: bool) -> list[Fault]:
    """An amendment changes something, and leaves everybody the time of a window again, at least until the day it was."""
    found = []
    if not has_changed:
        found.append(Fault(_("Nothing is changed."), ""))
    if closes_at < tender.closes_at:
        found.append(Fault(_("An amendment never shortens the window."), "closes_at"))
    days = number(WINDOW, "after_amendment", local_date(now))
    if days is not None and closes_at - now < dt.timedelta(days=int(days)):
        message = _("After an amendment bids are taken for at least %(days)s more days.")
        found.append(Fault(message % {"days": int(days)}, "closes_at"))
    return found


def check_window_runs(tender: Tender, now: dt.datetime) -> None:
    """What is amended is open for bids. Raises DeadlinePassed."""
    if now >= tender.closes_at:
        raise DeadlinePassed


def check_can_repeat(user: Any, tender: Tender) -> None:
    """An officer, while lots without a winner are not repeated yet. Raises NotPermitted or Conflict."""
    check_serves(user, tender.body)
    failed = tender.lots.filter(status=LotStatus.FAILED)
    if not failed.exclude(repeated_by__tender__in=Tender.objects.exclude(status=TenderStatus.CANCELLED)).exists():
        raise Conflict(_("There is no lot without a winner that is not repeated already."))
