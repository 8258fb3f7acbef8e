"""The competition for seats: announcement, working group, candidates, checks, votes."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from councils.choices import (
    CANDIDATE_GONE,
    FORMATION_OVER,
    CandidatePaperKind,
    CandidateStatus,
    Choice,
    Criterion,
    FormationKind,
    FormationStatus,
    Side,
)
from councils.models.councils import Council, Seat, Term
from councils.querysets import CandidateQuerySet, FormationQuerySet
from foundation.core import presentation
from foundation.documents.models import Document
from registry.models import Organisation

SEATED_SIDES = (Side.NGO, Side.CITIZEN)
# A candidate has sent its papers and its consent in these.
SENT = tuple(one for one in CandidateStatus if one not in (CandidateStatus.NOMINATED, *CANDIDATE_GONE))


class Formation(models.Model):
    """A competition for the seats of a term: all of them, or those that members have left.

    ``places`` are the seats to be filled; ``state_places`` of them are for people whom the state body names by itself
    (rule R52), the others are voted on. ``due_on`` is the day on which forming was to start (rule R54).
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="formations")
    term = models.ForeignKey(Term, models.PROTECT, related_name="formations")
    number = models.PositiveSmallIntegerField(help_text="Counted within the council.")
    kind = models.CharField(max_length=15, choices=FormationKind.choices)
    places = models.PositiveSmallIntegerField()
    state_places = models.PositiveSmallIntegerField(default=0)
    about_kk = models.TextField(blank=True)
    about_ru = models.TextField(blank=True)
    status = models.CharField(max_length=15, choices=FormationStatus.choices, default=FormationStatus.PREPARING)
    started_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    nominations_until = models.DateTimeField(null=True, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True)
    listed_at = models.DateTimeField(null=True, blank=True, help_text="When the checked list was published.")
    voted_at = models.DateTimeField(null=True, blank=True)
    group_size = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Frozen when the vote is counted.")
    group_voted = models.PositiveSmallIntegerField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    order_number = models.CharField(max_length=60, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    extension = models.TextField(blank=True, help_text="Why nominations were opened again.")
    cancel_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = FormationQuerySet.as_manager()

    class Meta:
        ordering = ("council", "-number")
        constraints = [
            models.UniqueConstraint(fields=["council", "number"], name="councils_formation_number"),
            models.UniqueConstraint(
                fields=["council"], condition=~Q(status__in=FORMATION_OVER), name="councils_formation_one_open"
            ),
            models.CheckConstraint(condition=Q(status__in=FormationStatus.values), name="councils_formation_status"),
            models.CheckConstraint(condition=Q(kind__in=FormationKind.values), name="councils_formation_kind"),
            models.CheckConstraint(condition=Q(places__gt=F("state_places")), name="councils_formation_places"),
            models.CheckConstraint(
                condition=Q(status__in=(FormationStatus.PREPARING, FormationStatus.CANCELLED))
                | Q(announced_at__isnull=False, nominations_until__isnull=False) & ~Q(about_kk="") & ~Q(about_ru=""),
                name="councils_formation_announced",
            ),
            models.CheckConstraint(
                condition=~Q(status=FormationStatus.APPROVED)
                | Q(approved_at__isnull=False, decided_on__isnull=False, voted_at__isnull=False) & ~Q(order_number=""),
                name="councils_formation_approved",
            ),
            models.CheckConstraint(
                condition=Q(status=FormationStatus.CANCELLED) ^ Q(cancel_reason=""), name="councils_formation_cancelled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.get_kind_display()} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("councils:formation-detail", args=[self.council.slug, self.number])

    @property
    def open_places(self) -> int:
        """Seats that are voted on."""
        return self.places - self.state_places


class GroupMember(models.Model):
    """A member of the working group that checks and votes; at most a third come from the state (rule R51)."""

    formation = models.ForeignKey(Formation, models.PROTECT, related_name="group")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200)
    side = models.CharField(max_length=10, choices=Side.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    is_head = models.BooleanField(default=False)

    class Meta:
        ordering = ("-is_head", "full_name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["formation", "user"], name="councils_group_once"),
            models.UniqueConstraint(fields=["formation"], condition=Q(is_head=True), name="councils_group_one_head"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="councils_group_side"),
            models.CheckConstraint(
                condition=Q(side=Side.NGO, organisation__isnull=False) | (~Q(side=Side.NGO) & Q(organisation=None)),
                name="councils_group_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Candidate(models.Model):
    """Somebody who stands for a seat: named by an organisation, or standing for oneself.

    Everybody reads the number, first name and initial, the organisation, the results of the checks and of the vote;
    ``email``, ``full_name``, papers and statements are for the candidate, the nominating organisation, the working
    group and the secretariat.
    """

    formation = models.ForeignKey(Formation, models.PROTECT, related_name="candidates")
    number = models.PositiveSmallIntegerField()
    email = models.EmailField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    nominated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200)
    side = models.CharField(max_length=10, choices=Side.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    occupation = models.CharField(max_length=300, blank=True)
    programme = models.TextField(blank=True, help_text="What the candidate wants to do in the council; public.")
    is_public_servant = models.BooleanField(default=False)
    statements = ArrayField(models.CharField(max_length=20, choices=Criterion.choices), default=list, blank=True)
    consented_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=15, choices=CandidateStatus.choices, default=CandidateStatus.NOMINATED)
    withdrawal = models.TextField(blank=True)
    in_favour = models.PositiveSmallIntegerField(null=True, blank=True)
    against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(null=True, blank=True)
    barred = models.PositiveSmallIntegerField(null=True, blank=True)
    seat = models.OneToOneField(Seat, models.PROTECT, null=True, blank=True, related_name="candidate")
    created_at = models.DateTimeField(default=timezone.now)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        ordering = ("formation", "number")
        constraints = [
            models.UniqueConstraint(fields=["formation", "number"], name="councils_candidate_number"),
            models.UniqueConstraint(
                fields=["formation", "organisation"],
                condition=Q(organisation__isnull=False) & ~Q(status__in=CANDIDATE_GONE),
                name="councils_candidate_one_of_ngo",
            ),
            models.UniqueConstraint(
                fields=["formation", "email"],
                condition=~Q(status__in=CANDIDATE_GONE),
                name="councils_candidate_one_of_person",
            ),
            models.CheckConstraint(condition=Q(status__in=CandidateStatus.values), name="councils_candidate_status"),
            models.CheckConstraint(
                condition=Q(side=Side.NGO, organisation__isnull=False) | Q(side=Side.CITIZEN, organisation=None),
                name="councils_candidate_side",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SENT) | Q(consented_at__isnull=False, user__isnull=False),
                name="councils_candidate_consent",
            ),
            models.CheckConstraint(
                condition=Q(seat=None) | Q(status=CandidateStatus.ELECTED), name="councils_candidate_seated"
            ),
            models.CheckConstraint(
                condition=Q(status__in=(CandidateStatus.ELECTED, CandidateStatus.NOT_ELECTED), in_favour__isnull=False)
                | ~Q(status__in=(CandidateStatus.ELECTED, CandidateStatus.NOT_ELECTED)) & Q(in_favour=None),
                name="councils_candidate_counted",
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.number}"

    def get_absolute_url(self) -> str:
        return reverse(
            "councils:candidate-detail", args=[self.formation.council.slug, self.formation.number, self.number]
        )

    @property
    def statement_labels(self) -> list[str]:
        """What the candidate has stated, in words."""
        return [str(Criterion(one).label) for one in self.statements]

    @property
    def public_name(self) -> str:
        """First name and initial; the whole name once the person sits in the council."""
        return self.full_name if self.seat_id else presentation.public_name(self.full_name)


class CandidatePaper(models.Model):
    """A document of a candidate; never public."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="papers")
    kind = models.CharField(max_length=15, choices=CandidatePaperKind.choices)
    document = models.OneToOneField(Document, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=CandidatePaperKind.values), name="councils_candidate_paper_kind"
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class CandidateCheck(models.Model):
    """The result of one criterion for one candidate, with the reason that everybody reads."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="checks")
    criterion = models.CharField(max_length=20, choices=Criterion.choices)
    is_met = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    by_portal = models.BooleanField(default=False, help_text="Looked up by the portal itself.")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("candidate", "pk")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "criterion"], name="councils_check_once"),
            models.CheckConstraint(condition=Q(criterion__in=Criterion.values), name="councils_check_criterion"),
            models.CheckConstraint(condition=Q(is_met=True) | ~Q(reason=""), name="councils_check_reason"),
        ]

    def __str__(self) -> str:
        return self.get_criterion_display()


class GroupVote(models.Model):
    """The open vote of a member of the working group on one candidate."""

    member = models.ForeignKey(GroupMember, models.PROTECT, related_name="votes")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="votes")
    choice = models.CharField(max_length=10, choices=Choice.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "candidate"], name="councils_group_vote_once"),
            models.CheckConstraint(condition=Q(choice__in=Choice.values), name="councils_group_vote_choice"),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.choice}"
