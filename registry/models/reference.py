"""Reference data: dated rows with their sources, never constants in code."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.core.text import localized
from registry.choices import Certainty
from registry.querysets import CalendarDayQuerySet, MonthlyIndexQuerySet, RuleParametersQuerySet


class Region(models.Model):
    """A first-level unit of KATO: 17 regions and 3 cities (rule R07)."""

    code = models.CharField(primary_key=True, max_length=9, db_collation="C")
    name_kk = models.CharField(max_length=100)
    name_ru = models.CharField(max_length=100)
    name_en = models.CharField(max_length=100)
    source = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=1, choices=Certainty.choices, default=Certainty.ASSUMED)

    class Meta:
        ordering = ("code",)
        constraints = [models.CheckConstraint(condition=Q(code__regex=r"^\d{9}$"), name="registry_region_code")]

    def __str__(self) -> str:
        return localized(self, "name")


class Sphere(models.Model):
    """A sphere of article 5 of law № 36-III; the same list serves orders, grants and premiums (rule R14)."""

    number = models.PositiveSmallIntegerField(primary_key=True)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=1, choices=Certainty.choices, default=Certainty.ASSUMED)

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return localized(self, "name")


class MonthlyIndex(models.Model):
    """MRP (МРП / АЕК), tenge, from a date on; it can change within a year (rule R22)."""

    valid_from = models.DateField(primary_key=True)
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
