"""Lists of questions: of a survey or of a visit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.core.text import localized
from monitoring.choices import CHECKLIST_KINDS, QuestionKind, TemplateKind
from monitoring.querysets import TemplateQuerySet
from registry.models import Body

FIXED = {
    QuestionKind.SCALE: ("1", "2", "3", "4", "5"),
    QuestionKind.YES_NO: ("yes", "no"),
    QuestionKind.CHECK: ("yes", "no", "none"),
}


class Template(models.Model):
    """A list of questions in three languages. A changed list is a new version; the old one keeps what it was asked for.

    ``body`` wrote it; None: it comes with the portal.
    """

    kind = models.CharField(max_length=10, choices=TemplateKind.choices)
    code = models.SlugField()
    version = models.PositiveSmallIntegerField(default=1)
    title_kk = models.CharField(max_length=200)
    title_ru = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "code", "version")
        constraints = [
            models.UniqueConstraint(fields=["kind", "code", "version"], name="monitoring_template_version"),
            models.CheckConstraint(condition=Q(kind__in=TemplateKind.values), name="monitoring_template_kind"),
        ]

    def __str__(self) -> str:
        return localized(self, "title")


class Question(models.Model):
    """One question. ``options``: of a choice, a list of ``{"code", "kk", "ru", "en"}``."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=40)
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)
    text_kk = models.CharField(max_length=300)
    text_ru = models.CharField(max_length=300)
    text_en = models.CharField(max_length=300)
    options = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=True)
    is_satisfaction = models.BooleanField(
        default=False, help_text="The one scale that the evaluation of effect reads (rule R47)."
    )
    takes_photo = models.BooleanField(default=False, help_text="A photograph can be added in a visit.")

    class Meta:
        ordering = ("template", "position")
        constraints = [
            models.UniqueConstraint(fields=["template", "position"], name="monitoring_question_position"),
            models.UniqueConstraint(fields=["template", "code"], name="monitoring_question_code"),
            models.UniqueConstraint(
                fields=["template"], condition=Q(is_satisfaction=True), name="monitoring_question_one_satisfaction"
            ),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="monitoring_question_kind"),
            models.CheckConstraint(
                condition=Q(is_satisfaction=False) | Q(kind=QuestionKind.SCALE, is_required=True),
                name="monitoring_question_satisfaction_is_a_scale",
            ),
            models.CheckConstraint(
                condition=Q(takes_photo=False) | Q(kind__in=CHECKLIST_KINDS), name="monitoring_question_photo"
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "text")

    @property
    def codes(self) -> tuple[str, ...]:
        """What may be chosen; empty for own words and numbers."""
        if self.kind == QuestionKind.CHOICE:
            return tuple(option["code"] for option in self.options)
        return FIXED.get(QuestionKind(self.kind), ())
