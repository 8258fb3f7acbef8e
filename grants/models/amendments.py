"""Changes of an agreement: the adjustment to the award before the signatures, amendments after them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from grants.choices import AmendedPart, AmendmentKind, AmendmentStatus, Side
from grants.models.agreements import Agreement, AgreementVersion

OPEN = (AmendmentStatus.DRAFT, AmendmentStatus.PROPOSED, AmendmentStatus.APPROVED)


class Amendment(models.Model):
    """A change that one side proposes, with its reason. One is open at a time. Who proposes does not decide.

    ``version`` is the new text of the agreement, made when it is approved and in force when both sides have signed it.
    """

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="amendments")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=AmendmentKind.choices)
    side = models.CharField(max_length=5, choices=Side.choices)
    status = models.CharField(max_length=10, choices=AmendmentStatus.choices, default=AmendmentStatus.DRAFT)
    reason = models.TextField(blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decision_reason = models.TextField(blank=True)
    version = models.OneToOneField(AgreementVersion, models.PROTECT, null=True, blank=True, related_name="amendment")

    class Meta:
        ordering = ("agreement", "number")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="grants_amendment_once"),
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(status__in=OPEN), name="grants_amendment_one_open"
            ),
            models.CheckConstraint(condition=Q(status__in=AmendmentStatus.values), name="grants_amendment_status"),
            models.CheckConstraint(condition=Q(kind__in=AmendmentKind.values), name="grants_amendment_kind"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="grants_amendment_side"),
            models.CheckConstraint(
                condition=Q(status__in=(AmendmentStatus.DRAFT, AmendmentStatus.WITHDRAWN))
                | Q(proposed_at__isnull=False, proposed_by__isnull=False),
                name="grants_amendment_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(AmendmentStatus.APPROVED, AmendmentStatus.EFFECTIVE, AmendmentStatus.DECLINED))
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="grants_amendment_decided",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | Q(proposed_by=None) | ~Q(decided_by=F("proposed_by")),
                name="grants_amendment_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement.number} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("grants:amendment-detail", args=[self.agreement.number, self.number])


class AmendmentSection(models.Model):
    """What was typed in one part of an amendment, complete or not. It begins with what is agreed now."""

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="sections")
    name = models.CharField(max_length=20, choices=AmendedPart.choices)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    saved_from = models.CharField(max_length=36, blank=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["amendment", "name"], name="grants_amendmentsection_once"),
            models.CheckConstraint(condition=Q(name__in=AmendedPart.values), name="grants_amendmentsection_name"),
        ]

    def __str__(self) -> str:
        return f"{self.amendment}: {self.name}"
