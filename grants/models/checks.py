"""The formal check of an application: eight answers and what follows from them (rules R30, R31)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from grants.choices import CheckConclusion, CheckItem, CheckStage
from grants.models.applications import Application, SubmittedVersion


class FormalCheck(models.Model):
    """One check of what was sent. Its answers never change: what was returned or sent back is checked again.

    It counts when a second officer has confirmed it (``stage``); a ``remark`` says why it was sent back to the first.
    ``correct_until`` is the moment until which a returned application can be sent again; when it has passed the officer
    may conclude without a new version. Checks from before there was a second officer have no reviewer.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    version = models.ForeignKey(SubmittedVersion, models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField(help_text="Counts the checks of an application.")
    conclusion = models.CharField(max_length=10, choices=CheckConclusion.choices)
    reason = models.TextField(blank=True)
    correct_until = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=CheckStage.choices, default=CheckStage.PROPOSED)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    remark = models.TextField(blank=True, help_text="Of the second officer, for the first; not for the applicant.")

    class Meta:
        ordering = ("application", "number")
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="grants_check_number"),
            models.CheckConstraint(condition=Q(conclusion__in=CheckConclusion.values), name="grants_check_conclusion"),
            models.CheckConstraint(
                condition=Q(conclusion=CheckConclusion.ADMIT) | ~Q(reason=""), name="grants_check_reason"
            ),
            models.CheckConstraint(
                condition=Q(conclusion=CheckConclusion.RETURN, stage=CheckStage.CONFIRMED, correct_until__isnull=False)
                | (~Q(conclusion=CheckConclusion.RETURN, stage=CheckStage.CONFIRMED) & Q(correct_until=None)),
                name="grants_check_correct_until",
            ),
            models.CheckConstraint(condition=Q(stage__in=CheckStage.values), name="grants_check_stage"),
            models.CheckConstraint(
                condition=Q(stage=CheckStage.PROPOSED, reviewed_by=None, reviewed_at=None)
                | (Q(stage=CheckStage.CONFIRMED) & ~(Q(reviewed_by=None) ^ Q(reviewed_at=None)))
                | Q(stage=CheckStage.SENT_BACK, reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="grants_check_reviewed",
            ),
            # The four eyes: nobody confirms what they concluded.
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=models.F("checked_by")), name="grants_check_four_eyes"
            ),
            models.CheckConstraint(condition=Q(stage=CheckStage.SENT_BACK) ^ Q(remark=""), name="grants_check_remark"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(stage=CheckStage.PROPOSED), name="grants_check_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.get_conclusion_display()}"


class FormalCheckItem(models.Model):
    """One of the eight answers; a «no» carries its reason."""

    check_of = models.ForeignKey(FormalCheck, models.PROTECT, related_name="items")
    item = models.CharField(max_length=10, choices=CheckItem.choices)
    is_met = models.BooleanField()
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=["check_of", "item"], name="grants_check_item_once"),
            models.CheckConstraint(condition=Q(is_met=True) | ~Q(reason=""), name="grants_check_item_reason"),
            models.CheckConstraint(condition=Q(item__in=CheckItem.values), name="grants_check_item"),
        ]

    def __str__(self) -> str:
        return f"{self.check_of.application.number}: {self.item}"
