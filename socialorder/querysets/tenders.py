from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from socialorder.choices import LotStatus, QuestionStatus, TenderStatus
from socialorder.choices.tenders import TENDER_VOID
from socialorder.querysets.offices import serves


class TenderQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> TenderQuerySet:
        """Announced tenders for everybody; drafts for officers of the body."""
        shown = self.select_related("body__region")
        return shown.filter(~Q(status=TenderStatus.DRAFT) & Q(announced_at__isnull=False) | serves(user, "body"))

    def taking_bids(self, now: dt.datetime) -> TenderQuerySet:
        return self.filter(status=TenderStatus.ANNOUNCED, opens_at__lte=now, closes_at__gt=now)


class LotQuerySet(models.QuerySet):
    def with_topic(self) -> LotQuerySet:
        return self.select_related("topic__plan__body", "topic__standard", "topic__sphere", "topic__region")

    def placed(self) -> LotQuerySet:
        """Those that take money of their topic: being placed, or with a winner."""
        return self.exclude(tender__status__in=TENDER_VOID).exclude(status=LotStatus.FAILED)


class QuestionQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> QuestionQuerySet:
        """Answered ones for everybody; waiting ones for the asker and officers of the body. Who asked is never shown."""
        own = Q(asked_by=user.pk) if getattr(user, "is_authenticated", False) else Q(pk__in=[])
        return self.filter(~Q(status=QuestionStatus.ASKED) | own | serves(user, "tender__body")).order_by("number")
