"""Who may not score whom, and who scores what."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from evaluation.choices import ConflictKind, HintKind, HintOutcome, TieScope
from evaluation.models.rounds import HEX_DIGEST, Entry, Round, Seat
from registry.models import Expert, Organisation


class PanelTerms(models.Model):
    """How the experts of a round are drawn and how entries are given to them. A round without a row has the defaults."""

    round = models.OneToOneField(Round, models.CASCADE, primary_key=True, related_name="terms")
    by_direction = models.BooleanField(default=False, help_text="The seats are drawn for each sphere of the round.")
    draw_at = models.DateTimeField(null=True, blank=True, help_text="Not drawn before; observers know when to come.")
    public_source = models.CharField(
        max_length=300, blank=True, help_text="A value that nobody controls, named before it is known."
    )
    public_value = models.CharField(max_length=100, blank=True, help_text="Entered at the draw.")
    ties_bar = models.CharField(max_length=10, choices=TieScope.choices, default=TieScope.ROUND)
    max_load = models.PositiveIntegerField(null=True, blank=True, help_text="Entries for one expert at most.")
    bars_own_region = models.BooleanField(default=False)
    allows_translator = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "panel terms"
        constraints = [
            models.CheckConstraint(condition=Q(ties_bar__in=TieScope.values), name="evaluation_terms_ties_bar"),
            models.CheckConstraint(condition=Q(max_load=None) | Q(max_load__gte=1), name="evaluation_terms_max_load"),
            models.CheckConstraint(
                condition=Q(public_value="") | ~Q(public_source=""), name="evaluation_terms_public_value"
            ),
        ]

    def __str__(self) -> str:
        return str(self.round)


class Declaration(models.Model):
    """An expert's own word that an entry is not for this expert. It is never taken back."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="declarations")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="declarations")
    kind = models.CharField(max_length=10, choices=ConflictKind.choices)
    text = models.TextField()
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-declared_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["seat", "entry", "kind"], name="evaluation_declaration_once"),
            models.CheckConstraint(condition=Q(kind__in=ConflictKind.values), name="evaluation_declaration_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="evaluation_declaration_text"),
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}/{self.entry_id}: {self.kind}"


class HintReview(models.Model):
    """What an officer found about a weak sign. It holds in every round, so that nobody has to look twice."""

    expert = models.ForeignKey(Expert, models.PROTECT, related_name="hint_reviews")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="hint_reviews")
    kind = models.CharField(max_length=10, choices=HintKind.choices)
    outcome = models.CharField(max_length=10, choices=HintOutcome.choices)
    reason = models.TextField()
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["expert", "organisation", "kind"], name="evaluation_hint_review_once"),
            models.CheckConstraint(condition=Q(kind__in=HintKind.values), name="evaluation_hint_review_kind"),
            models.CheckConstraint(condition=Q(outcome__in=HintOutcome.values), name="evaluation_hint_review_outcome"),
            models.CheckConstraint(condition=~Q(reason=""), name="evaluation_hint_review_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.expert_id}/{self.organisation_id}: {self.kind} {self.outcome}"


class Assignment(models.Model):
    """Who scores what, as one list. A proposal until it is accepted; then it never changes, a later one replaces it.

    ``document`` holds what it follows from and what follows: anybody who has it can solve it again
    (``evaluation.scoring.assignment``).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="assignments")
    number = models.PositiveSmallIntegerField()
    document = models.JSONField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the document.")
    is_extra = models.BooleanField(
        default=False, help_text="One more expert for entries whose marks diverged, beside the list in force."
    )
    reason = models.TextField(blank=True, help_text="Why it replaces the one before, why it is short, why it is extra.")
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Empty: the portal."
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="evaluation_assignment_number"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(accepted_at=None), name="evaluation_assignment_one_proposal"
            ),
            models.CheckConstraint(condition=Q(digest__regex=HEX_DIGEST), name="evaluation_assignment_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.round} #{self.number}"
