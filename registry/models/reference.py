"""Reference data: dated rows with their sources, never constants in code."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from foundation.core.text import localized
from registry.choices import Certainty, KatoLevel
from registry.querysets import CalendarDayQuerySet, MonthlyIndexQuerySet, RuleParametersQuerySet


class Dated(models.Model):
    """A row that somebody has said to be so, from a day until a day; an empty day is not known or not yet come."""

    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=1, choices=Certainty.choices, default=Certainty.ASSUMED)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_dates",
            )
        ]


class Region(Dated):
    """A first-level unit of KATO: 17 regions and 3 cities (rule R07)."""

    code = models.CharField(primary_key=True, max_length=9, db_collation="C")
    name_kk = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("code",)
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^\d{9}$"), name="registry_region_code"),
        ]

    def __str__(self) -> str:
        return localized(self, "name")


class Sphere(Dated):
    """A sphere of article 5 of law № 36-III; the same list serves orders, grants and premiums (rule R14)."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("number",)

    def __str__(self) -> str:
        return localized(self, "name")


class LegalFormRecord(Dated):
    """A legal form of the law with its names and usual abbreviations; ``code`` is a value of ``choices.LegalForm``."""

    code = models.CharField(primary_key=True, max_length=30)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    abbreviation_kk = models.CharField(max_length=30, blank=True)
    abbreviation_ru = models.CharField(max_length=30, blank=True)
    is_ngo = models.BooleanField(help_text="Whether the notion of NGO covers it (rule R08).")

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("code",)

    def __str__(self) -> str:
        return localized(self, "name")


class DevelopmentGoal(Dated):
    """One of the 17 Sustainable Development Goals of the United Nations."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("number",)
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(number__range=(1, 17)), name="registry_developmentgoal_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {localized(self, 'name')}"


class Indicator(Dated):
    """Something that projects count, named and measured the same way in all of them, so that plans and facts add up."""

    code = models.CharField(primary_key=True, max_length=40, db_collation="C")
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    unit_kk = models.CharField(max_length=50)
    unit_ru = models.CharField(max_length=50)
    unit_en = models.CharField(max_length=50)

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("code",)
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^[A-Z0-9-]+$"), name="registry_indicator_code"),
        ]

    def __str__(self) -> str:
        return f"{localized(self, 'name')} ({localized(self, 'unit')})"


class KatoUnit(Dated):
    """A unit of the classifier of administrative units, as deep as it was loaded (``manage.py load_kato``)."""

    code = models.CharField(primary_key=True, max_length=9, db_collation="C")
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    level = models.PositiveSmallIntegerField(choices=KatoLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")

    class Meta(Dated.Meta):
        abstract = False
        ordering = ("code",)
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=Q(code__regex=r"^\d{9}$"), name="registry_katounit_code"),
            models.CheckConstraint(
                condition=Q(level=KatoLevel.REGION, parent=None) | Q(level__gt=KatoLevel.REGION, parent__isnull=False),
                name="registry_katounit_level",
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "name")


class MonthlyIndex(models.Model):
    """MRP (МРП / АЕК), tenge, from a date on; it can change within a year (rule R22)."""

    valid_from = models.DateField(primary_key=True)
    valid_to = models.DateField(null=True, blank=True, help_text="Its last day; empty: until the next one is known.")
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=1, choices=Certainty.choices)

    objects = MonthlyIndexQuerySet.as_manager()

    class Meta:
        ordering = ("-valid_from",)
        verbose_name_plural = _("MRP by date")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="registry_mrp_positive")]

    def __str__(self) -> str:
        return f"{self.valid_from}: {self.amount}"


class CalendarDay(models.Model):
    """A day that the Government moved: an extra day off or a working Saturday. Wins over the package (R71, R72)."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    reason = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True, default="", db_default="")
    certainty = models.CharField(
        max_length=1, choices=Certainty.choices, default=Certainty.ASSUMED, db_default=Certainty.ASSUMED
    )

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day}: {self.is_working}"


class RuleParameters(models.Model):
    """Thresholds of a rule of oversight from a date on, with how sure they are; most are assumed and are shown so."""

    key = models.CharField(primary_key=True, max_length=60, help_text="Code and first day.")
    code = models.CharField(max_length=40)
    valid_from = models.DateField()
    values = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    certainty = models.CharField(max_length=1, choices=Certainty.choices)

    objects = RuleParametersQuerySet.as_manager()

    class Meta:
        ordering = ("code", "-valid_from")
        verbose_name_plural = _("parameters of rules")
        constraints = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="registry_rule_parameters_once"),
            models.CheckConstraint(
                condition=Q(certainty__in=Certainty.values), name="registry_rule_parameters_certainty"
            ),
        ]

    def __str__(self) -> str:
        return self.key
