"""Things that people say of a place."""

from __future__ import annotations

from decimal import Decimal

from django.db import models
from django.db.models import Q


class Placed(models.Model):
    """A place, which may be empty: a unit of the classifier (``kato``), a point, or both. Never the address of a person:
    a point has three places after the point, about 100 metres.
    """

    kato = models.CharField(
        max_length=9, blank=True, default="", db_default="", db_collation="C", help_text="The region or a unit."
    )
    latitude = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)
    longitude = models.DecimalField(max_digits=6, decimal_places=3, null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(Decimal(40), Decimal(56)), longitude__range=(Decimal(46), Decimal(88))),
                name="%(app_label)s_%(class)s_point",
            ),
            models.CheckConstraint(
                condition=Q(kato="") | Q(kato__regex="^[0-9]{9}$"), name="%(app_label)s_%(class)s_kato"
            ),
        ]

    @property
    def has_place(self) -> bool:
        return bool(self.kato) or self.latitude is not None

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude; None without a point."""
        if self.latitude is None or self.longitude is None:
            return None
        return float(self.latitude), float(self.longitude)
