"""Priority directions of grants: lists of a year, what people propose, say and support (rules R23, R24)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.core.text import localized
from foundation.documents.models import Document
from grants.choices import KEPT_LISTS, ListStatus, ProposalStatus
from grants.querysets import DirectionListQuerySet, ModeratedQuerySet
from registry.models import Body, Organisation, Region, Sphere


class Direction(models.Model):
    """A direction as it lives on from year to year under one code: calls, agreements and effects are joined by it."""

    code = models.SlugField(unique=True, max_length=70)
    body = models.ForeignKey(Body, models.PROTECT, related_name="directions")
    number = models.PositiveSmallIntegerField(help_text="Within the body.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "number"], name="grants_direction_number_once")]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("grants:direction-history", args=[self.code])


class DirectionList(models.Model):
    """A body's list of one year. Approved lists are frozen; a change is a new list that names the old one.

    The discussion runs from ``discussed_from`` until the end of ``discussed_until`` in Almaty.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="direction_lists")
    year = models.PositiveSmallIntegerField(help_text="Financial year of the grants.")
    status = models.CharField(max_length=10, choices=ListStatus.choices, default=ListStatus.COLLECTING)
    proposals_until = models.DateField(help_text="The last day on which proposals are taken.")
    discussed_from = models.DateTimeField(null=True, blank=True)
    discussed_until = models.DateField(null=True, blank=True, help_text="Last day of the discussion.")
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replacements", help_text="The list it changes."
    )
    replacement_reason = models.TextField(blank=True)
    cancel_reason = models.TextField(blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    order_on = models.DateField(null=True, blank=True)
    order_document = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_invented = models.BooleanField(default=False, help_text="Made up for the demo; the page says so.")
    created_at = models.DateTimeField(default=timezone.now)

    objects = DirectionListQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ListStatus.values), name="grants_direction_list_status"),
            models.CheckConstraint(condition=Q(year__range=(2016, 2100)), name="grants_direction_list_year"),
            models.CheckConstraint(
                condition=Q(discussed_from=None, discussed_until=None)
                | Q(discussed_from__isnull=False, discussed_until__isnull=False),
                name="grants_direction_list_discussion",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ListStatus.DISCUSSING, *KEPT_LISTS)) | Q(discussed_from__isnull=False),
                name="grants_direction_list_was_discussed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=KEPT_LISTS, approved_at__isnull=False, approved_by__isnull=False)
                & ~Q(order_number="")
                & Q(order_on__gt=F("discussed_until"), order_document__isnull=False)
                | ~Q(status__in=KEPT_LISTS)
                & Q(approved_at=None, approved_by=None, order_number="", order_on=None, order_document=None),
                name="grants_direction_list_order",
            ),
            models.CheckConstraint(
                condition=Q(status=ListStatus.CANCELLED) ^ Q(cancel_reason=""), name="grants_direction_list_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=False) ^ Q(replacement_reason=""), name="grants_direction_list_replaces"
            ),
            models.UniqueConstraint(
                fields=["body", "year"], condition=Q(status=ListStatus.APPROVED), name="grants_one_approved_list"
            ),
            models.UniqueConstraint(
                fields=["body", "year"],
                condition=Q(status__in=("collecting", "discussing")),
                name="grants_one_open_list",
            ),
        ]
        indexes = [models.Index(fields=["status", "-year"], name="grants_direction_listing")]

    def __str__(self) -> str:
        return f"{self.body}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("grants:list-detail", args=[self.pk])

    def is_discussed_on(self, day: dt.date) -> bool:
        """Whether people may comment and support on ``day`` (in Almaty)."""
        is_running = self.status == ListStatus.DISCUSSING and self.discussed_until is not None
        return bool(is_running and day <= self.discussed_until)  # type: ignore[operator]


class ListedDirection(models.Model):
    """A direction in a list of a year, in the words of that year: the pool into which proposals are gathered."""

    list = models.ForeignKey(DirectionList, models.PROTECT, related_name="directions")
    direction = models.ForeignKey(Direction, models.PROTECT, related_name="listed")
    position = models.PositiveSmallIntegerField()
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    goal_kk = models.TextField()
    goal_ru = models.TextField()
    goal_en = models.TextField(blank=True)
    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="+")
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", help_text="Empty: the whole country."
    )

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["list", "direction"], name="grants_direction_once_in_list"),
        ]

    def __str__(self) -> str:
        return localized(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("grants:direction-detail", args=[self.pk])


class Moderated(models.Model):
    """A text of the public that the body may hide with a reason; the text itself stays."""

    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason=""),
                name="%(app_label)s_%(class)s_hidden",
            )
        ]


class DirectionProposal(Moderated):
    """What somebody proposes as a direction, in one's own name or (``organisation``) in the name of an NGO.

    ``folded`` is the title and the problem as search folds them: the same text of one person counts once.
    """

    list = models.ForeignKey(DirectionList, models.PROTECT, related_name="proposals")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=2, help_text="The language it is written in.")
    title = models.CharField(max_length=300)
    problem = models.TextField()
    people = models.TextField(help_text="Whom it is for.")
    effect = models.TextField(help_text="What should be different afterwards.")
    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    folded = models.TextField()
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the folded text.")
    status = models.CharField(max_length=10, choices=ProposalStatus.choices, default=ProposalStatus.SUBMITTED)
    sent_at = models.DateTimeField(default=timezone.now)
    taken_into = models.ForeignKey(ListedDirection, models.PROTECT, null=True, blank=True, related_name="proposals")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ModeratedQuerySet.as_manager()

    class Meta(Moderated.Meta):
        abstract = False
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=ProposalStatus.values), name="grants_proposal_status"),
            models.UniqueConstraint(
                fields=["list", "author", "fingerprint"],
                condition=~Q(status=ProposalStatus.WITHDRAWN),
                name="grants_proposal_once",
            ),
            models.CheckConstraint(
                condition=Q(status=ProposalStatus.TAKEN, taken_into__isnull=False, answered_at__isnull=False)
                | Q(status=ProposalStatus.DECLINED, taken_into=None, answered_at__isnull=False) & ~Q(answer="")
                | Q(status__in=("submitted", "withdrawn"), taken_into=None, answered_at=None, answer=""),
                name="grants_proposal_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="grants_proposal_answered",
            ),
        ]
        indexes = [
            models.Index(fields=["list", "status"], name="grants_proposal_queue"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.pk}"  # never the words: they may be hidden later

    def get_absolute_url(self) -> str:
        return reverse("grants:proposal-detail", args=[self.pk])


class DirectionSupport(models.Model):
    """Somebody supports a direction in the discussion; one of each person, and it can be taken back."""

    direction = models.ForeignKey(ListedDirection, models.PROTECT, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["direction", "person"], name="grants_direction_support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.direction_id}"


class DirectionComment(Moderated):
    """What somebody says in the discussion about a direction, and what the body officially answers."""

    list = models.ForeignKey(DirectionList, models.PROTECT, related_name="comments")
    direction = models.ForeignKey(ListedDirection, models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ModeratedQuerySet.as_manager()

    class Meta(Moderated.Meta):
        abstract = False
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="grants_direction_comment_answer",
            ),
        ]
        indexes = [models.Index(fields=["direction", "made_at"], name="grants_direction_comments")]

    def __str__(self) -> str:
        return f"{self.list_id}/{self.pk}"  # never the words: they may be hidden later

    def get_absolute_url(self) -> str:
        return f"{reverse('grants:direction-detail', args=[self.direction_id])}#comment-{self.pk}"
