"""What was changed in the record of an NGO, when, in what capacity and why."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from registry.choices import ActorKind, VersionKind
from registry.models.imports import OrganisationImport
from registry.models.organisations import Organisation
from registry.models.people import Body


class OrganisationVersion(models.Model):
    """One change of a record; the table refuses UPDATE and DELETE by trigger.

    ``changes`` maps a field to ``[old, new]`` in codes, a personal field to null: that it was changed is told, what is
    in it is kept nowhere here. ``actor_name`` is the name of an officer of ``body``, and empty for everybody else.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="versions")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=10, choices=VersionKind.choices)
    actor_kind = models.CharField(max_length=10, choices=ActorKind.choices)
    actor_name = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    load = models.ForeignKey(OrganisationImport, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")
        indexes = [models.Index(fields=["organisation", "at"], name="registry_version_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(actor_kind=ActorKind.OFFICER, body__isnull=False)
                | Q(actor_kind__in=[ActorKind.PORTAL, ActorKind.NGO], actor_name="", body=None),
                name="registry_organisationversion_actor",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.at:%Y-%m-%d %H:%M}"
