"""Who complains about what and until when; what a reviewer can order; what each side may say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.errors import Conflict, Fault, NotPermitted, Text
from foundation.core.money import ZERO
from registry.choices import OrganisationStatus, Role
from registry.models import Organisation
from registry.rules import roles
from socialorder.choices import (
    BidStatus,
    ComplaintStatus,
    ComplaintSubject,
    LotStatus,
    Party,
    QuestionStatus,
    Remedy,
    TenderStatus,
)
from socialorder.choices.complaints import FOUND, NOT_HEARD, REMEDIES
from socialorder.choices.contracts import CONCLUDED
from socialorder.models import Bid, Complaint, Contract, Lot, Tender, TenderQuestion
from socialorder.rules import complaint_terms as terms
from socialorder.rules.offices import text_faults

FILES_MAX, WORDS_MAX, TERMS_MAX = 5, 5, 3
# What was opened takes part, whatever became of it.
TOOK_PART = (BidStatus.OPENED, BidStatus.ADMITTED, BidStatus.REFUSED, BidStatus.WON, BidStatus.RESERVE, BidStatus.LOST)


@dataclass(frozen=True, slots=True)
class Matter:
    """What can be complained of: the subject with what it is about, and the last day."""

    subject: str
    organisation: Organisation
    lot: Lot | None = None
    bid: Bid | None = None
    question: TenderQuestion | None = None
    until: dt.date | None = None
    since: dt.datetime | None = None

    @property
    def key(self) -> str:
        """How a form names it."""
        about = self.bid or self.question or self.lot
        return f"{self.subject}-{self.organisation.pk}-{about.pk if about else 0}"


def matters(user: Any, tender: Tender, now: dt.datetime) -> list[Matter]:
    """Everything that ``user`` can complain of about ``tender`` now, for each of their NGOs; empty for everybody else."""
    mine = list(roles.organisations_of(user, roles.EDITORS).filter(status=OrganisationStatus.ACTIVE))
    if not mine or tender.announced_at is None:
        return []
    today = local_date(now)
    open_ones = [one for organisation in mine for one in _of(user, tender, organisation, now)]
    before = list(
        Complaint.objects.filter(tender=tender, organisation__in=mine)
        .exclude(status__in=NOT_HEARD)
        .select_related("organisation", "lot", "bid", "question")
    )
    return [one for one in open_ones if (one.until is None or today <= one.until) and not _is_heard(one, before)]


def _is_heard(one: Matter, before: Sequence[Complaint]) -> bool:
    """The same is under review, or was heard since it happened; of the terms several things can be wrong."""
    same = [each for each in before if _facts(each) == _facts(one)]
    if any(each.is_pending for each in same):
        return True
    if one.since is None:
        return len(same) >= TERMS_MAX
    return any(each.submitted_at >= one.since for each in same)


def _facts(one: Any) -> tuple[Any, ...]:
    parts = (one.organisation, one.lot, one.bid, one.question)
    return (str(one.subject), *(part.pk if part else None for part in parts))


def _of(user: Any, tender: Tender, organisation: Organisation, now: dt.datetime) -> list[Matter]:
    """Whether the qualification fits is not asked: it may be the very thing complained of."""
    found = []
    if tender.status == TenderStatus.ANNOUNCED and now < tender.closes_at:
        found.append(Matter(ComplaintSubject.TERMS, organisation))
    found += _of_questions(user, tender, organisation, now)
    bids = Bid.objects.filter(lot__tender=tender, organisation=organisation, status__in=TOOK_PART)
    for bid in bids.select_related("lot__topic"):
        found += _of_bid(tender, organisation, bid)
    return found


def _of_questions(user: Any, tender: Tender, organisation: Organisation, now: dt.datetime) -> list[Matter]:
    """Own questions that have waited longer than they may."""
    until = terms.last_day(tender.closes_at, "file_days")
    asked = tender.questions.filter(status=QuestionStatus.ASKED, asked_by=user.pk)
    return [
        Matter(ComplaintSubject.SILENCE, organisation, question=one, until=until, since=one.asked_at)
        for one in asked
        if local_date(now) > terms.last_day(one.asked_at, "question_days")
    ]


def _of_bid(tender: Tender, organisation: Organisation, bid: Bid) -> list[Matter]:
    found = []
    if bid.status == BidStatus.REFUSED and bid.judged_at is not None:
        until = terms.last_day(bid.judged_at, "file_days")
        found.append(Matter(ComplaintSubject.REFUSAL, organisation, bid.lot, bid, until=until, since=bid.judged_at))
    if bid.lot.decided_at is not None and tender.status != TenderStatus.CANCELLED:
        until = terms.last_day(bid.lot.decided_at, "file_days")
        found.append(Matter(ComplaintSubject.DECISION, organisation, bid.lot, until=until, since=bid.lot.decided_at))
    return found


def matter_of(user: Any, tender: Tender, key: str) -> Matter:
    """The matter that a form names. Raises NotPermitted, Conflict or DeadlinePassed."""
    if not roles.has_role(user, roles.EDITORS):
        raise NotPermitted(_("Only the head or an editor of an NGO can complain for it."))
    found = next((one for one in matters(user, tender, clock.now()) if one.key == key), None)
    if found is None:
        raise Conflict(_("There is nothing of this kind to complain of now, or its term is over."))
    return found


def check_is_complainant(user: Any, complaint: Complaint) -> None:
    """Head and editors of the NGO. Raises NotPermitted."""
    if not roles.has_role(user, roles.EDITORS, organisation=complaint.organisation_id):
        raise NotPermitted(_("Only the head or an editor of the NGO that complained can do this."))


def check_answers(user: Any, complaint: Complaint) -> None:
    """Officers of the body complained of. Raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=complaint.body_id):
        raise NotPermitted(_("Only an officer of the body complained of can answer."))


def side_of(user: Any, complaint: Complaint) -> str:
    """Which party ``user`` speaks for; '' for neither."""
    if roles.has_role(user, roles.EDITORS, organisation=complaint.organisation_id):
        return Party.COMPLAINANT
    return Party.BODY if roles.has_role(user, Role.OFFICER, body=complaint.body_id) else ""


def check_can_speak(user: Any, complaint: Complaint) -> str:
    """The side that ``user`` speaks for, while the complaint is reviewed. Raises NotPermitted or Conflict.

    The body speaks first: there is nothing to reply to before.
    """
    side = side_of(user, complaint)
    if not side:
        raise NotPermitted(_("Only the two sides speak here."))
    if complaint.status != ComplaintStatus.IN_REVIEW:
        raise Conflict(_("The complaint is not under review now."))
    said = list(complaint.words.values_list("side", flat=True))
    if side == Party.COMPLAINANT and Party.BODY not in said:
        raise Conflict(_("You can reply when the body has answered."))
    if said.count(side) >= WORDS_MAX:
        raise Conflict(_("Your side has said enough: the reviewer decides now."))
    return str(side)


def check_can_add_file(user: Any, complaint: Complaint) -> str:
    """The side whose file it is. Raises NotPermitted or Conflict."""
    side = side_of(user, complaint)
    if not side:
        raise NotPermitted(_("Only the two sides add files."))
    if not complaint.is_pending:
        raise Conflict(_("The complaint is decided, so nothing can be added."))
    if complaint.files.filter(side=side).count() >= FILES_MAX:
        raise Conflict(_("There can be %(most)s files at most.") % {"most": FILES_MAX})
    return side


def remedies(complaint: Complaint, now: dt.datetime) -> list[Remedy]:
    """What can still be ordered; that nothing can, only when nothing else can."""
    wanted = [one for one in REMEDIES[ComplaintSubject(complaint.subject)] if not hindrance(complaint, one, now)]
    return wanted or [Remedy.NOTHING]


def hindrance(complaint: Complaint, remedy: str, now: dt.datetime) -> Text:
    """Why ``remedy`` is not possible now; '' when it is."""
    tender, bid, question = complaint.tender, complaint.bid, complaint.question
    if tender.status == TenderStatus.CANCELLED:
        return _("The tender is cancelled.")
    is_running = tender.status == TenderStatus.ANNOUNCED and now < tender.closes_at
    is_possible = {
        Remedy.AMEND: is_running,
        Remedy.ANSWER: question is not None and question.status == QuestionStatus.ASKED,
        Remedy.JUDGE: bid is not None and bid.status == BidStatus.REFUSED,
    }
    if not is_possible.get(Remedy(remedy), True):
        return _("What was complained of is not as it was, or the window is closed.")
    if remedy in (Remedy.AMEND, Remedy.ANSWER):
        return ""
    return _("A contract is concluded already.") if _is_concluded(complaint) else _money(complaint, remedy)


def _is_concluded(complaint: Complaint) -> bool:
    """A contract of the lot (of the tender, when it is about the whole) binds both sides."""
    lots = [complaint.lot] if complaint.lot else complaint.tender.lots.all()
    return Contract.objects.filter(lot__in=lots, status__in=CONCLUDED).exists()


def _money(complaint: Complaint, remedy: str) -> Text:
    """A lot without a winner has given its money back; to be decided anew it needs it again."""
    lot = complaint.lot
    if lot is None or lot.status != LotStatus.FAILED or remedy == Remedy.CANCEL:
        return ""
    placed = Lot.objects.placed().filter(topic=lot.topic_id).aggregate(sum=Sum("amount"))["sum"] or ZERO
    return "" if lot.amount <= lot.topic.amount - placed else _("The money of the lot is placed again already.")


def verdict_faults(
    complaint: Complaint, outcome: str, reason: str, remedy: str, remedy_text: str, now: dt.datetime
) -> list[Fault]:
    """Everything that keeps the reviewer's word from being given."""
    found = []
    if outcome not in (*FOUND, ComplaintStatus.DISMISSED):
        found.append(Fault(_("Choose the decision."), "outcome"))
    found += text_faults(reason, _("Give the reasons. Everybody reads them."), "reason")
    if outcome in FOUND:
        possible = remedies(complaint, now)
        if remedy not in possible:
            named = ", ".join(str(one.label) for one in possible)
            found.append(Fault(_("Choose what can be done now: %(remedies)s.") % {"remedies": named}, "remedy"))
        found += text_faults(remedy_text, _("Say what must be done."), "remedy_text", 2000)
    return found
