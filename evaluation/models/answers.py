"""What an applicant answers to its own marks before the decision."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from evaluation.models.rounds import Entry
from evaluation.querysets import AnswerQuerySet


class Answer(models.Model):
    """One short answer of the applicant of an entry. The database never lets it change."""

    LONGEST = 2000

    entry = models.OneToOneField(Entry, models.PROTECT, related_name="answer")
    text = models.TextField(max_length=LONGEST)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="evaluation_answer_text")]

    def __str__(self) -> str:
        return str(self.entry)
