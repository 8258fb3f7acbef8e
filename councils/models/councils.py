"""Councils, their terms, and who sits in them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from councils.choices import Level, Post, Side, TermStatus
from councils.querysets import CouncilQuerySet, CouncilSeatQuerySet
from foundation.core.text import localized
from registry.models import Body, Organisation, Region


class Council(models.Model):
    """A public council at a state body, akimat or quasi-state entity (law № 383-V).

    It lives on from term to term. Officers of ``body`` serve it: they are its secretariat.
    """

    slug = models.SlugField(unique=True, max_length=100)
    body = models.OneToOneField(Body, models.PROTECT, related_name="council")
    level = models.CharField(max_length=15, choices=Level.choices)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    name_kk = models.CharField(max_length=300)
    name_ru = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300)
    paper_rule = models.CharField(
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="The clause of the council's rules that allows secret ballots on paper; '' when none does.",
    )
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="councils_council_level"),
            models.CheckConstraint(
                condition=Q(region=None) | ~Q(level=Level.REPUBLICAN), name="councils_council_republican"
            ),
        ]
        indexes = [models.Index(fields=["name_ru", "id"], name="councils_council_listing")]

    def __str__(self) -> str:
        return localized(self, "name")

    def get_absolute_url(self) -> str:
        return reverse("councils:council-detail", args=[self.slug])


class Term(models.Model):
    """One composition of a council, from its approval to its end; ``size`` is how many members it is to have."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="terms")
    number = models.PositiveSmallIntegerField()
    size = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=TermStatus.choices, default=TermStatus.FORMING)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True, help_text="The last day of the term (rule R55).")
    decision_number = models.CharField(max_length=60, blank=True, help_text="Of the act that approved the members.")
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("council", "-number")
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="councils_term_number"),
            models.UniqueConstraint(
                fields=["council"], condition=Q(status=TermStatus.SITTING), name="councils_term_one_sitting"
            ),
            models.UniqueConstraint(
                fields=["council"], condition=Q(status=TermStatus.FORMING), name="councils_term_one_forming"
            ),
            models.CheckConstraint(condition=Q(status__in=TermStatus.values), name="councils_term_status"),
            models.CheckConstraint(condition=Q(size__gte=1), name="councils_term_size"),
            models.CheckConstraint(
                condition=Q(status=TermStatus.FORMING)
                | Q(starts_on__isnull=False, ends_on__gt=F("starts_on"), decided_on__isnull=False)
                & ~Q(decision_number=""),
                name="councils_term_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} ({self.number})"


class Seat(models.Model):
    """A member of a council in one term. Name, post and whom the member speaks for are public; nothing else is.

    ``user`` is the member's own account, if there is one: without it a member is told nothing and votes by hand of the
    secretary. An organisation has at most one member (rule R53); a public servant is never the chair (rule R56).
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="seats")
    full_name = models.CharField(max_length=200)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    side = models.CharField(max_length=10, choices=Side.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="seats")
    occupation = models.CharField(max_length=300, blank=True, help_text="As it is told in public.")
    is_public_servant = models.BooleanField(default=False)
    post = models.CharField(max_length=10, choices=Post.choices, default=Post.MEMBER)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)

    objects = CouncilSeatQuerySet.as_manager()

    class Meta:
        ordering = ("full_name", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=Side.values), name="councils_seat_side"),
            models.CheckConstraint(condition=Q(post__in=Post.values), name="councils_seat_post"),
            models.CheckConstraint(
                condition=Q(side=Side.NGO, organisation__isnull=False) | (~Q(side=Side.NGO) & Q(organisation=None)),
                name="councils_seat_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(post=Post.CHAIR) | Q(is_public_servant=False), name="councils_seat_chair_is_free"
            ),
            models.CheckConstraint(
                condition=~Q(side=Side.STATE) | Q(is_public_servant=True), name="councils_seat_state_serves"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="") | (Q(ended_on__gte=F("started_on")) & ~Q(end_reason="")),
                name="councils_seat_ended",
            ),
            models.UniqueConstraint(
                fields=["term", "organisation"],
                condition=Q(ended_on=None, organisation__isnull=False),
                name="councils_seat_one_of_organisation",
            ),
            models.UniqueConstraint(
                fields=["term", "user"],
                condition=Q(ended_on=None, user__isnull=False),
                name="councils_seat_one_of_user",
            ),
            models.UniqueConstraint(
                fields=["term"], condition=Q(post=Post.CHAIR, ended_on=None), name="councils_seat_one_chair"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
