"""Who founded an NGO."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from registry.choices import FounderKind
from registry.models.organisations import Organisation


class Founder(models.Model):
    """A founder, a person or an organisation, from a day until a day. ``iin`` is personal: it never leaves the registry."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="founders")
    kind = models.CharField(max_length=10, choices=FounderKind.choices)
    name = models.CharField(max_length=300)
    bin = models.CharField(max_length=12, blank=True, db_collation="C")
    iin = models.CharField(max_length=12, blank=True, db_collation="C")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="registry_founder_has_name"),
            models.CheckConstraint(
                condition=Q(kind=FounderKind.PERSON, bin="", iin__regex=r"^(\d{12})?$")
                | Q(kind=FounderKind.LEGAL, bin__regex=r"^(\d{4}[456][0-3]\d{6})?$", iin=""),
                name="registry_founder_numbers",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="registry_founder_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.name
