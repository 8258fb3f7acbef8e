"""Public control: plan, participants, checklist, facts, final document (law № 30-VIII; rules R60, R62, R65)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from councils.choices.control import Checked, ControlForm, ControlStatus, DocumentKind, Part
from councils.models.councils import Seat
from councils.models.recommendations import Recommendation
from councils.models.work import CouncilWork
from councils.querysets import WorkQuerySet
from foundation.documents.models import Document
from registry.models import Organisation
from registry.models.placed import Placed


class Control(CouncilWork):
    """A control of ``body`` by a council in one of the forms of the law."""

    form = models.CharField(max_length=12, choices=ControlForm.choices)
    title = models.CharField(max_length=300)
    task = models.TextField(help_text="What is to be found out.")
    programme = models.TextField(blank=True, help_text="Plan or programme: what is done when.")
    place = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=ControlStatus.choices, default=ControlStatus.DRAFT)
    announced_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    document_due_on = models.DateField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta(CouncilWork.Meta):
        abstract = False
        constraints = [
            *CouncilWork.Meta.constraints,
            models.CheckConstraint(condition=Q(form__in=ControlForm.values), name="councils_control_form"),
            models.CheckConstraint(condition=Q(status__in=ControlStatus.values), name="councils_control_status"),
            models.CheckConstraint(
                condition=Q(status=ControlStatus.CANCELLED) ^ Q(cancel_reason=""), name="councils_control_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(status__in=(ControlStatus.ENDED, ControlStatus.CONCLUDED), ended_at__isnull=False)
                | (~Q(status__in=(ControlStatus.ENDED, ControlStatus.CONCLUDED)) & Q(ended_at=None)),
                name="councils_control_ended",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("councils:control-detail", args=[self.council.slug, self.number])


class Participant(models.Model):
    """A subject of the control. ``compliance`` is what was checked when the control was announced, line by line.

    ``conflict`` is what the person has declared; ``dismissed_reason`` is why a sign of a conflict found by the portal
    does not stand in the way.
    """

    control = models.ForeignKey(Control, models.PROTECT, related_name="participants")
    full_name = models.CharField(max_length=200)
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.PARTICIPANT)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    has_declared = models.BooleanField(default=False, help_text="Has stated that there is no conflict of interest.")
    conflict = models.CharField(max_length=300, blank=True)
    dismissed_reason = models.CharField(max_length=300, blank=True)
    compliance = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ("control", "pk")
        constraints = [
            models.CheckConstraint(condition=Q(part__in=Part.values), name="councils_participant_part"),
            models.CheckConstraint(condition=~Q(full_name=""), name="councils_participant_name"),
            models.CheckConstraint(
                condition=Q(conflict="") | Q(has_declared=False), name="councils_participant_declared"
            ),
            models.UniqueConstraint(fields=["control", "full_name"], name="councils_participant_once"),
        ]

    def __str__(self) -> str:
        return self.full_name


class CheckQuestion(models.Model):
    """One question of the checklist, and what was found."""

    control = models.ForeignKey(Control, models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    answer = models.CharField(max_length=5, choices=Checked.choices, blank=True)
    note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("control", "position")
        constraints = [
            models.UniqueConstraint(fields=["control", "position"], name="councils_checkquestion_position"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | Q(answer__in=Checked.values, answered_at__isnull=False),
                name="councils_checkquestion_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ControlFact(Placed):
    """A fact with its evidence. The file is for the two sides; for everybody only when ``is_public``."""

    control = models.ForeignKey(Control, models.PROTECT, related_name="facts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    evidence = models.OneToOneField(Document, models.PROTECT, null=True, blank=True, related_name="+")
    is_public = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Placed.Meta):
        abstract = False
        ordering = ("control", "position")
        constraints = [
            *Placed.Meta.constraints,
            models.UniqueConstraint(fields=["control", "position"], name="councils_controlfact_position"),
            models.CheckConstraint(condition=~Q(text=""), name="councils_controlfact_text"),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:80]}"


class FinalDocument(models.Model):
    """The final document with its eight required fields (rule R65); never changed once it is sent.

    Each proposal in it is a recommendation to the body, so its reply has the clock and the ladder of recommendations.
    """

    control = models.OneToOneField(Control, models.PROTECT, related_name="document")
    kind = models.CharField(max_length=15, choices=DocumentKind.choices)
    held_on = models.DateField()
    held_time = models.CharField(max_length=60)
    place = models.CharField(max_length=300)
    task = models.TextField()
    subjects = models.TextField()
    form = models.CharField(max_length=12, choices=ControlForm.choices)
    facts = models.TextField()
    proposals = models.JSONField(default=list)
    sent_at = models.DateTimeField()
    is_late = models.BooleanField(default=False)
    recommendations = models.ManyToManyField(Recommendation, related_name="final_documents", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="councils_finaldocument_kind"),
            models.CheckConstraint(condition=Q(form__in=ControlForm.values), name="councils_finaldocument_form"),
            models.CheckConstraint(
                condition=~Q(held_time="")
                & ~Q(place="")
                & ~Q(task="")
                & ~Q(subjects="")
                & ~Q(facts="")
                & ~Q(proposals=[]),
                name="councils_finaldocument_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.control}: {self.kind}"
