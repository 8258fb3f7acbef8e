"""The evaluation of effect (rule R47): of a finished project, of a call, or of a direction in a year."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from grants.choices import EffectConclusion, EffectStatus
from grants.models.agreements import SHA256, Agreement
from grants.models.calls import Call
from grants.models.directions import ListedDirection


class Effect(models.Model):
    """What an officer concludes, with reasons, and the figures behind it, frozen when another officer approves.

    ``figures`` are what ``grants.queries.effects`` computed at the approval; ``digest`` is the SHA-256 of their canonical
    text, so that the published file can be checked. Never changed afterwards.
    """

    agreement = models.OneToOneField(Agreement, models.PROTECT, null=True, blank=True, related_name="effect")
    call = models.OneToOneField(Call, models.PROTECT, null=True, blank=True, related_name="effect")
    listed = models.OneToOneField(ListedDirection, models.PROTECT, null=True, blank=True, related_name="effect")
    status = models.CharField(max_length=10, choices=EffectStatus.choices, default=EffectStatus.DRAFT)
    conclusion = models.CharField(max_length=10, choices=EffectConclusion.choices)
    reasons = models.TextField()
    figures = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=EffectStatus.values), name="grants_effect_status"),
            models.CheckConstraint(
                condition=Q(conclusion__in=EffectConclusion.values), name="grants_effect_conclusion"
            ),
            models.CheckConstraint(condition=~Q(reasons=""), name="grants_effect_reasons"),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, call=None, listed=None)
                | Q(agreement=None, call__isnull=False, listed=None)
                | Q(agreement=None, call=None, listed__isnull=False),
                name="grants_effect_of_one",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=EffectStatus.APPROVED,
                    figures__isnull=False,
                    digest__regex=SHA256,
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                )
                | Q(status=EffectStatus.DRAFT, figures=None, digest="", approved_at=None, approved_by=None),
                name="grants_effect_approved",
            ),
            # Two people: who writes does not approve.
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("written_by")), name="grants_effect_two_people"
            ),
        ]

    def __str__(self) -> str:
        return str(self.agreement or self.call or self.listed)

    @property
    def is_approved(self) -> bool:
        return self.status == EffectStatus.APPROVED
