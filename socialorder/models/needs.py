"""What people say is missing where they live, and what the akimat answers."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone

from registry.models import Body, Region, Sphere
from socialorder.choices import NeedStatus
from socialorder.models.plans import Topic
from socialorder.querysets import NeedQuerySet


class Need(models.Model):
    """A need of a group of people in a place. ``kato`` is as deep as the author knew; '' is the whole region."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kato = models.CharField(max_length=9, blank=True, db_collation="C")
    sphere = models.ForeignKey(Sphere, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    people = models.CharField(max_length=300, help_text="Whose need it is.")
    people_count = models.PositiveIntegerField(null=True, blank=True, help_text="How many they are, roughly.")
    problem = models.TextField()
    effect = models.TextField(blank=True, help_text="What should be different.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of the folded text: the same text counts once.")
    status = models.CharField(max_length=10, choices=NeedStatus.choices, default=NeedStatus.PROPOSED)
    proposed_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(null=True, blank=True, help_text="When the akimat should have answered.")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="needs")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", help_text="Which body answered."
    )
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True, help_text="Why the public does not see it; its author reads it.")

    objects = NeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=NeedStatus.values), name="socialorder_need_status"),
            models.CheckConstraint(
                # Rule R07: a unit within a region has the region's first two digits.
                condition=Q(kato="") | Q(kato__regex=r"^\d{9}$", kato__startswith=Left("region_id", 2)),
                name="socialorder_need_kato",
            ),
            models.CheckConstraint(
                condition=Q(status=NeedStatus.TAKEN, topic__isnull=False, answered_at__isnull=False)
                | Q(status=NeedStatus.DECLINED, topic=None, answered_at__isnull=False) & ~Q(answer="")
                | Q(status__in=(NeedStatus.PROPOSED, NeedStatus.WITHDRAWN), topic=None, answered_at=None, answer=""),
                name="socialorder_need_answer",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, body=None)
                | Q(answered_at__isnull=False, body__isnull=False),
                name="socialorder_need_answered_by",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="") | Q(hidden_at__isnull=False) & ~Q(hidden_reason=""),
                name="socialorder_need_hidden",
            ),
            models.UniqueConstraint(
                fields=["author", "region", "fingerprint"],
                condition=~Q(status=NeedStatus.WITHDRAWN),
                name="socialorder_need_once",
            ),
        ]
        indexes = [models.Index(fields=["region", "sphere", "status"], name="socialorder_need_place")]

    def __str__(self) -> str:
        return f"№ {self.pk}"  # never the words: they may be hidden later

    def get_absolute_url(self) -> str:
        return reverse("socialorder:need-detail", args=[self.pk])


class NeedSupport(models.Model):
    """Somebody supports a need; one of each person, and it can be taken back."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="supports")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "person"], name="socialorder_need_support_once")]

    def __str__(self) -> str:
        return f"{self.need_id}"
