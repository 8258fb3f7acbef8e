"""What experts are asked, and how their marks count."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from evaluation.choices import Aggregation, CommentRule, TieRule, Weighting
from evaluation.querysets import RubricQuerySet
from foundation.core.text import localized
from registry.models import Body


class Rubric(models.Model):
    """Criteria with weights. Frozen at announcement: a changed rubric is a new version (rule R40).

    Weights are multipliers of marks, also where the rubric declares percentages: 20 % is stored as 0.20.
    """

    body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="rubrics",
        help_text="Whose; empty: everybody may use it.",
    )
    code = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    title_kk = models.CharField(max_length=200)
    title_ru = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    aggregation = models.CharField(max_length=10, choices=Aggregation.choices, default=Aggregation.MEAN)
    weighting = models.CharField(max_length=10, choices=Weighting.choices, default=Weighting.POINTS)
    tie_rule = models.CharField(max_length=20, choices=TieRule.choices, default=TieRule.SHARED)
    maximum_total = models.DecimalField(max_digits=7, decimal_places=2, help_text="Σ weight × highest mark.")
    pass_mark = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    shows_comments = models.BooleanField(
        default=False, help_text="An applicant who may answer before the decision reads the experts' reasons too."
    )
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="evaluation_rubric_version"),
            models.CheckConstraint(
                condition=Q(pass_mark=None) | Q(pass_mark__lte=F("maximum_total")), name="evaluation_rubric_pass_mark"
            ),
            models.CheckConstraint(condition=Q(weighting__in=Weighting.values), name="evaluation_rubric_weighting"),
        ]

    def __str__(self) -> str:
        return f"{localized(self, 'title')} v{self.version}"


class Criterion(models.Model):
    """One question of a rubric: marks from ``minimum`` to ``maximum`` in steps of ``step``; counts ``weight`` times."""

    rubric = models.ForeignKey(Rubric, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField()
    title_kk = models.CharField(max_length=200)
    title_ru = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    guidance_kk = models.TextField(blank=True)
    guidance_ru = models.TextField(blank=True)
    guidance_en = models.TextField(blank=True)
    mark_texts_kk = models.JSONField(default=dict, blank=True, help_text='Mark ("5.00") → what it stands for.')
    mark_texts_ru = models.JSONField(default=dict, blank=True)
    mark_texts_en = models.JSONField(default=dict, blank=True)
    weight = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    minimum = models.DecimalField(max_digits=5, decimal_places=2, default=0)
    maximum = models.DecimalField(max_digits=5, decimal_places=2, default=10)
    step = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    pass_mark = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    comment_rule = models.CharField(max_length=10, choices=CommentRule.choices, default=CommentRule.ALWAYS)
    comment_below = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("rubric", "position")
        constraints = [
            models.UniqueConstraint(fields=["rubric", "position"], name="evaluation_criterion_position"),
            models.UniqueConstraint(fields=["rubric", "code"], name="evaluation_criterion_code"),
            models.CheckConstraint(
                condition=Q(weight__gt=0, step__gt=0, minimum__gte=0, maximum__gt=F("minimum")),
                name="evaluation_criterion_scale",
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "title")
