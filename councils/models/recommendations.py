"""Recommendations of a council and what the body replied, one by one (rules R61, R63)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.choices import RecommendationStatus, ReplyKind
from councils.models.councils import Council
from councils.models.motions import Motion
from councils.querysets import RecommendationQuerySet
from registry.models import Body

ANSWERED = (RecommendationStatus.REPLIED, RecommendationStatus.DECLINED, RecommendationStatus.DONE)


class Recommendation(models.Model):
    """What a council asks of a body. ``reply_due_on`` is counted in working days when it is sent."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField(help_text="Counted within the council.")
    motion = models.ForeignKey(
        Motion, models.PROTECT, null=True, blank=True, related_name="recommendations", help_text="The vote behind it."
    )
    addressee = models.ForeignKey(Body, models.PROTECT, related_name="recommendations")
    text = models.TextField()
    status = models.CharField(max_length=10, choices=RecommendationStatus.choices, default=RecommendationStatus.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply_due_on = models.DateField(null=True, blank=True)
    do_until = models.DateField(null=True, blank=True, help_text="Until when the body promised to do it.")
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.TextField(blank=True, help_text="What came of it, in the words of the body.")
    last_reminder = models.PositiveSmallIntegerField(default=0, help_text="The highest step of the ladder sent.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="councils_recommendation_number"),
            models.CheckConstraint(
                condition=Q(status__in=RecommendationStatus.values), name="councils_recommendation_status"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="councils_recommendation_text"),
            models.CheckConstraint(
                condition=Q(status=RecommendationStatus.DRAFT, sent_at=None)
                | (~Q(status=RecommendationStatus.DRAFT) & Q(sent_at__isnull=False, reply_due_on__isnull=False)),
                name="councils_recommendation_sent",
            ),
            models.CheckConstraint(
                condition=Q(status=RecommendationStatus.DONE, done_at__isnull=False) & ~Q(result="")
                | (~Q(status=RecommendationStatus.DONE) & Q(done_at=None)),
                name="councils_recommendation_done",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "reply_due_on"], name="councils_recommendation_due"),
            models.Index(fields=["addressee", "-sent_at"], name="councils_recommendation_body"),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("councils:recommendation-detail", args=[self.council.slug, self.number])


class Reply(models.Model):
    """The body's reasoned answer to one recommendation. A later one stands beside it; the newest counts."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=10, choices=ReplyKind.choices)
    text = models.TextField()
    do_until = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    is_late = models.BooleanField(default=False)
    returned_reason = models.TextField(blank=True, help_text="Why the council found that this is no answer.")

    class Meta:
        ordering = ("recommendation", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ReplyKind.values), name="councils_reply_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="councils_reply_reason"),
            models.CheckConstraint(
                condition=Q(kind=ReplyKind.DECLINED, do_until=None)
                | (~Q(kind=ReplyKind.DECLINED) & Q(do_until__isnull=False)),
                name="councils_reply_do_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.kind}"
