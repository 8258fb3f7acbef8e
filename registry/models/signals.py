"""Signals: questions that the ledger of public money raises. Each cites its rows; none is a verdict."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from registry.choices import SIGNAL_LIVE, Certainty, SignalRule, SignalStatus
from registry.models.funding import Funding
from registry.models.organisations import Organisation
from registry.querysets import OverseenQuerySet


class Signal(models.Model):
    """One finding of one rule about one organisation.

    ``key`` names what it is about (a pair of awards, a region and a year); ``inputs`` are the facts it was computed from
    and ``digest`` their SHA-256: the same facts are never raised twice. ``parameters`` are the thresholds then in force.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="signals")
    rule = models.CharField(max_length=20, choices=SignalRule.choices)
    key = models.CharField(max_length=100)
    status = models.CharField(max_length=10, choices=SignalStatus.choices, default=SignalStatus.OPEN)
    inputs = models.JSONField()
    digest = models.CharField(max_length=64)
    context = models.JSONField(default=dict, help_text="Figures as they were last computed; not part of the digest.")
    parameters = models.JSONField()
    certainty = models.CharField(max_length=1, choices=Certainty.choices, default=Certainty.ASSUMED)
    rows = models.ManyToManyField(Funding, related_name="signals", help_text="The awards that it cites.")
    raised_at = models.DateTimeField(default=timezone.now)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OverseenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "rule", "key", "digest"], name="registry_signal_once"),
            models.UniqueConstraint(
                fields=["organisation", "rule", "key"],
                condition=Q(status__in=SIGNAL_LIVE),
                name="registry_signal_one_alive",
            ),
            models.CheckConstraint(condition=Q(status__in=SignalStatus.values), name="registry_signal_status"),
            models.CheckConstraint(condition=Q(rule__in=SignalRule.values), name="registry_signal_rule"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="registry_signal_digest"),
            models.CheckConstraint(
                condition=~Q(status__in=(SignalStatus.KEPT, SignalStatus.DISMISSED))
                | (Q(decided_at__isnull=False) & ~Q(decision_reason="")),
                name="registry_signal_decided",
            ),
        ]
        indexes = [models.Index(fields=["status", "rule", "-id"], name="registry_signal_listing")]

    def __str__(self) -> str:
        return f"{self.get_rule_display()}: {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("registry:signal-detail", args=[self.pk])


class SignalAnswer(models.Model):
    """What the organisation says to a signal; nothing of it is ever changed, a further answer stands beside it."""

    signal = models.ForeignKey(Signal, models.PROTECT, related_name="answers")
    text = models.TextField()
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="registry_signal_answer_text")]

    def __str__(self) -> str:
        return f"{self.signal_id}: {self.given_at:%Y-%m-%d}"
