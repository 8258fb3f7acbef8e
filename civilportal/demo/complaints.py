"""Complaints of the demo: one about a refused bid, upheld and carried out, and one about terms that waits for an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone, translation

from civilportal.demo import cast
from civilportal.demo.data import read
from civilportal.demo.orders import FIRST_BIDDER
from civilportal.demo.script import Applicant
from civilportal.demo.stage import at
from foundation.accounts.models import User
from socialorder.actions.bids import flags, opening
from socialorder.actions.complaints import complaints, reviewing
from socialorder.choices import BidStatus, ComplaintStatus, ComplaintSubject, Remedy, TenderStatus
from socialorder.models import Bid, Complaint, ReviewingBody, Tender
from socialorder.rules.complaints import matters

DAY = dt.timedelta(days=1)
# Who complains of the terms of the tender that is open; bids for nothing.
COMPLAINS = 9
# The cheapest bid of the opened tender.
REFUSED = 2


def is_loaded() -> bool:
    """The first one was carried out; whatever visitors do with the second is theirs."""
    return Complaint.objects.filter(carried_out_at__isnull=False).exists()


def load(playing: Sequence[Applicant]) -> None:
    """After the opening: a refusal, a complaint, a decision, the bid judged anew; and a complaint two days old."""
    told, now = read("complaints.toml"), timezone.now()
    reviewer = _reviewer(told, now)
    officer = User.objects.get(email=cast.email("akimat_officer"))
    slugs = [one["slug"] for one in read("orders.toml")["tenders"]]
    with translation.override("kk"):
        opened, taking = (Tender.objects.get(slug=slug) for slug in slugs)
        if not Complaint.objects.filter(tender=opened).exists():
            _refused(opened, told["refusal"], playing[FIRST_BIDDER + REFUSED], officer, reviewer)
        if not Complaint.objects.filter(tender=taking).exists() and taking.is_taking_bids(now):
            _of_terms(taking, told["terms"], playing[COMPLAINS], reviewer, now)


def _reviewer(told: Mapping[str, Any], now: dt.datetime) -> User:
    body = cast.body_of(told["body"])
    person = cast.reviewer_of(body)
    with at(now - 200 * DAY):
        if not ReviewingBody.objects.filter(body=body).exists():
            reviewing.name_body(body=body, region=None, by=None)
    return person


def _refused(tender: Tender, told: Mapping[str, str], bidder: Applicant, officer: User, reviewer: User) -> None:
    """Upheld: the bid is judged anew, and admitted."""
    bid = Bid.objects.get(lot__tender=tender, organisation=bidder.organisation)
    closed = tender.closes_at
    if tender.status != TenderStatus.OPENED or bid.status != BidStatus.OPENED:
        return
    with at(closed + DAY):
        for flag in bid.flags.filter(decided_at=None):
            flags.decide(flag=flag, uphold=False, reason=told["flag"], by=officer)
        opening.judge(bid=bid, admit=False, reason=told["reason"], by=officer)
    complaint = _sent(tender, ComplaintSubject.REFUSAL, told["text"], bidder, closed + 2 * DAY)
    with at(closed + 3 * DAY):
        complaint = reviewing.admit(complaint=complaint, public_text=told["public_text"], by=reviewer)
    with at(closed + 5 * DAY):
        complaints.say(complaint=complaint, text=told["answer"], by=officer)
    with at(closed + 6 * DAY):
        complaints.say(complaint=complaint, text=told["reply"], by=bidder.head)
    with at(closed + 9 * DAY):
        reviewing.decide(
            complaint=complaint,
            outcome=ComplaintStatus.UPHELD,
            reason=told["verdict"],
            remedy=Remedy.JUDGE,
            remedy_text=told["order"],
            by=reviewer,
        )
    with at(closed + 11 * DAY):
        opening.judge(bid=bid, admit=True, reason="", by=officer)


def _of_terms(tender: Tender, told: Mapping[str, str], who: Applicant, reviewer: User, now: dt.datetime) -> None:
    complaint = _sent(tender, ComplaintSubject.TERMS, told["text"], who, now - 2 * DAY)
    with at(now - DAY):
        reviewing.admit(complaint=complaint, public_text=told["public_text"], by=reviewer)


def _sent(tender: Tender, subject: str, text: str, who: Applicant, moment: dt.datetime) -> Complaint:
    with at(moment):
        key = next(one.key for one in matters(who.head, tender, moment) if one.subject == subject)
        return complaints.submit(tender=tender, matter=key, text=text, by=who.head)
