from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Count, Q

from socialorder.choices import NeedStatus
from socialorder.querysets.offices import serves

SUPPORTED = Q(supports__taken_back_at=None, supports__isnull=False)


class NeedQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> NeedQuerySet:
        """Everybody reads needs; a withdrawn one is its author's, a hidden one its author's and the region's officers'."""
        shown = self.select_related("region", "sphere", "author", "body", "topic__plan__body")
        own = Q(author=user.pk) if getattr(user, "is_authenticated", False) else Q(pk__in=[])
        public = Q(hidden_at=None) & ~Q(status=NeedStatus.WITHDRAWN)
        return shown.filter(public | own | (serves(user, "region__body") & Q(hidden_at__isnull=False))).distinct()

    def public(self) -> NeedQuerySet:
        """What counts in figures that everybody sees."""
        return self.filter(hidden_at=None).exclude(status=NeedStatus.WITHDRAWN)

    def overdue(self, today: dt.date) -> NeedQuerySet:
        """Public ones whose answer should be there."""
        return self.public().filter(status=NeedStatus.PROPOSED, due_on__lt=today)

    def with_support(self) -> NeedQuerySet:
        """With ``supported``: how many people support each."""
        return self.annotate(supported=Count("supports", filter=SUPPORTED, distinct=True))
