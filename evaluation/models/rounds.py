"""A round: a rubric, a panel drawn by a published seed, and the entries that it scores."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from evaluation.choices import RoundKind, RoundStatus, SeatKind, SeatStatus, SheetStatus
from evaluation.models.rubrics import Rubric
from evaluation.querysets import EntryQuerySet, RoundQuerySet, SeatQuerySet, SheetQuerySet
from foundation.core.text import localized
from foundation.documents.models import Document
from registry.models import Body, Expert, Organisation, Sphere

HEX_DIGEST = r"^[0-9a-f]{64}$"


class Round(models.Model):
    """One scoring of many entries. It knows no grants and no tenders: ``subject_*`` say whose it is."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="rounds", help_text="Who runs it.")
    rubric = models.ForeignKey(Rubric, models.PROTECT, related_name="rounds")
    subject_type = models.CharField(max_length=50, help_text="For instance grants.call.")
    subject_id = models.CharField(max_length=64)
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, choices=RoundKind.choices, default=RoundKind.EXPERTS)
    first_stage = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="second_stage",
        help_text="The experts' round that a commission's round follows (rule R39).",
    )
    status = models.CharField(max_length=12, choices=RoundStatus.choices, default=RoundStatus.PREPARING)
    is_blind = models.BooleanField(default=True)
    spheres = models.ManyToManyField(Sphere, blank=True, help_text="Experts are drawn from these; empty: from all.")
    main_seats = models.PositiveSmallIntegerField(default=3)
    reserve_seats = models.PositiveSmallIntegerField(default=3)
    experts_per_entry = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many experts score each entry; empty: all of them."
    )
    has_discussion = models.BooleanField(
        default=False, help_text="After the independent marks the experts see each other's and may change their own."
    )
    extra_over = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="An entry whose sheets are further apart than so many points gets one more expert; empty: none.",
    )
    answer_days = models.PositiveSmallIntegerField(
        default=0, help_text="Working days in which an applicant may answer its marks before the decision; 0: none."
    )
    budget = models.DecimalField(
        max_digits=18,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="Tenge to be shared out; empty: not known here.",
    )
    quotas = models.JSONField(
        default=list,
        blank=True,
        db_default=[],
        help_text="How much goes to which group at least or at most (evaluation.scoring.inputs); frozen at the announcement.",
    )
    scoring_until = models.DateTimeField(null=True, blank=True)
    extra_until = models.DateTimeField(null=True, blank=True, help_text="For experts who were called later.")
    discussion_until = models.DateTimeField(null=True, blank=True)
    answers_until = models.DateTimeField(null=True, blank=True, help_text="Set when applicants are asked.")
    due_on = models.DateField(
        null=True, blank=True, help_text="Last day of the term that the contest has set itself; empty: none."
    )
    seed_digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of the seed, published before the draw."
    )
    seed = models.CharField(max_length=100, blank=True, help_text="Published at the draw.")
    drawn_at = models.DateTimeField(null=True, blank=True)
    draw_pool = models.JSONField(default=list, help_text="Numbers of the experts that the draw chose from.")

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind"], name="evaluation_round_subject_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=RoundKind.EXPERTS, first_stage=None)
                | Q(kind=RoundKind.COMMISSION, first_stage__isnull=False),
                name="evaluation_round_kind",
            ),
            models.CheckConstraint(
                condition=~Q(status=RoundStatus.DISCUSSION) | Q(has_discussion=True, discussion_until__isnull=False),
                name="evaluation_round_discussion",
            ),
            models.CheckConstraint(condition=Q(status__in=RoundStatus.values), name="evaluation_round_status"),
            models.CheckConstraint(
                condition=Q(extra_over=None, extra_until=None) | Q(extra_over__gte=0), name="evaluation_round_extra"
            ),
            models.CheckConstraint(
                condition=~Q(status=RoundStatus.EXTRA) | Q(extra_over__isnull=False),
                name="evaluation_round_extra_announced",
            ),
            models.CheckConstraint(
                condition=Q(answers_until=None) | Q(answer_days__gte=1), name="evaluation_round_answers"
            ),
            models.CheckConstraint(
                condition=Q(seed_digest="") | Q(seed_digest__regex=HEX_DIGEST), name="evaluation_round_seed_digest"
            ),
            models.CheckConstraint(
                condition=Q(quotas=[]) | Q(budget__isnull=False), name="evaluation_round_quotas_of_money"
            ),
            models.CheckConstraint(condition=Q(main_seats__gte=1), name="evaluation_round_seats"),
            models.CheckConstraint(
                condition=Q(experts_per_entry=None)
                | Q(experts_per_entry__gte=1, experts_per_entry__lte=F("main_seats")),
                name="evaluation_round_experts_per_entry",
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "title")


class Entry(models.Model):
    """What is scored: a frozen copy of the text, without the applicant where the round is blind.

    ``content`` is a list of ``{"heading", "rows": [[label, text], …]}`` or ``{"heading", "table": {"head", "rows"}}``.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField(help_text="Number within the round.")
    reference = models.CharField(max_length=64, help_text="Number of the application or bid.")
    title = models.CharField(max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="entries")
    content = models.JSONField(default=list)
    files = models.ManyToManyField(
        Document, blank=True, related_name="+", help_text="Of an open round alone: a file can name the applicant."
    )
    language = models.CharField(max_length=2, blank=True, help_text="Of the text; empty: anybody can read it.")
    sphere = models.ForeignKey(Sphere, models.PROTECT, null=True, blank=True, related_name="+")
    amount = models.DecimalField(
        max_digits=18, decimal_places=2, null=True, blank=True, help_text="Tenge asked for; empty: not known here."
    )
    groups = models.JSONField(
        default=dict, blank=True, db_default={}, help_text="What the quotas ask for: region, direction … → values."
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ("round", "number")
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="evaluation_entry_number"),
            models.UniqueConstraint(fields=["round", "reference"], name="evaluation_entry_reference"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Seat(models.Model):
    """An expert's place in a round. ``number`` is how the expert is called while the round is blind: «Expert 2».

    The draw is public, so numbers are dealt by chance: they do not tell who in the draw gave which mark.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="seats")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="seats")
    number = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField(help_text="Place in the draw, from 1; unrelated to the number.")
    direction = models.ForeignKey(
        Sphere, models.PROTECT, null=True, blank=True, related_name="+", help_text="When drawn by direction."
    )
    kind = models.CharField(max_length=10, choices=SeatKind.choices)
    status = models.CharField(max_length=10, choices=SeatStatus.choices, default=SeatStatus.DRAWN)
    statement = models.TextField(blank=True, help_text="The no-conflict statement as it was signed (rule R36).")
    signed_at = models.DateTimeField(null=True, blank=True)
    recused_at = models.DateTimeField(null=True, blank=True)
    recusal_reason = models.TextField(blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=["round", "expert"], name="evaluation_seat_expert"),
            models.UniqueConstraint(fields=["round", "number"], name="evaluation_seat_number"),
            models.UniqueConstraint(fields=["round", "place"], name="evaluation_seat_place"),
            models.CheckConstraint(condition=Q(status__in=SeatStatus.values), name="evaluation_seat_status"),
            models.CheckConstraint(
                condition=~Q(status=SeatStatus.ACCEPTED) | (Q(signed_at__isnull=False) & ~Q(statement="")),
                name="evaluation_seat_statement",
            ),
            models.CheckConstraint(
                condition=~Q(status=SeatStatus.RECUSED) | (Q(recused_at__isnull=False) & ~Q(recusal_reason="")),
                name="evaluation_seat_recusal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round}: {self.number}"


class ScoreSheet(models.Model):
    """One expert's marks for one entry.

    ``marks`` are hundredths of a mark in the order of the criteria (None: not given yet); ``total`` is
    Σ weight × mark in ten-thousandths, stored when the sheet is submitted. Only submitted sheets enter a figure.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="sheets")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="sheets")
    status = models.CharField(max_length=10, choices=SheetStatus.choices, default=SheetStatus.DRAFT)
    marks = ArrayField(models.SmallIntegerField(null=True), default=list)
    comments = models.JSONField(default=dict, help_text="Criterion code → reason.")
    total = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0, help_text="Counts saves, so that two tabs do not overwrite.")
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_from = models.CharField(
        max_length=36, blank=True, default="", help_text="The page that saved last: it never disagrees with itself."
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.TextField(blank=True)
    filed = models.JSONField(
        null=True,
        blank=True,
        help_text="What had been submitted and why it was given back, until it is submitted again.",
    )
    position = models.PositiveIntegerField(default=0, help_text="Place in the expert's order of reading, by the seed.")

    objects = SheetQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "seat"], name="evaluation_sheet_once"),
            models.CheckConstraint(condition=Q(status__in=SheetStatus.values), name="evaluation_sheet_status"),
            models.CheckConstraint(
                condition=~Q(status=SheetStatus.SUBMITTED) | Q(submitted_at__isnull=False, total__isnull=False),
                name="evaluation_sheet_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}/{self.seat_id}"


class SeedHolder(models.Model):
    """The seed between commitment and draw; the row is deleted when the seed is published."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="secret")
    seed = models.CharField(max_length=100)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.round)
