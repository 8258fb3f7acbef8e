"""The formal check of an application: eight answers and what follows from them (rules R30, R31)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from grants.choices import CheckConclusion, CheckItem
from grants.models.applications import Application, SubmittedVersion


class FormalCheck(models.Model):
    """One check of what was sent. Never changed: an application that was returned and sent again is checked again.

    ``correct_until`` is the moment until which a returned application can be sent again; when it has passed the officer
    may conclude without a new version.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    version = models.ForeignKey(SubmittedVersion, models.PROTECT, related_name="checks")
    number = models.PositiveSmallIntegerField(help_text="Counts the checks of an application.")
    conclusion = models.CharField(max_length=10, choices=CheckConclusion.choices)
    reason = models.TextField(blank=True)
    correct_until = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ("application", "number")
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="grants_check_number"),
            models.CheckConstraint(condition=Q(conclusion__in=CheckConclusion.values), name="grants_check_conclusion"),
            models.CheckConstraint(
                condition=Q(conclusion=CheckConclusion.ADMIT) | ~Q(reason=""), name="grants_check_reason"
            ),
            models.CheckConstraint(
                condition=Q(conclusion=CheckConclusion.RETURN, correct_until__isnull=False)
                | (~Q(conclusion=CheckConclusion.RETURN) & Q(correct_until=None)),
                name="grants_check_correct_until",
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
