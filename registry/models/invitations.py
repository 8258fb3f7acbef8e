"""Letters that invite a person to a role, or into the experts' registry."""

from __future__ import annotations

import secrets
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from registry.choices import BODY_ROLES, NGO_ROLES, InvitationStatus, Role
from registry.models.organisations import Organisation
from registry.models.people import Body
from registry.querysets import InvitationQuerySet

SALT = "registry.invitation"


def fresh_nonce() -> str:
    """What makes a link of an invitation valid; a letter that is sent again gets another one."""
    return secrets.token_urlsafe(12)


class Invitation(models.Model):
    """One e-mail address invited to one role in an NGO or a body; with neither, to the experts' registry by ``terms``.

    The link is signed and not stored: whoever reads the database alone cannot accept an invitation.
    """

    email = models.EmailField(help_text="In small letters.")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="invitations")
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="invitations")
    role = models.CharField(max_length=20, choices=Role.choices, blank=True)
    terms = models.JSONField(default=dict, blank=True, help_text="Of an expert: spheres, languages, region.")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    status = models.CharField(max_length=10, choices=InvitationStatus.choices, default=InvitationStatus.SENT)
    nonce = models.CharField(max_length=32, help_text="Makes its link; see ``fresh_nonce``.")
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-invited_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body=None, role__in=NGO_ROLES)
                | Q(organisation=None, body__isnull=False, role__in=BODY_ROLES)
                | Q(organisation=None, body=None, role=""),
                name="registry_invitation_one_place",
            ),
            models.UniqueConstraint(
                fields=["email", "organisation", "body"],
                condition=Q(status=InvitationStatus.SENT),
                nulls_distinct=False,
                name="registry_invitation_one_open",
            ),
            models.CheckConstraint(condition=Q(status__in=InvitationStatus.values), name="registry_invitation_status"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="registry_invitation_time"),
            models.CheckConstraint(
                condition=Q(status=InvitationStatus.SENT, closed_at=None)
                | (~Q(status=InvitationStatus.SENT) & Q(closed_at__isnull=False)),
                name="registry_invitation_closed_at",
            ),
            models.CheckConstraint(
                condition=~Q(status=InvitationStatus.ACCEPTED) | Q(accepted_by__isnull=False),
                name="registry_invitation_accepted_by",
            ),
        ]

    def __str__(self) -> str:
        # Without the address: audit events and job pages show this.
        return f"{self.role_label}, {self.place}" if self.place else self.role_label

    def get_absolute_url(self) -> str:
        return reverse("registry:invitation-detail", args=[self.token])

    @property
    def place(self) -> Organisation | Body | None:
        """Where the role is; None for the experts' registry."""
        return self.organisation or self.body

    @property
    def role_label(self) -> str:
        """The role in words."""
        return str(self.get_role_display()) if self.role else gettext("Expert")

    @property
    def token(self) -> str:
        """What its link carries."""
        return signing.Signer(salt=SALT).sign_object([self.pk, self.nonce])

    @staticmethod
    def read(token: str) -> dict[str, Any]:
        """What to look for by ``token``; raises signing.BadSignature."""
        pk, nonce = signing.Signer(salt=SALT).unsign_object(token)
        return {"pk": pk, "nonce": nonce}
