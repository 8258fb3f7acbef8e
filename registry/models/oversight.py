"""What officers look at before public money goes to an organisation: list matches, documents, observations, snapshots."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.documents.models import Document
from registry.choices import FileContent, FlagStatus, FlagTopic, MatchBasis, MatchStatus, PaperKind, PaperStatus
from registry.models.organisations import Organisation
from registry.querysets import OverseenQuerySet
from registry.scoring.diligence import VERDICTS

USER = settings.AUTH_USER_MODEL


class TakenFile(models.Model):
    """A file that is taken in whole or not at all: awards of public money, or the list of unreliable suppliers.

    Once by its bytes; ``taken_at`` is empty until a worker has done it.
    """

    what = models.CharField(max_length=10, choices=FileContent.choices)
    digest = models.CharField(max_length=64, help_text="SHA-256 of the file.")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")
    row_count = models.PositiveIntegerField(default=0)
    wanted_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "digest"], name="registry_taken_file_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="registry_taken_file_digest"),
            models.CheckConstraint(condition=Q(what__in=FileContent.values), name="registry_taken_file_what"),
        ]

    def __str__(self) -> str:
        return str(self.document)


class UnreliableSupplier(models.Model):
    """A row of the register of unreliable suppliers as a file told it; ``until`` empty: without an end."""

    bin = models.CharField(max_length=12, blank=True, db_collation="C")
    name = models.CharField(max_length=500)
    folded_name = models.CharField(max_length=500, help_text="Words of the skeleton alphabet, without the legal form.")
    ground = models.CharField(max_length=1000, blank=True)
    listed_on = models.DateField()
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500)
    file = models.ForeignKey(TakenFile, models.PROTECT, related_name="suppliers")

    class Meta:
        ordering = ("-listed_on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["bin", "folded_name", "listed_on"], name="registry_unreliable_once"),
            models.CheckConstraint(condition=Q(bin="") | Q(bin__regex=r"^\d{12}$"), name="registry_unreliable_bin"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("listed_on")), name="registry_unreliable_period"
            ),
            models.CheckConstraint(condition=~Q(source="") & ~Q(name=""), name="registry_unreliable_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> tuple[str, str, dt.date]:
        """What makes two rows the same."""
        return (self.bin, self.folded_name, self.listed_on)

    def is_in_force(self, on: dt.date) -> bool:
        """Whether the row holds on that day."""
        return self.listed_on <= on and (self.until is None or on <= self.until)


class SupplierMatch(models.Model):
    """An organisation that may be one of the list. One by BIN is certain, one by name alone is decided by an officer."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="supplier_matches")
    supplier = models.ForeignKey(UnreliableSupplier, models.PROTECT, related_name="matches")
    basis = models.CharField(max_length=4, choices=MatchBasis.choices)
    similarity = models.DecimalField(max_digits=4, decimal_places=3)
    status = models.CharField(max_length=10, choices=MatchStatus.choices, default=MatchStatus.SUGGESTED)
    found_at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OverseenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(fields=["organisation", "supplier"], name="registry_match_once"),
            models.CheckConstraint(condition=Q(basis__in=MatchBasis.values), name="registry_match_basis"),
            models.CheckConstraint(
                condition=Q(status=MatchStatus.SUGGESTED)
                | (Q(status__in=MatchStatus.values, decided_at__isnull=False) & ~Q(reason="")),
                name="registry_match_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.supplier}"

    def get_absolute_url(self) -> str:
        return reverse("registry:match-detail", args=[self.pk])


class Paper(models.Model):
    """A document of an organisation that officers verify and that may run out."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="papers")
    kind = models.CharField(max_length=15, choices=PaperKind.choices)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")
    issued_on = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="Empty: without an end.")
    status = models.CharField(max_length=10, choices=PaperStatus.choices, default=PaperStatus.SUBMITTED)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(USER, models.PROTECT, related_name="+")
    remark = models.TextField(blank=True, help_text="Why an officer refused it.")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OverseenQuerySet.as_manager()

    class Meta:
        ordering = ("kind", "-pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="registry_paper_kind"),
            models.CheckConstraint(condition=Q(status__in=PaperStatus.values), name="registry_paper_status"),
            models.CheckConstraint(
                condition=Q(issued_on=None) | Q(valid_until=None) | Q(valid_until__gte=F("issued_on")),
                name="registry_paper_period",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(PaperStatus.VERIFIED, PaperStatus.REJECTED)) | Q(decided_at__isnull=False),
                name="registry_paper_decided",
            ),
            models.UniqueConstraint(
                fields=["organisation", "kind"],
                condition=~Q(status=PaperStatus.REPLACED) & ~Q(kind=PaperKind.OTHER),
                name="registry_paper_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=["valid_until"], name="registry_paper_end")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.organisation}"

    def has_expired(self, on: dt.date) -> bool:
        """Whether its term is over on that day; the last day still counts."""
        return self.valid_until is not None and self.valid_until < on


class Flag(models.Model):
    """An observation of an officer about an organisation, from a note to an escalated red flag."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="flags")
    topic = models.CharField(max_length=10, choices=FlagTopic.choices)
    status = models.CharField(max_length=10, choices=FlagStatus.choices, default=FlagStatus.NOTE)
    text = models.TextField()
    source = models.CharField(max_length=500)
    observed_on = models.DateField()
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    objects = OverseenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=Q(status__in=FlagStatus.values), name="registry_flag_status"),
            models.CheckConstraint(condition=Q(topic__in=FlagTopic.values), name="registry_flag_topic"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(source=""), name="registry_flag_source"),
        ]

    def __str__(self) -> str:
        return f"{self.get_topic_display()}: {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("registry:flag-detail", args=[self.pk])


class FlagEntry(models.Model):
    """One line of the history of an observation: a change by an officer, or an answer of the organisation."""

    flag = models.ForeignKey(Flag, models.PROTECT, related_name="entries")
    before = models.CharField(max_length=10, choices=FlagStatus.choices, blank=True)
    after = models.CharField(max_length=10, choices=FlagStatus.choices)
    text = models.TextField()
    is_answer = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(USER, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="registry_flag_entry_text"),
            models.CheckConstraint(
                condition=Q(is_answer=False) | Q(before=F("after")), name="registry_flag_entry_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.flag_id}: {self.after}"


class DiligenceSnapshot(models.Model):
    """The checklist as it stood at a moment, with its verdict; never changed. ``subject`` is what it was taken for."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="diligence_snapshots")
    subject = models.CharField(max_length=200, blank=True)
    verdict = models.CharField(max_length=10)
    lines = models.JSONField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField(default=timezone.now)
    taken_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OverseenQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="registry_snapshot_verdict"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="registry_snapshot_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.verdict}"

    def get_absolute_url(self) -> str:
        return reverse("registry:snapshot-detail", args=[self.pk])
