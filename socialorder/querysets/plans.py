from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from socialorder.choices import PlanStatus, StandardStatus
from socialorder.querysets.offices import serves

MONEY: DecimalField = DecimalField(max_digits=18, decimal_places=2)


def summed(rows: QuerySet, by: str) -> Coalesce:
    """Σ amount of ``rows`` for each row of the outer query; ``by`` is the field that leads to it."""
    found = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(sum=Sum("amount")).values("sum")
    return Coalesce(Subquery(found, output_field=MONEY), Value(0, output_field=MONEY))


def _rows(model: Any, name: str) -> Any:
    """All rows at the other end of a relation."""
    return model._meta.get_field(name).related_model._default_manager


class StandardQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> StandardQuerySet:
        """Approved versions for everybody; drafts for officers of their body."""
        shown = self.select_related("body", "sphere")
        return shown.filter(~Q(status=StandardStatus.DRAFT) | serves(user, "body"))

    def in_force(self) -> StandardQuerySet:
        return self.filter(status=StandardStatus.IN_FORCE)


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> PlanQuerySet:
        """Discussed and approved plans for everybody; drafts for officers of the body."""
        return self.select_related("body__region").filter(~Q(status=PlanStatus.DRAFT) | serves(user, "body"))

    def with_sums(self) -> PlanQuerySet:
        """With ``topics_sum``: Σ of the topics that are not dropped."""
        topics = _rows(self.model, "topics").filter(dropped_at=None)
        return self.annotate(topics_sum=summed(topics, "plan"))


class TopicQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> TopicQuerySet:
        shown = self.select_related("plan__body", "sphere", "region", "standard", "continues__plan")
        return shown.filter(~Q(plan__status=PlanStatus.DRAFT) | serves(user, "plan__body"))

    def current(self) -> TopicQuerySet:
        """Those that were not dropped."""
        return self.filter(dropped_at=None)

    def with_lots(self) -> TopicQuerySet:
        """With ``lots_sum``: Σ of the lots that are being placed or were placed."""
        lots = _rows(self.model, "lots")
        return self.annotate(lots_sum=summed(lots.placed(), "topic"))
