"""Keys of other systems, and answers that are repeated word for word."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
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


class DeliveryStatus(models.TextChoices):
    WAITING = "waiting", _("Waits")
    DELIVERED = "delivered", _("Delivered")
    DEAD = "dead", _("Given up")


class Webhook(models.Model):
    """An address of a system that wants to be told what has changed. ``cursor`` is how far it has been told.

    The secret is derived from the portal's own key and ``secret_version``, so it stands nowhere; the one before is
    still signed with until ``previous_until``.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(ApiClient, models.PROTECT, related_name="webhooks")
    url = models.URLField(max_length=500)
    kinds = ArrayField(models.CharField(max_length=40), default=list, blank=True, help_text="Empty: all.")
    cursor = models.CharField(max_length=200)
    secret_version = models.PositiveIntegerField(default=1)
    previous_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        indexes = [models.Index(fields=["created_at"], condition=Q(stopped_at=None), name="api_webhook_active")]

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One message to one address: the very text that is signed, and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    body = models.TextField()
    status = models.CharField(max_length=10, choices=DeliveryStatus, default=DeliveryStatus.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    last_answer = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Status of the last answer.")
    last_error = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name_plural = "deliveries"
        constraints = [
            models.CheckConstraint(condition=Q(status__in=DeliveryStatus.values), name="api_delivery_status"),
            models.CheckConstraint(
                condition=Q(status=DeliveryStatus.WAITING, next_at__isnull=False, delivered_at=None)
                | Q(status=DeliveryStatus.DELIVERED, next_at=None, delivered_at__isnull=False)
                | Q(status=DeliveryStatus.DEAD, next_at=None, delivered_at=None),
                name="api_delivery_moments",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(status=DeliveryStatus.WAITING), name="api_delivery_due"),
            models.Index(fields=["webhook", "-created_at"], name="api_delivery_log"),
        ]

    def __str__(self) -> str:
        return f"{self.webhook}: {self.status}"
