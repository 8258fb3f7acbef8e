"""Computed rankings: immutable snapshots."""

from __future__ import annotations

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluation.choices import RunStatus
from evaluation.models.rounds import HEX_DIGEST, Entry, Round
from evaluation.querysets import ResultQuerySet, RunQuerySet


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
    is_passing = models.BooleanField(null=True)
    criterion_means = models.JSONField(default=list)
    steps = models.JSONField(default=list)

    objects = ResultQuerySet.as_manager()

    class Meta:
        ordering = ("run", "rank", "entry__number")
        constraints = [models.UniqueConstraint(fields=["run", "entry"], name="evaluation_result_once")]
        indexes = [models.Index(fields=["run", "rank"], name="evaluation_result_rank")]

    def __str__(self) -> str:
        return f"{self.run}: {self.rank}"

    @property
    def means(self) -> list[Decimal]:
        """Means of the criteria as numbers, in their order."""
        return [Decimal(mean) for mean in self.criterion_means]
