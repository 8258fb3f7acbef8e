from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from registry.choices import BodyKind, Role
from registry.models import Membership
from socialorder.choices.placed import TWIN_COUNTED, PlacedState


class PlacedOrderQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> PlacedOrderQuerySet:
        """Everybody reads them: they are published by the procurement portal."""
        return self.select_related("customer", "organisation", "sphere", "region", "load__document", "twin_of")

    def counted(self) -> PlacedOrderQuerySet:
        """What stands in sums: it took place, and the portal does not know it from elsewhere."""
        return self.filter(twin__in=TWIN_COUNTED).exclude(state=PlacedState.VOID)


class OrderLoadQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> OrderLoadQuerySet:
        """Officers see their own files, and officers of central bodies all of them."""
        shown = self.select_related("document", "requested_by", "errors")
        if not getattr(user, "is_authenticated", False):
            return shown.none()
        held = Membership.objects.in_force().filter(user=user, role=Role.OFFICER)
        sees_all = held.filter(body__kind__in=(BodyKind.CENTRAL, BodyKind.OPERATOR)).exists()
        return shown if sees_all else shown.filter(Q(requested_by=user.pk))
