"""Computed rankings: immutable snapshots."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from evaluation.choices import RunStatus
from evaluation.models.rounds import HEX_DIGEST, Entry, Round
from evaluation.querysets import ResultQuerySet, RunQuerySet
from foundation.documents.models import Document


class Run(models.Model):
    """One computation of a round's ranking from a frozen copy of its inputs. Never changed: superseded by a later one.

    ``inputs`` is the canonical document that an outsider recomputes from; ``inputs_digest`` its SHA-256.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=RunStatus.choices, default=RunStatus.WAITING)
    reason = models.TextField(blank=True, help_text="Why the ranking was computed again.")
    engine_version = models.CharField(max_length=20)
    inputs = models.JSONField()
    inputs_digest = models.CharField(max_length=64)
    summary = models.JSONField(default=dict, help_text="Figures of the whole round.")
    outcome_digest = models.CharField(max_length=64, blank=True)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    computed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, help_text="From then on everybody may see it.")
    admission = models.JSONField(
        default=list, blank=True, help_text="Who was not admitted to this contest and why, as told at the publication."
    )

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="evaluation_run_number"),
            models.CheckConstraint(condition=Q(inputs_digest__regex=HEX_DIGEST), name="evaluation_run_inputs_digest"),
            models.CheckConstraint(
                condition=Q(status=RunStatus.WAITING, computed_at=None)
                | Q(status=RunStatus.COMPUTED, computed_at__isnull=False, outcome_digest__regex=HEX_DIGEST),
                name="evaluation_run_computed",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(status=RunStatus.COMPUTED), name="evaluation_run_published"
            ),
            models.UniqueConstraint(
                fields=["round"], condition=Q(status=RunStatus.WAITING), name="evaluation_run_one_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"


class Result(models.Model):
    """An entry's place in one run.

    ``criterion_means`` are Decimal texts in the order of the criteria; ``steps`` are the explanation as data:
    ``[{"code", "params"}, …]``, rendered in the reader's language.
    """

    run = models.ForeignKey(Run, models.PROTECT, related_name="results")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="results")
    sheets = models.PositiveSmallIntegerField()
    total = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="None: no submitted sheet.")
    spread = models.DecimalField(max_digits=9, decimal_places=2, null=True, help_text="Highest − lowest sheet.")
    rank = models.PositiveIntegerField(null=True)
    rank_best = models.PositiveIntegerField(null=True, help_text="Best rank, as it is and without each expert in turn.")
    rank_worst = models.PositiveIntegerField(null=True, help_text="Worst rank of the same.")
    is_passing = models.BooleanField(null=True)
    criterion_means = models.JSONField(default=list)
    steps = models.JSONField(default=list)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ("run", "rank", "entry__number")
        constraints = [
            models.UniqueConstraint(fields=["run", "entry"], name="evaluation_result_once"),
            models.CheckConstraint(
                condition=Q(rank_best=None, rank_worst=None)
                | Q(rank_best__gte=1, rank_best__lte=F("rank"), rank_worst__gte=F("rank")),
                name="evaluation_result_rank_range",
            ),
        ]
        indexes = [models.Index(fields=["run", "rank"], name="evaluation_result_rank")]

    def __str__(self) -> str:
        return f"{self.run}: {self.rank}"

    @property
    def means(self) -> list[Decimal]:
        """Means of the criteria as numbers, in their order."""
        return [Decimal(mean) for mean in self.criterion_means]


class Verdict(models.Model):
    """What another room decided about an entry on the strength of a run; written once, when the run is published."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="verdicts")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="verdicts")
    is_awarded = models.BooleanField()
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True, help_text="Tenge.")
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "entry"], name="evaluation_verdict_once"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(is_awarded=True, amount__gt=0), name="evaluation_verdict_amount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.is_awarded}"


class Bundle(models.Model):
    """Everything needed to repeat a contest, as one file. Never changed: a later run has a bundle of its own."""

    run = models.OneToOneField(Run, models.PROTECT, related_name="bundle")
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.run)
