"""NGOs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from foundation.core.text import localized
from foundation.documents.models import Document
from registry.choices import LegalForm, OrganisationStatus
from registry.models.reference import Region, Sphere
from registry.querysets import OrganisationQuerySet


class Organisation(models.Model):
    """An NGO. ``bin`` is empty only for imported or non-operating records (rule R06).

    Personal fields (``head_iin``, ``private_phone``, ``private_address``) never leave the registry's own desk.
    """

    bin = models.CharField(max_length=12, null=True, blank=True, unique=True, db_collation="C")
    name_kk = models.CharField(max_length=500, blank=True)
    name_ru = models.CharField(max_length=500, blank=True)
    name_en = models.CharField(max_length=500, blank=True)
    short_name_kk = models.CharField(max_length=200, blank=True, default="", db_default="")
    short_name_ru = models.CharField(max_length=200, blank=True, default="", db_default="")
    short_name_en = models.CharField(max_length=200, blank=True, default="", db_default="")
    legal_form = models.CharField(max_length=30, choices=LegalForm.choices)
    status = models.CharField(max_length=20, choices=OrganisationStatus.choices)
    region = models.ForeignKey(Region, models.PROTECT)
    kato = models.CharField(
        max_length=9,
        blank=True,
        default="",
        db_default="",
        db_collation="C",
        help_text="The KATO code down to the level that is known; '' is unknown.",
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="branches", help_text="The head of a branch."
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", help_text="The record that replaced it."
    )
    spheres = models.ManyToManyField(Sphere, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    charter_goals = models.TextField(blank=True)
    description = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=50, blank=True)
    website = models.URLField(blank=True)
    head_name = models.CharField(max_length=200, blank=True)
    head_iin = models.CharField(max_length=12, blank=True)
    private_phone = models.CharField(max_length=50, blank=True)
    private_address = models.CharField(max_length=500, blank=True)
    is_charity = models.BooleanField(default=False, db_default=False)
    has_volunteers = models.BooleanField(default=False, db_default=False)
    sdgs = ArrayField(
        models.PositiveSmallIntegerField(), default=list, db_default=[], blank=True, help_text="Numbers 1 to 17."
    )
    languages = ArrayField(
        models.CharField(max_length=2), default=list, db_default=[], blank=True, help_text="That it works in."
    )
    logo = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    is_invented = models.BooleanField(default=False, help_text="Made up for the demo; every page says so.")
    created_at = models.DateTimeField(default=timezone.now)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(bin__isnull=True) | Q(bin__regex=r"^\d{4}[456][0-3]\d{6}$"),
                name="registry_organisation_bin",
            ),
            models.CheckConstraint(
                # Rule R07: a unit within a region has the region's first two digits.
                condition=Q(kato="") | Q(kato__regex=r"^\d{9}$", kato__startswith=Left("region_id", 2)),
                name="registry_organisation_kato",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("id")), name="registry_organisation_not_own_parent"
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="registry_organisation_not_own_successor"
            ),
            models.CheckConstraint(
                condition=Q(sdgs__contained_by=list(range(1, 18))), name="registry_organisation_sdgs"
            ),
            models.CheckConstraint(
                condition=Q(bin__isnull=False) | ~Q(status=OrganisationStatus.ACTIVE),
                name="registry_organisation_active_has_bin",
            ),
            models.CheckConstraint(
                condition=~(Q(name_kk="") & Q(name_ru="") & Q(name_en="")), name="registry_organisation_has_name"
            ),
            models.CheckConstraint(
                condition=Q(status__in=OrganisationStatus.values), name="registry_organisation_status"
            ),
        ]
        indexes = [
            models.Index(fields=["region", "status"], name="registry_org_region"),
        ]

    def __str__(self) -> str:
        return localized(self, "name")

    def get_absolute_url(self) -> str:
        if self.bin:
            return reverse("registry:ngo-detail", args=[self.bin])
        return reverse("registry:ngo-unnumbered", args=[self.pk])

    def get_page_url(self, page: str) -> str:
        """Address of another page of this record: history, official…"""
        if self.bin:
            return reverse(f"registry:ngo-{page}", args=[self.bin])
        return reverse(f"registry:ngo-unnumbered-{page}", args=[self.pk])

    def get_history_url(self) -> str:
        return self.get_page_url("history")
