"""Entries that look like others: for people to judge, never a refusal by itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from evaluation.choices import LikenessStatus
from evaluation.models.rounds import Entry
from evaluation.querysets import LikenessQuerySet


class Sketch(models.Model):
    """What is compared of an entry, made once: a signature for each section with enough text, and who would do the work.

    ``sections`` are places in the entry's content, ``signatures`` their MinHash signatures one after the other.
    ``people`` are keyed hashes of names: they can be compared, and tell nobody's name.
    """

    entry = models.OneToOneField(Entry, models.CASCADE, related_name="sketch")
    version = models.PositiveSmallIntegerField(help_text="How signatures are made; other versions are made anew.")
    sections = ArrayField(models.PositiveSmallIntegerField(), default=list)
    signatures = models.BinaryField(default=bytes)
    people = ArrayField(models.BigIntegerField(), default=list)

    def __str__(self) -> str:
        return str(self.entry)


class Likeness(models.Model):
    """Two entries that an officer should look at. ``entry`` is the later one.

    ``passages`` are ``[{"section", "other_section", "share"}, …]``: places in the contents, and the share of common
    wording in thousandths. ``people`` counts those who stand in both teams.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="likenesses")
    other = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    share = models.PositiveSmallIntegerField(help_text="Highest share of common wording of a section, in thousandths.")
    passages = models.JSONField(default=list)
    people = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=LikenessStatus.choices, default=LikenessStatus.OPEN)
    reason = models.TextField(blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    judged_at = models.DateTimeField(null=True, blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = LikenessQuerySet.as_manager()

    class Meta:
        ordering = ("-share", "pk")
        verbose_name_plural = "likenesses"
        constraints = [
            models.UniqueConstraint(fields=["entry", "other"], name="evaluation_likeness_once"),
            models.CheckConstraint(condition=~Q(entry=F("other")), name="evaluation_likeness_two"),
            models.CheckConstraint(condition=Q(share__lte=1000), name="evaluation_likeness_share"),
            models.CheckConstraint(
                condition=Q(status=LikenessStatus.OPEN, judged_at=None, judged_by=None, reason="")
                | Q(
                    ~Q(reason=""),
                    status__in=(LikenessStatus.DISMISSED, LikenessStatus.CONFIRMED),
                    judged_at__isnull=False,
                    judged_by__isnull=False,
                ),
                name="evaluation_likeness_judged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} ~ {self.other}"

    @property
    def percent(self) -> int:
        """Common wording in whole percent."""
        return self.share // 10

    @property
    def kind(self) -> str:
        """Kind of its status tag."""
        return {LikenessStatus.OPEN: "attention", LikenessStatus.CONFIRMED: "bad"}.get(
            LikenessStatus(self.status), "neutral"
        )
