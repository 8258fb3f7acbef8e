"""State bodies, who holds which role where, and the experts' registry."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.core.text import localized
from registry.choices import BODY_ROLES, NGO_ROLES, AffiliationKind, BodyKind, Role
from registry.models.organisations import Organisation
from registry.models.reference import Region, Sphere
from registry.querysets import (
    AffiliationQuerySet,
    BodyQuerySet,
    EmploymentQuerySet,
    ExpertQuerySet,
    MembershipQuerySet,
)


class Body(models.Model):
    """A state body, akimat, quasi-state entity or the grant operator."""

    code = models.SlugField(unique=True)
    bin = models.CharField(max_length=12, null=True, blank=True, unique=True, db_collation="C")
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=BodyKind.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True)
    address = models.CharField(max_length=500, blank=True, default="", db_default="")
    email = models.EmailField(blank=True, default="", db_default="")
    phone = models.CharField(max_length=50, blank=True, default="", db_default="")
    website = models.URLField(blank=True, default="", db_default="")
    is_invented = models.BooleanField(default=False)
    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="as_body",
        help_text="The NGO that re-grants: its head and editors are the officers of this body, and of nothing else.",
    )

    subordinate_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The body above it, where it is known.",
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "bodies"
        constraints = [
            models.CheckConstraint(
                condition=Q(subordinate_to=None) | ~Q(subordinate_to=F("pk")), name="registry_body_above"
            ),
            models.CheckConstraint(condition=Q(kind__in=BodyKind.values), name="registry_body_kind"),
            models.CheckConstraint(
                condition=Q(kind=BodyKind.REGRANTOR, organisation__isnull=False)
                | (~Q(kind=BodyKind.REGRANTOR) & Q(organisation=None)),
                name="registry_body_regrantor",
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "name")

    def get_absolute_url(self) -> str:
        return reverse("registry:body-detail", args=[self.code])


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
                fields=["user", "organisation"],
                condition=Q(ended_at=None, organisation__isnull=False),
                name="registry_membership_one_role_in_ngo",
            ),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(role=Role.NGO_HEAD, ended_at=None), name="registry_one_head"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.place}"

    @property
    def place(self) -> Organisation | Body:
        """The NGO or the body; there is exactly one."""
        return self.organisation or self.body  # type: ignore[return-value]


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

    def get_absolute_url(self) -> str:
        return reverse("registry:expert-detail", args=[self.number])


class Affiliation(models.Model):
    """A tie between an expert and an organisation (rule R35); ``until`` empty: still so."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="affiliations")
    kind = models.CharField(max_length=10, choices=AffiliationKind.choices)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "organisation", "kind", "since"], name="registry_affiliation_once"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")), name="registry_affiliation_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.expert} – {self.organisation}: {self.get_kind_display()}"


class Employment(models.Model):
    """Where an expert works or worked: a tie by BIN, whether or not the employer is in the registry (rule R35)."""

    expert = models.ForeignKey(Expert, models.CASCADE, related_name="employments")
    employer_name = models.CharField(max_length=500)
    employer_bin = models.CharField(max_length=12, blank=True, db_collation="C", help_text="Empty: not known.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(default=timezone.now)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EmploymentQuerySet.as_manager()

    class Meta:
        ordering = ("-since", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["expert", "employer_bin", "employer_name", "since"], name="registry_employment_once"
            ),
            models.CheckConstraint(
                condition=Q(employer_bin="") | Q(employer_bin__regex=r"^[0-9]{12}$"), name="registry_employment_bin"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="registry_employment_period"
            ),
        ]
        indexes = [models.Index(fields=["employer_bin"], name="registry_employment_employer")]

    def __str__(self) -> str:
        return f"{self.expert} – {self.employer_name}"
