"""Partners and co-applicants of a project, with their consent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from foundation.core.text import localized
from grants.choices import PartnerKind, PartnerStatus
from grants.models.applications import Application, Attachment
from grants.querysets import PartnerQuerySet
from registry.models import Organisation


class Partner(models.Model):
    """Who carries a project with the applicant. An NGO of the registry consents in the portal, by its head; somebody
    outside of it (``name``) by a letter that is attached. A co-applicant's people read the application, and edit it
    where ``may_edit`` says so.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="partners")
    kind = models.CharField(max_length=15, choices=PartnerKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=300, blank=True)
    contribution = models.TextField(help_text="What it does in the project.")
    may_edit = models.BooleanField(default=False)
    letter = models.OneToOneField(Attachment, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=PartnerStatus.choices, default=PartnerStatus.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartnerKind.values), name="grants_partner_kind"),
            models.CheckConstraint(condition=Q(status__in=PartnerStatus.values), name="grants_partner_status"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, name="", letter=None)
                | (Q(organisation=None, kind=PartnerKind.PARTNER) & ~Q(name="") & ~Q(status=PartnerStatus.ASKED)),
                name="grants_partner_who",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(PartnerStatus.AGREED, PartnerStatus.REFUSED))
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                | Q(organisation=None, letter__isnull=False),
                name="grants_partner_answered",
            ),
            models.CheckConstraint(
                condition=Q(may_edit=False) | Q(kind=PartnerKind.CO_APPLICANT), name="grants_partner_may_edit"
            ),
            models.UniqueConstraint(
                fields=["application", "organisation"],
                condition=~Q(status=PartnerStatus.REMOVED),
                name="grants_partner_once",
            ),
        ]

    def __str__(self) -> str:
        return localized(self.organisation, "name") if self.organisation else self.name
