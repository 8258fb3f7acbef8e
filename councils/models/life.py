"""How a council lives between its meetings: commissions, proposals, plan and report of a year, followers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from councils.choices import PlanStatus, ProposalStatus, ProposerSide, ReportStatus
from councils.models.councils import Council, Seat, Term
from councils.models.meetings import AgendaItem
from councils.querysets import PlanQuerySet, ProposalQuerySet, YearReportQuerySet
from foundation.core import presentation
from foundation.core.text import localized
from registry.models import Organisation

FIRST_YEAR = 2016


class Commission(models.Model):
    """A commission or committee of one composition."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="commissions")
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True)
    chair = models.ForeignKey(Seat, models.PROTECT, related_name="chaired")
    members = models.ManyToManyField(Seat, related_name="commissions")
    formed_on = models.DateField()
    dissolved_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("term", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(dissolved_on=None) | Q(dissolved_on__gte=models.F("formed_on")),
                name="councils_commission_days",
            ),
            models.CheckConstraint(condition=~Q(name_kk="") & ~Q(name_ru=""), name="councils_commission_name"),
        ]

    def __str__(self) -> str:
        return localized(self, "name")


class Proposal(models.Model):
    """A point that somebody wants on the agenda. Its words are public once it is answered, unless they are hidden."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField(help_text="Counted within the council.")
    title = models.CharField(max_length=300)
    text = models.TextField()
    side = models.CharField(max_length=10, choices=ProposerSide.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.SENT)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    is_hidden = models.BooleanField(default=False)
    item = models.OneToOneField(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="proposal")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("council", "-number")
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="councils_proposal_number"),
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="councils_proposal_status"),
            models.CheckConstraint(
                condition=Q(side=ProposerSide.NGO, organisation__isnull=False, seat=None)
                | Q(side=ProposerSide.MEMBER, seat__isnull=False, organisation=None)
                | Q(side=ProposerSide.CITIZEN, seat=None, organisation=None),
                name="councils_proposal_side",
            ),
            models.CheckConstraint(
                condition=~Q(status=ProposalStatus.DECLINED) | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="councils_proposal_declined",
            ),
            models.CheckConstraint(
                condition=Q(is_hidden=False) | Q(status=ProposalStatus.DECLINED), name="councils_proposal_hidden"
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('councils:proposal-list', args=[self.council.slug])}#proposal-{self.number}"

    @property
    def proposer(self) -> str:
        """Who brought it in, as everybody may read it."""
        if self.seat is not None:
            return self.seat.full_name
        if self.organisation is not None:
            return localized(self.organisation, "name")
        return presentation.public_name(self.author.full_name)


class WorkPlan(models.Model):
    """What a council means to do in a year."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="plans")
    year = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("council", "-year")
        constraints = [
            models.UniqueConstraint(fields=["council", "year"], name="councils_plan_year"),
            models.CheckConstraint(condition=Q(year__gte=FIRST_YEAR, year__lte=2200), name="councils_plan_century"),
            models.CheckConstraint(
                condition=Q(status=PlanStatus.APPROVED, approved_at__isnull=False)
                | Q(status=PlanStatus.DRAFT, approved_at=None),
                name="councils_plan_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("councils:plan-detail", args=[self.council.slug, self.year])


class PlanPoint(models.Model):
    """One thing that is planned; ``outcome`` says what came of it."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="points")
    position = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    responsible = models.CharField(max_length=300, blank=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("plan", "month", "position")
        constraints = [
            models.CheckConstraint(condition=Q(month__gte=1, month__lte=12), name="councils_plan_month"),
            models.UniqueConstraint(fields=["plan", "position"], name="councils_plan_position"),
        ]

    def __str__(self) -> str:
        return self.title


class YearReport(models.Model):
    """What a council did in a year: ``figures`` are counted by the portal and frozen; a later version replaces one."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="year_reports")
    year = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=10, choices=ReportStatus.choices, default=ReportStatus.DRAFT)
    figures = models.JSONField(default=dict)
    words_kk = models.TextField(blank=True)
    words_ru = models.TextField(blank=True)
    reason = models.TextField(blank=True, help_text="Why a later version was made.")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)

    objects = YearReportQuerySet.as_manager()

    class Meta:
        ordering = ("council", "-year", "-version")
        constraints = [
            models.UniqueConstraint(fields=["council", "year", "version"], name="councils_year_report_version"),
            models.UniqueConstraint(
                fields=["council", "year"], condition=Q(status=ReportStatus.DRAFT), name="councils_year_report_draft"
            ),
            models.UniqueConstraint(
                fields=["council", "year"],
                condition=Q(status=ReportStatus.PUBLISHED),
                name="councils_year_report_published",
            ),
            models.CheckConstraint(condition=Q(status__in=ReportStatus.values), name="councils_year_report_status"),
            models.CheckConstraint(
                condition=Q(status=ReportStatus.DRAFT, published_at=None)
                | ~Q(status=ReportStatus.DRAFT) & Q(published_at__isnull=False),
                name="councils_year_report_moment",
            ),
            models.CheckConstraint(condition=Q(version=1) | ~Q(reason=""), name="councils_year_report_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("councils:year-report", args=[self.council.slug, self.year])


class Follow(models.Model):
    """Somebody wants to be told of what a council does."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="follows")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["council", "user"], name="councils_follow_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.council}"
