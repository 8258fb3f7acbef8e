"""Draft acts before a council: their articles, what is said about them, what the body answers (rules R59, R61)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from councils.choices.acts import ActKind, ActStatus, Opinion, RemarkKind, Stage, Verdict
from councils.models.councils import Seat
from councils.models.motions import Motion
from councils.models.work import CouncilWork
from councils.querysets import WorkQuerySet
from foundation.core.text import localized
from foundation.documents.models import Document
from registry.models.placed import Placed

WITH_OPINION = (ActStatus.DECIDED, ActStatus.ANSWERED, ActStatus.ADOPTED)


class DraftAct(CouncilWork):
    """A draft that ``body`` has sent to a council; ``public_until`` is set while everybody may comment.

    The opinion stands on a carried vote (``motion``) or on the council's own rules (``own_rules`` names the clause).
    """

    title_kk = models.CharField(max_length=500)
    title_ru = models.CharField(max_length=500)
    kind = models.CharField(max_length=10, choices=ActKind.choices)
    purpose = models.TextField(help_text="Why the act is needed, in the words of the body.")
    file = models.ForeignKey(Document, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=10, choices=ActStatus.choices, default=ActStatus.DRAFT)
    sent_at = models.DateTimeField(null=True, blank=True)
    opinion_due_on = models.DateField(null=True, blank=True)
    public_until = models.DateField(null=True, blank=True)
    opinion = models.CharField(max_length=10, choices=Opinion.choices, blank=True)
    opinion_text = models.TextField(blank=True)
    motion = models.ForeignKey(Motion, models.PROTECT, null=True, blank=True, related_name="+")
    own_rules = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    opinion_is_late = models.BooleanField(default=False)
    answer_due_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_is_late = models.BooleanField(default=False)
    adopted_on = models.DateField(null=True, blank=True)
    act_number = models.CharField(max_length=60, blank=True)
    withdraw_reason = models.TextField(blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta(CouncilWork.Meta):
        abstract = False
        constraints = [
            *CouncilWork.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=ActStatus.values), name="councils_act_status"),
            models.CheckConstraint(
                condition=Q(status=ActStatus.DRAFT, sent_at=None)
                | (~Q(status=ActStatus.DRAFT) & Q(sent_at__isnull=False)),
                name="councils_act_sent",
            ),
            models.CheckConstraint(
                condition=Q(opinion="", decided_at=None)
                | (
                    Q(opinion__in=Opinion.values, decided_at__isnull=False)
                    & (~Q(own_rules="") ^ Q(motion__isnull=False))
                ),
                name="councils_act_opinion",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=WITH_OPINION) | ~Q(opinion=""), name="councils_act_has_opinion"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=(ActStatus.ANSWERED, ActStatus.ADOPTED)) | Q(answered_at__isnull=False),
                name="councils_act_answered",
            ),
            models.CheckConstraint(
                condition=(Q(status=ActStatus.ADOPTED, adopted_on__isnull=False) & ~Q(act_number=""))
                | (~Q(status=ActStatus.ADOPTED) & Q(adopted_on=None, act_number="")),
                name="councils_act_adopted",
            ),
            models.CheckConstraint(
                condition=Q(status=ActStatus.WITHDRAWN) ^ Q(withdraw_reason=""), name="councils_act_withdrawn"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("councils:act-detail", args=[self.council.slug, self.number])

    @property
    def title(self) -> str:
        """The title in the reader's language."""
        return localized(self, "title")


class Article(models.Model):
    """One article of the draft or of the final text. ``key`` is its number, by which the two texts are laid side by side."""

    act = models.ForeignKey(DraftAct, models.PROTECT, related_name="articles")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    text_kk = models.TextField()
    text_ru = models.TextField()

    class Meta:
        ordering = ("act", "stage", "position")
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="councils_article_stage"),
            models.UniqueConstraint(fields=["act", "stage", "position"], name="councils_article_position"),
            models.UniqueConstraint(fields=["act", "stage", "key"], name="councils_article_key"),
            models.CheckConstraint(condition=~Q(text_kk="") & ~Q(text_ru=""), name="councils_article_both"),
        ]

    def __str__(self) -> str:
        return self.key


class ActRemark(Placed):
    """A point of the opinion, or a comment of a member or citizen, on one article or (none) on the whole act.

    ``same_as`` joins a comment to another one that says the same: the answer there is its answer. A hidden comment keeps
    its words for the secretariat; the reason is public.
    """

    act = models.ForeignKey(DraftAct, models.PROTECT, related_name="remarks")
    number = models.PositiveIntegerField(help_text="Counted within the act.")
    kind = models.CharField(max_length=10, choices=RemarkKind.choices)
    article = models.ForeignKey(Article, models.PROTECT, null=True, blank=True, related_name="remarks")
    text = models.TextField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="copies")
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Placed.Meta):
        abstract = False
        ordering = ("act", "number")
        constraints = [
            *Placed.Meta.constraints,
            models.UniqueConstraint(fields=["act", "number"], name="councils_remark_number"),
            models.CheckConstraint(condition=Q(kind__in=RemarkKind.values), name="councils_remark_kind"),
            models.CheckConstraint(condition=~Q(text=""), name="councils_remark_text"),
            models.CheckConstraint(
                condition=Q(kind=RemarkKind.POINT, author=None, seat=None)
                | Q(kind=RemarkKind.MEMBER, author__isnull=False, seat__isnull=False)
                | Q(kind=RemarkKind.PUBLIC, author__isnull=False, seat=None),
                name="councils_remark_author",
            ),
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, kind=RemarkKind.PUBLIC) & ~Q(hidden_reason="")),
                name="councils_remark_hidden",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", answer="", answered_at=None)
                | (Q(verdict__in=Verdict.values, answered_at__isnull=False, same_as=None) & ~Q(answer="")),
                name="councils_remark_answered",
            ),
            models.CheckConstraint(condition=Q(same_as=None) | ~Q(same_as=F("pk")), name="councils_remark_same"),
        ]
        indexes = [models.Index(fields=["act", "kind"], name="councils_remark_kinds")]

    def __str__(self) -> str:
        return f"{self.act_id}/{self.number}"  # never the words: they may be hidden later
