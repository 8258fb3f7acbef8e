"""Strategic partnership: a pool of partner NGOs of a state body, its agreements and yearly reports."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from foundation.accounts.models import Signature
from foundation.core.text import localized
from grants.choices.partnership import (
    PartnerAgreementStatus,
    PartnerApplicationStatus,
    PartnerCallStatus,
    PartnerReportStatus,
)
from grants.models.directions import DirectionProposal
from grants.querysets import (
    OfPartnerQuerySet,
    PartnerAgreementQuerySet,
    PartnerCallQuerySet,
    PartnerReportQuerySet,
)
from registry.models import Body, Organisation, Sphere

# Up to three years; how long one is, is a term of the call.
LONGEST = 36


class PartnerCall(models.Model):
    """A body looks for partner NGOs. ``eligibility`` is a list of rules as in a call for grants."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="partner_calls")
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    terms_kk = models.TextField()
    terms_ru = models.TextField()
    terms_en = models.TextField(blank=True)
    spheres = models.ManyToManyField(Sphere, blank=True)
    eligibility = models.JSONField(default=list)
    months = models.PositiveSmallIntegerField(help_text="Of an agreement, at most.")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=PartnerCallStatus.choices, default=PartnerCallStatus.DRAFT)
    announced_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True)
    is_invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PartnerCallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=PartnerCallStatus.values), name="grants_partner_call_status"),
            models.CheckConstraint(condition=Q(months__range=(1, LONGEST)), name="grants_partner_call_months"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="grants_partner_call_window"),
            models.CheckConstraint(
                condition=Q(status=PartnerCallStatus.DECIDED) ^ Q(decided_at=None), name="grants_partner_call_decided"
            ),
            models.CheckConstraint(
                condition=Q(status=PartnerCallStatus.CANCELLED) ^ Q(cancel_reason=""),
                name="grants_partner_call_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return localized(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("grants:partner-call-detail", args=[self.pk])


class PartnerApplication(models.Model):
    """An NGO asks to be a partner. What the registry knows of it (``facts``) is taken, not typed.

    ``verdict`` and ``reason`` are prepared quietly and shown when the whole pool is published.
    """

    call = models.ForeignKey(PartnerCall, models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    motivation = models.TextField()
    experience = models.TextField()
    facts = models.JSONField(default=dict, help_text="Of the registry, as they were when it was sent.")
    answers = models.JSONField(default=list, help_text="Of the rules of eligibility at that moment.")
    status = models.CharField(
        max_length=10, choices=PartnerApplicationStatus.choices, default=PartnerApplicationStatus.SUBMITTED
    )
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, blank=True, help_text="accept or decline; empty: not looked at yet.")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfPartnerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PartnerApplicationStatus.values), name="grants_partner_application_status"
            ),
            models.UniqueConstraint(
                fields=["call", "organisation"],
                condition=~Q(status=PartnerApplicationStatus.WITHDRAWN),
                name="grants_partner_application_once",
            ),
            models.CheckConstraint(
                condition=Q(verdict="", reason="", decided_by=None)
                | Q(verdict__in=("accept", "decline"), decided_by__isnull=False) & ~Q(reason=""),
                name="grants_partner_application_verdict",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("submitted", "withdrawn"))
                | Q(status="accepted", verdict="accept")
                | Q(status="declined", verdict="decline"),
                name="grants_partner_application_outcome",
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def get_absolute_url(self) -> str:
        return reverse("grants:partner-application-detail", args=[self.pk])


class PartnerAgreement(models.Model):
    """What a body and its partner have agreed, signed by the NGO first and then by the body."""

    application = models.ForeignKey(PartnerApplication, models.PROTECT, related_name="agreements")
    number = models.CharField(max_length=60)
    text = models.TextField(help_text="What the two do together.")
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(
        max_length=10, choices=PartnerAgreementStatus.choices, default=PartnerAgreementStatus.SENT
    )
    ngo_signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    body_signature = models.OneToOneField(Signature, models.PROTECT, null=True, blank=True, related_name="+")
    effective_at = models.DateTimeField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PartnerAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PartnerAgreementStatus.values), name="grants_partner_agreement_status"
            ),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="grants_partner_agreement_term"),
            models.CheckConstraint(
                condition=Q(status__in=("effective", "expired", "terminated"), effective_at__isnull=False)
                & Q(ngo_signature__isnull=False, body_signature__isnull=False)
                | Q(status="signed", ngo_signature__isnull=False, body_signature=None, effective_at=None)
                | Q(status="sent", ngo_signature=None, body_signature=None, effective_at=None)
                | Q(status="cancelled", body_signature=None, effective_at=None),
                name="grants_partner_agreement_signed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("terminated", "cancelled")) ^ Q(end_reason=""),
                name="grants_partner_agreement_end_reason",
            ),
            models.CheckConstraint(
                condition=Q(status__in=("expired", "terminated")) ^ Q(ended_on=None),
                name="grants_partner_agreement_ended",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=("sent", "signed", "effective")),
                name="grants_partner_agreement_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("grants:partner-agreement-detail", args=[self.pk])


class PartnerReport(models.Model):
    """What a partner has done in a year of its agreement."""

    agreement = models.ForeignKey(PartnerAgreement, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    done = models.TextField()
    results = models.TextField()
    plans = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=PartnerReportStatus.choices, default=PartnerReportStatus.SUBMITTED)
    remark = models.TextField(blank=True)
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PartnerReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=PartnerReportStatus.values), name="grants_partner_report_status"
            ),
            models.UniqueConstraint(fields=["agreement", "year"], name="grants_partner_report_once"),
            models.CheckConstraint(
                condition=~Q(status=PartnerReportStatus.RETURNED) | ~Q(remark=""), name="grants_partner_report_remark"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("grants:partner-report-detail", args=[self.pk])


class ProposalEndorsement(models.Model):
    """A partner NGO stands behind a proposal of the public, or adds to it."""

    proposal = models.ForeignKey(DirectionProposal, models.PROTECT, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(blank=True, help_text="What the NGO adds.")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "organisation"], name="grants_proposal_endorsed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.organisation_id}"
