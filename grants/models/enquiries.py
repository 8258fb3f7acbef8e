"""Questions about a call, answered for everybody at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from grants.choices import EnquiryStatus
from grants.models.calls import Call
from grants.querysets import EnquiryQuerySet


class Enquiry(models.Model):
    """What somebody asked about a call. Who asked is kept for the audit and for the answer, and shown to nobody."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="enquiries")
    number = models.PositiveIntegerField(help_text="Within the call.")
    status = models.CharField(max_length=10, choices=EnquiryStatus.choices, default=EnquiryStatus.ASKED)
    text = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    withheld_reason = models.TextField(blank=True, help_text="Why it is not published; shown to everybody.")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        verbose_name_plural = "enquiries"
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="grants_enquiry_number"),
            models.CheckConstraint(condition=Q(status__in=EnquiryStatus.values), name="grants_enquiry_status"),
            models.CheckConstraint(
                condition=Q(status=EnquiryStatus.WITHHELD) ^ Q(withheld_reason=""), name="grants_enquiry_withheld"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.slug} № {self.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('grants:enquiry-list', args=[self.call.slug])}#question-{self.number}"


class EnquiryAnswer(models.Model):
    """An answer as it was published. A correction stands beside the answer that it corrects, with its reason."""

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    reason = models.TextField(blank=True, help_text="Of a correction.")
    answered_at = models.DateTimeField(default=timezone.now)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["enquiry", "number"], name="grants_enquiry_answer_number"),
            models.CheckConstraint(condition=Q(number=1) ^ ~Q(reason=""), name="grants_enquiry_answer_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.number}"
