from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q

from socialorder.choices.commission import SittingStatus
from socialorder.querysets.offices import serves


def _own(user: Any, people: str) -> Q:
    """Rows of a tender in which ``user`` is one of ``people``; no rows for a visitor."""
    return Q(**{people: user.pk}) if getattr(user, "is_authenticated", False) else Q(pk__in=[])


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who sits in a commission is for officers of the body and its members; protocols name them for everybody."""
        own = self.model._default_manager.filter(_own(user, "person")).values("tender")
        shown = self.select_related("tender__body", "person")
        return shown.filter(serves(user, "tender__body") | Q(tender__in=own))


class SittingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Concluded ones for everybody; one that runs or was dissolved for officers of the body and members."""
        own = self.model._default_manager.filter(_own(user, "tender__members__person")).values("pk")
        shown = self.select_related("tender__body")
        told = Q(status=SittingStatus.CONCLUDED)
        return shown.filter(told | serves(user, "tender__body") | Q(pk__in=own))


class ShareQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who holds the key of a tender is known to officers of the body and to the holders."""
        own = self.model._default_manager.filter(_own(user, "holder")).values("key")
        shown = self.select_related("key__tender__body", "holder")
        return shown.filter(serves(user, "key__tender__body") | Q(key__in=own))
