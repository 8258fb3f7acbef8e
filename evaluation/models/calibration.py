"""An example with a reference answer that every expert goes through before the first real entry."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from evaluation.models.rounds import Round, Seat
from foundation.core.text import localized


class CalibrationExample(models.Model):
    """An invented entry with the marks that the officer would give and why. It is no entry: it never counts.

    ``marks`` are hundredths in the order of the criteria; ``reasons`` map codes of criteria to texts.
    """

    round = models.OneToOneField(Round, models.PROTECT, related_name="calibration")
    title_kk = models.CharField(max_length=300, blank=True)
    title_ru = models.CharField(max_length=300, blank=True)
    title_en = models.CharField(max_length=300, blank=True)
    text_kk = models.TextField(blank=True)
    text_ru = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    marks = ArrayField(models.SmallIntegerField())
    reasons = models.JSONField(default=dict)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return localized(self, "title")


class CalibrationAnswer(models.Model):
    """What an expert gave to the example. Kept to be seen, and read by no ranking."""

    example = models.ForeignKey(CalibrationExample, models.PROTECT, related_name="answers")
    seat = models.OneToOneField(Seat, models.PROTECT, related_name="calibration_answer")
    marks = ArrayField(models.SmallIntegerField())
    comments = models.JSONField(default=dict)
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.example_id}/{self.seat_id}"
