"""Who works on an award of public money, and how much of their time it takes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from registry.models.funding import Funding

FULL_TIME = 100


class ProjectPerson(models.Model):
    """A person of the team of one award. Never on a public page: it only lets promises of time be added up.

    ``key`` is the name folded: two people can have one name, so what is found by it is a question.
    """

    award = models.ForeignKey(Funding, models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    workload = models.PositiveSmallIntegerField(help_text="Per cent of full time.")

    class Meta:
        ordering = ("award", "pk")
        constraints = [
            models.UniqueConstraint(fields=["award", "key"], name="registry_projectperson_once"),
            models.CheckConstraint(
                condition=Q(workload__gte=1, workload__lte=FULL_TIME), name="registry_projectperson_workload"
            ),
            models.CheckConstraint(condition=~Q(key=""), name="registry_projectperson_key"),
        ]

    def __str__(self) -> str:
        return f"{self.award_id}/{self.pk}"  # never the name: it goes into no event
