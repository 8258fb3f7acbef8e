"""Keys under which bids are sealed (docs/adr/0037): only public keys and what others cannot read are stored here."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from socialorder.choices import HandoverPurpose
from socialorder.models.tenders import Tender
from socialorder.querysets import ShareQuerySet

HOLDERS, NEEDED = 3, 2


class HolderKey(models.Model):
    """A person's own key. ``private_box`` opens with the passphrase that only the person knows."""

    holder = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="holder_key")
    public_key = models.CharField(max_length=64, help_text="X25519, hexadecimal.")
    private_box = models.TextField()
    salt = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(public_key__regex=r"^[0-9a-f]{64}$"), name="socialorder_holder_key")
        ]

    def __str__(self) -> str:
        return str(self.holder)


class TenderKey(models.Model):
    """The public key of a tender. Its secret is nowhere; ``generation`` grows when the shares are divided anew."""

    tender = models.OneToOneField(Tender, models.PROTECT, related_name="key")
    public_key = models.CharField(max_length=64)
    generation = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(public_key__regex=r"^[0-9a-f]{64}$"), name="socialorder_tender_key")
        ]

    def __str__(self) -> str:
        return f"{self.tender.slug}"


class Share(models.Model):
    """A share of the tender's secret, sealed to its holder's own key; any two of three open the bids."""

    key = models.ForeignKey(TenderKey, models.PROTECT, related_name="shares")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    box = models.TextField()
    lost_at = models.DateTimeField(null=True, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ("key", "number")
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="socialorder_share_number"),
            models.UniqueConstraint(fields=["key", "holder"], name="socialorder_share_holder"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=HOLDERS), name="socialorder_share_range"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.number}"


class Handover(models.Model):
    """A holder agrees: the share, sealed to another holder's key, for one purpose. Removed when it has served."""

    share = models.ForeignKey(Share, models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Share, models.CASCADE, related_name="received")
    purpose = models.CharField(max_length=8, choices=HandoverPurpose.choices)
    box = models.TextField()
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["share", "to", "purpose"], name="socialorder_handover_once"),
            models.CheckConstraint(condition=~Q(share=F("to")), name="socialorder_handover_other"),
            models.CheckConstraint(
                condition=Q(purpose__in=HandoverPurpose.values), name="socialorder_handover_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.share} → {self.to}"
