"""What waits for a person in social orders."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.desk import Task
from foundation.core.text import localized
from registry.choices import BodyKind
from registry.rules import roles
from socialorder.choices import BidStatus, FlagStatus, QuestionStatus, TenderStatus
from socialorder.models import Bid, Flag, Share, TenderQuestion
from socialorder.queries.contract_desk import contract_tasks
from socialorder.queries.desk_complaints import complaint_tasks
from socialorder.queries.needs import waiting_for

NEEDS_SHOWN = 10


def desk_tasks(user: Any) -> list[Task]:
    """Needs, questions and flags of officers; shares of holders; bids of NGOs that are not sealed; contracts of both."""
    offices = roles.offices_of(user)
    told = [*_needs(offices), *_questions(offices), *_flags(offices), *_shares(user), *_bids(user)]
    return [*told, *complaint_tasks(user, offices), *contract_tasks(user)]


def _needs(offices: Any) -> list[Task]:
    rows = waiting_for(offices.filter(kind=BodyKind.AKIMAT))[:NEEDS_SHOWN]
    title = _("Answer the need: %(title)s")
    return [
        Task(title % {"title": need.title}, need.get_absolute_url(), need.status, need.get_status_display())
        for need in rows
    ]


def _questions(offices: Any) -> list[Task]:
    rows = TenderQuestion.objects.filter(status=QuestionStatus.ASKED, tender__body__in=offices)
    title = _("Answer a question about the tender: %(title)s")
    return [
        Task(
            title % {"title": localized(one.tender, "title")},
            f"{one.tender.get_absolute_url()}#question-{one.number}",
            one.status,
            one.get_status_display(),
        )
        for one in rows.select_related("tender").order_by("asked_at", "pk")
    ]


def _flags(offices: Any) -> list[Task]:
    rows = Flag.objects.filter(status=FlagStatus.OPEN, bid__lot__tender__body__in=offices)
    return [
        Task(
            _("Judge a flag: %(rule)s") % {"rule": flag.get_rule_display()},
            reverse("socialorder:flag-decide", args=[flag.pk]),
            flag.status,
            flag.get_status_display(),
        )
        for flag in rows.order_by("pk")
    ]


def _shares(user: Any) -> list[Task]:
    """Tenders whose window is over wait for two of their holders."""
    rows = Share.objects.filter(holder=user.pk, lost_at=None, key__tender__status=TenderStatus.ANNOUNCED)
    over = rows.filter(key__tender__closes_at__lte=clock.now()).select_related("key__tender")
    return [
        Task(
            _("Open the bids: %(title)s") % {"title": localized(share.key.tender, "title")},
            reverse("socialorder:tender-key", args=[share.key.tender.slug]),
            share.key.tender.status,
            share.key.tender.get_status_display(),
        )
        for share in over.order_by("pk")
    ]


def _bids(user: Any) -> list[Task]:
    """Begun and not sealed, while the window is open."""
    mine = Bid.objects.filter(status=BidStatus.DRAFT, organisation__in=roles.organisations_of(user, roles.EDITORS))
    open_ones = mine.filter(lot__tender__status=TenderStatus.ANNOUNCED, lot__tender__closes_at__gt=clock.now())
    return [
        Task(
            _("Seal the bid: %(title)s") % {"title": localized(bid.lot.topic, "title")},
            bid.get_absolute_url(),
            bid.status,
            bid.get_status_display(),
            bid.lot.tender.closes_at,
        )
        for bid in open_ones.select_related("lot__tender", "lot__topic").order_by("lot__tender__closes_at", "pk")
    ]
