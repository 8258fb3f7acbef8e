from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from socialorder.choices.bids import IN_CONTEST, BidStatus
from socialorder.querysets.offices import belongs, serves

AFTER_OPENING = (*IN_CONTEST, BidStatus.REFUSED, BidStatus.UNREADABLE)


class BidQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> BidQuerySet:
        """Before opening a bid exists for its own NGO alone, for no officer and no administrator; afterwards the body
        reads it too."""
        shown = self.select_related("lot__tender__body", "lot__topic", "organisation")
        opened = Q(status__in=AFTER_OPENING) & serves(user, "lot__tender__body")
        return shown.filter(belongs(user, "organisation") | opened)

    def opened(self) -> BidQuerySet:
        """What came out of the opening."""
        return self.filter(status__in=AFTER_OPENING)
