"""Awarded grants: an offer to the winner, and the answer of the NGO's head."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from grants.choices import AwardOrigin, AwardStatus
from grants.models.applications import Application

TAKEN_BACK = (AwardStatus.DECLINED, AwardStatus.LAPSED, AwardStatus.FALLEN)


class Award(models.Model):
    """The grant that an application got, in tenge. It counts against the budget while it is offered or accepted.

    The agreement is made only of an accepted award. ``reason`` says why it ended without one.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="award")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    origin = models.CharField(max_length=10, choices=AwardOrigin.choices, default=AwardOrigin.DECISION)
    status = models.CharField(max_length=10, choices=AwardStatus.choices, default=AwardStatus.OFFERED)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    answer_until = models.DateTimeField(help_text="The last moment of the answer, by the server's clock.")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="grants_award_amount"),
            models.CheckConstraint(condition=Q(status__in=AwardStatus.values), name="grants_award_status"),
            models.CheckConstraint(condition=Q(origin__in=AwardOrigin.values), name="grants_award_origin"),
            models.CheckConstraint(
                condition=~Q(status__in=(AwardStatus.ACCEPTED, AwardStatus.FALLEN))
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="grants_award_accepted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=TAKEN_BACK, ended_at__isnull=False, ended_by__isnull=False)
                | (~Q(status__in=TAKEN_BACK) & Q(ended_at=None, ended_by=None, reason="")),
                name="grants_award_ended",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(AwardStatus.DECLINED, AwardStatus.FALLEN)) | ~Q(reason=""),
                name="grants_award_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_status_display()}"

    @property
    def is_accepted(self) -> bool:
        return self.status == AwardStatus.ACCEPTED

    @property
    def is_offered(self) -> bool:
        return self.status == AwardStatus.OFFERED
