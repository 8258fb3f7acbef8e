"""State bodies, who holds which role where, and the experts' registry."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.core.text import localized
from registry.choices import BODY_ROLES, NGO_ROLES, AffiliationKind, BodyKind, Role
from registry.models.organisations import Organisation
from registry.models.reference import Region, Sphere
from registry.querysets import AffiliationQuerySet, ExpertQuerySet, MembershipQuerySet


class Body(models.Model):
    """A state body, akimat, quasi-state entity or the grant operator."""

    code = models.SlugField(unique=True)
    bin = models.CharField(max_length=12, null=True, blank=True, unique=True, db_collation="C")
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return localized(self, "name")


class Membership(models.Model):
    """A person's role in one NGO or one body, from a moment until a moment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role.choices)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body=None, role__in=NGO_ROLES)
                | Q(organisation=None, body__isnull=False, role__in=BODY_ROLES),
                name="registry_membership_one_place",
            ),
            models.UniqueConstraint(
                fields=["user", "organisation", "body", "role"],
                condition=Q(ended_at=None),
                nulls_distinct=False,
                name="registry_membership_once",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(role=Role.NGO_HEAD, ended_at=None), name="registry_one_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.organisation or self.body}"


class Expert(models.Model):
    """A person of the experts' registry, with what a draw and a conflict check need."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="expert")
    number = models.PositiveIntegerField(unique=True, help_text="Public number used in draws.")
    spheres = models.ManyToManyField(Sphere, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    is_active = models.BooleanField(default=True)

    objects = ExpertQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.user)


class Affiliation(models.Model):
    """A tie between an expert and an organisation (rule R35); ``until`` empty: still so."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    kind = models.CharField(max_length=10, choices=AffiliationKind.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "organisation", "kind", "since"], name="registry_affiliation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert} – {self.organisation}: {self.get_kind_display()}"
