"""Keys of other systems, and answers that are repeated word for word."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from oauth2_provider.models import AbstractApplication

from foundation.api.scopes import SCOPES


class ApiClientManager(models.Manager["ApiClient"]):
    def get_by_natural_key(self, client_id: str) -> ApiClient:
        """What the OAuth library asks for."""
        return self.get(client_id=client_id)

    def of_body(self, code: str) -> models.QuerySet[ApiClient]:
        """Keys of one body, those that are not revoked first, the newest first."""
        return self.filter(body=code).order_by(F("revoked_at").desc(nulls_first=True), "-created", "pk")


class ApiClient(AbstractApplication):
    """A system of one body that works through the API. It acts as ``user``, a service account with roles in the body.

    ``body`` is the code of the body and ``region`` its region ('' is the whole country): as text, so that the ground
    need not know the registry.
    """

    body = models.CharField(max_length=50)
    region = models.CharField(max_length=9, blank=True, db_collation="C")
    scopes = ArrayField(models.CharField(max_length=30))
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    rotated_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[ApiClientManager] = ApiClientManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=sorted(SCOPES)) & ~Q(scopes=[]), name="api_client_scopes"
            ),
            models.CheckConstraint(
                condition=~Q(body="") & ~Q(name="") & Q(user__isnull=False), name="api_client_whose"
            ),
            models.CheckConstraint(
                condition=Q(
                    client_type=AbstractApplication.CLIENT_CONFIDENTIAL,
                    authorization_grant_type=AbstractApplication.GRANT_CLIENT_CREDENTIALS,
                    hash_client_secret=True,
                ),
                name="api_client_credentials_only",
            ),
        ]
        indexes = [models.Index(fields=["body"], name="api_client_body")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.client_id,)

    def is_usable(self, request: Any = None) -> bool:
        """Neither revoked nor expired: asked when a token is wanted and each time one is shown."""
        return self.revoked_at is None and not self.is_expired

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


class IdempotentAnswer(models.Model):
    """A POST with an ``Idempotency-Key``, and what was answered: the same request gets the same answer again.

    ``answered_at`` empty: it is being worked on, or whoever worked on it has died.
    """

    actor = models.CharField(max_length=80, db_collation="C")
    key = models.CharField(max_length=255, db_collation="C")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of method, address and body.")
    started_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["actor", "key"], name="api_idempotent_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, status=None) | Q(answered_at__isnull=False, status__isnull=False),
                name="api_idempotent_answered",
            ),
        ]
        indexes = [models.Index(fields=["started_at"], name="api_idempotent_started")]

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"
