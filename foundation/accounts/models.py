from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **values: Any) -> User:
        """A person who signs in by ``email``."""
        user = self.model(email=self.normalize_email(email).lower(), **values)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # that of keys comes from a library without types
    """A person. What a person may do comes from memberships in an NGO or a body, never from here.

    ``is_admin`` is the portal's own administrator, who sees technical pages and decides nothing.
    """

    email = models.EmailField(unique=True)
    full_name = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="kk")
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    is_auditor = models.BooleanField(default=False)
    is_service = models.BooleanField(
        default=False, db_default=False, help_text="A system that works through the API: it reads no mail."
    )
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="accounts_user_email_any_case")]

    def __str__(self) -> str:
        return self.full_name or self.email


class SigningRequestQuerySet(models.QuerySet["SigningRequest"]):
    def visible_to(self, user: Any) -> SigningRequestQuerySet:
        """A document to sign is its signer's alone."""
        return self.filter(user_id=user.pk)

    def open_at(self, moment: Any) -> SigningRequestQuerySet:
        """Not signed yet, and still to be signed at ``moment``."""
        return self.filter(signature=None, expires_at__gt=moment)


class SigningRequest(models.Model):
    """A document that one person is asked to sign, once and until a moment, so that no old signature fits.

    ``purpose`` and ``subject`` say what for («registry.claim», the BIN); with ``bin`` only a certificate of that
    organisation is taken.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="signing_requests")
    purpose = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    bin = models.CharField(max_length=12, blank=True, db_collation="C")
    document = models.TextField(help_text="The text that is signed, as UTF-8.")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    objects = SigningRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="accounts_signing_request_time"),
        ]
        indexes = [models.Index(fields=["user", "purpose", "subject"], name="accounts_signing_request")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"

    @property
    def content(self) -> bytes:
        """The very bytes that are signed."""
        return self.document.encode()


class Signature(models.Model):
    """A signature that was found good, with what its certificate says. The IIN stays inside ``cms`` alone."""

    request = models.OneToOneField(SigningRequest, models.PROTECT, related_name="signature")
    cms = models.BinaryField()
    name = models.CharField(max_length=300)
    bin = models.CharField(max_length=12, blank=True, db_collation="C")
    organisation = models.CharField(max_length=500, blank=True)
    position = models.CharField(max_length=20, blank=True)
    serial = models.CharField(max_length=64)
    valid_until = models.DateTimeField()
    sha256 = models.CharField(max_length=64, help_text="Of the document.")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="accounts_signature_sha256"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.organisation}" if self.organisation else self.name
