"""Calls for applications."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from evaluation.models import Round
from foundation.core.text import localized
from grants.choices import CallKind, CallStatus
from grants.querysets import CallQuerySet
from registry.models import Body, Sphere

NUMBER_PREFIX = r"^[A-Z][A-Z0-9]{1,9}$"


class Call(models.Model):
    """A contest: who may apply for how much, until when, and by which rubric it is judged.

    Amounts are tenge. ``eligibility`` is a list of ``{"code", "parameters"}``: rules of ``registry.rules.eligibility``,
    frozen at announcement. The round is made when the call is announced.
    """

    slug = models.SlugField(unique=True, max_length=100)
    number_prefix = models.CharField(
        max_length=10, validators=[RegexValidator(NUMBER_PREFIX)], help_text="Applications are numbered PREFIX-0001."
    )
    last_number = models.PositiveIntegerField(
        default=0, help_text="Of the applications; counted under the call's lock."
    )
    operator = models.ForeignKey(Body, models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=10, choices=CallKind.choices)
    title_kk = models.CharField(max_length=300)
    title_ru = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    summary_kk = models.TextField(blank=True)
    summary_ru = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    spheres = models.ManyToManyField(Sphere, blank=True)
    status = models.CharField(max_length=10, choices=CallStatus.choices, default=CallStatus.DRAFT)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(help_text="The last moment, by the server's clock (rule R27).")
    budget = models.DecimalField(max_digits=18, decimal_places=2)
    amount_min = models.DecimalField(max_digits=18, decimal_places=2, default=Decimal(0))
    amount_max = models.DecimalField(max_digits=18, decimal_places=2)
    months_min = models.PositiveSmallIntegerField(default=1)
    months_max = models.PositiveSmallIntegerField(default=12)
    languages = ArrayField(models.CharField(max_length=2), default=list, help_text="kk and ru (rule R28).")
    eligibility = models.JSONField(default=list)
    questions = models.JSONField(default=list, help_text="Own questions of the call: grants.models.questions.")
    quotas = models.JSONField(
        default=list, blank=True, db_default=[], help_text="How much goes to which group: grants.models.quotas."
    )
    enquiries_until = models.DateTimeField(
        null=True, blank=True, help_text="Until when anybody may ask about the call; empty: as long as the window."
    )
    applications_max = models.PositiveSmallIntegerField(
        null=True, blank=True, default=1, help_text="Of one NGO (rule R29); empty: no limit."
    )
    window_reason = models.TextField(blank=True, help_text="Why the window is shorter than is usual (rule R26).")
    is_shared = models.BooleanField(
        default=False, help_text="A premium: winners of a nomination share its amount; otherwise each gets it (R49)."
    )
    repeats = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="repeated_by",
        help_text="The call without a winner.",
    )
    regranting = models.ForeignKey(
        "grants.Regranting",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        help_text="From which part of which grant an NGO gives these small grants.",
    )
    announce_at = models.DateTimeField(null=True, blank=True, help_text="When it is to be announced by itself.")
    announce_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", help_text="Who ordered it."
    )
    requires_signature = models.BooleanField(
        default=False, db_default=False, help_text="An application is sent with an electronic signature of the NGO."
    )
    allows_return = models.BooleanField(default=False, help_text="One return for correction.")
    correction_days = models.PositiveSmallIntegerField(
        default=5, help_text="Working days in which a returned application can be corrected and sent again."
    )
    direction = models.ForeignKey(
        "grants.ListedDirection",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        help_text="Of an approved list (rule R24).",
    )
    acceptance_days = models.PositiveSmallIntegerField(
        default=5, help_text="Working days in which a winner accepts or declines the grant."
    )
    check_appeal_days = models.PositiveSmallIntegerField(
        default=0, help_text="Working days for an appeal against a refusal of the formal check; 0: there is none."
    )
    appeal_days = models.PositiveSmallIntegerField(
        default=0, help_text="Working days for an appeal against the decision; 0: there is none."
    )
    review_days = models.PositiveSmallIntegerField(
        default=10, help_text="Working days in which an appeal should be answered."
    )
    reserve_size = models.PositiveSmallIntegerField(
        default=0, help_text="Applications below the line that are put on the reserve list; 0: there is none."
    )
    rubric = models.ForeignKey("evaluation.Rubric", models.PROTECT, related_name="calls")
    round = models.OneToOneField(Round, models.PROTECT, null=True, blank=True, related_name="call")
    main_seats = models.PositiveSmallIntegerField(default=3, help_text="Experts of the round (rule R34).")
    reserve_seats = models.PositiveSmallIntegerField(default=3)
    is_blind = models.BooleanField(default=True, help_text="Experts do not see who sent an application.")
    experts_per_entry = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How many experts score each application; empty: all of them."
    )
    has_discussion = models.BooleanField(
        default=False, help_text="After the independent marks the experts see each other's and may change their own."
    )
    extra_over = models.DecimalField(
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="An application whose sheets are further apart than so many points gets one more expert; empty: none.",
    )
    answer_days = models.PositiveSmallIntegerField(
        default=0, help_text="Working days in which applicants may answer their marks before the decision; 0: none."
    )
    check_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Term of the formal check in working days; filled at the announcement (R30)."
    )
    scoring_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Term of the experts in working days; filled at the announcement (R38)."
    )
    commission_rubric = models.ForeignKey(
        "evaluation.Rubric",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="By which the commission scores in the second stage (rule R39); empty: it only votes.",
    )
    names_experts = models.BooleanField(
        default=True, help_text="The panel is named once the call is decided; marks stay under «Expert n» (rule R42)."
    )
    is_invented = models.BooleanField(default=False, help_text="Applicants, texts and marks are made up for the demo.")
    note_kk = models.TextField(blank=True, help_text="What in this call is real and what is not, with the source.")
    note_ru = models.TextField(blank=True)
    note_en = models.TextField(blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    scoring_since = models.DateTimeField(null=True, blank=True, help_text="Handed to the experts: the check is over.")
    deciding_since = models.DateTimeField(null=True, blank=True, help_text="Handed to the commission.")
    decided_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.TextField(blank=True, help_text="Shown to everybody.")
    created_at = models.DateTimeField(default=timezone.now)

    objects = CallQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=CallStatus.values), name="grants_call_status"),
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="grants_call_window"),
            models.CheckConstraint(
                condition=Q(amount_min__gte=0, amount_max__gte=F("amount_min"), budget__gte=F("amount_max")),
                name="grants_call_amounts",
            ),
            models.CheckConstraint(
                condition=Q(months_min__gte=1, months_max__gte=F("months_min")), name="grants_call_term"
            ),
            models.CheckConstraint(condition=Q(number_prefix__regex=NUMBER_PREFIX), name="grants_call_number_prefix"),
            models.UniqueConstraint(fields=["number_prefix"], name="grants_call_number_prefix_once"),
            models.CheckConstraint(condition=Q(main_seats__gte=1), name="grants_call_seats"),
            models.CheckConstraint(
                condition=Q(experts_per_entry=None)
                | Q(experts_per_entry__gte=1, experts_per_entry__lte=F("main_seats")),
                name="grants_call_experts_per_entry",
            ),
            models.CheckConstraint(condition=Q(extra_over=None) | Q(extra_over__gte=0), name="grants_call_extra"),
            models.CheckConstraint(
                condition=(Q(check_days=None) | Q(check_days__gte=1)) & (Q(scoring_days=None) | Q(scoring_days__gte=1)),
                name="grants_call_terms",
            ),
            models.CheckConstraint(
                condition=Q(status__in=(CallStatus.DRAFT, CallStatus.CANCELLED)) | Q(announced_at__isnull=False),
                name="grants_call_announced_at",
            ),
            models.CheckConstraint(
                condition=Q(status=CallStatus.DECIDED, decided_at__isnull=False)
                | (~Q(status=CallStatus.DECIDED) & Q(decided_at=None)),
                name="grants_call_decided_at",
            ),
            models.CheckConstraint(
                condition=Q(announce_at=None, announce_by=None)
                | Q(announce_at__isnull=False, announce_by__isnull=False, status=CallStatus.DRAFT),
                name="grants_call_announce_at",
            ),
            models.CheckConstraint(
                condition=Q(enquiries_until=None) | Q(enquiries_until__lte=F("closes_at")), name="grants_call_enquiries"
            ),
            models.CheckConstraint(
                condition=Q(applications_max=None) | Q(applications_max__gte=1), name="grants_call_applications_max"
            ),
            models.CheckConstraint(
                condition=Q(is_shared=False) | Q(kind=CallKind.PREMIUM), name="grants_call_shared_premium"
            ),
            models.CheckConstraint(condition=Q(kind__in=CallKind.values), name="grants_call_kind"),
            models.CheckConstraint(
                condition=Q(regranting=None) | Q(kind=CallKind.SMALL), name="grants_call_regranting_small"
            ),
            models.CheckConstraint(condition=Q(repeats=None) | ~Q(repeats=F("id")), name="grants_call_not_own_repeat"),
            models.CheckConstraint(
                condition=Q(status=CallStatus.CANCELLED) ^ Q(cancel_reason=""), name="grants_call_cancel_reason"
            ),
        ]
        indexes = [models.Index(fields=["status", "-closes_at"], name="grants_call_listing")]

    def __str__(self) -> str:
        return localized(self, "title")

    def get_absolute_url(self) -> str:
        return reverse("grants:call-detail", args=[self.slug])

    @property
    def asked_until(self) -> dt.datetime:
        """The last moment for questions: the call's own, else the end of its window."""
        return self.enquiries_until or self.closes_at
