"""Reads of councils that pages, exports and the API build on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from councils.choices import (
    FORMATION_OVER,
    FormationStatus,
    MeetingStatus,
    PlanStatus,
    ProposalStatus,
    RecommendationStatus,
    ReportStatus,
    TermStatus,
)
from registry.choices import Role
from registry.models import Membership

# Seen by those who serve the council alone until they are announced or sent.
HIDDEN_MEETINGS = (MeetingStatus.PLANNED,)
# Those who name candidates for their organisation see the papers of the one they named; its viewers do not.
NAMING = (Role.NGO_HEAD, Role.NGO_EDITOR)


def serves(user: Any, body: str) -> Q:
    """Rows whose body (the path ``body``) ``user`` serves as an officer; no rows for a visitor."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Q(pk__in=[])
    held = Membership.objects.in_force().filter(user=user, role=Role.OFFICER, body__isnull=False)
    return Q(**{f"{body}__in": held.values("body")})


class CouncilQuerySet(models.QuerySet):
    """Councils are public."""

    def visible_to(self, user: Any) -> CouncilQuerySet:
        """Every council: who advises the state is no secret."""
        return self.select_related("body", "region")


class CouncilSeatQuerySet(models.QuerySet):
    def in_force(self) -> CouncilSeatQuerySet:
        """Members of now: of a term that sits, and not gone."""
        return self.filter(ended_on=None, term__status=TermStatus.SITTING)


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        """Announced meetings for everybody; planned ones for the secretariat and the members of the council."""
        shown = self.select_related("council__body", "council__region", "term")
        announced = ~Q(status__in=HIDDEN_MEETINGS)
        if not getattr(user, "is_authenticated", False):
            return shown.filter(announced)
        own = self.model._default_manager.filter(term__seats__user=user.pk, term__seats__ended_on=None)
        return shown.filter(announced | serves(user, "council__body") | Q(pk__in=own.values("pk")))


class RecommendationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> RecommendationQuerySet:
        """Sent ones for everybody (rule R63); drafts for the secretariat."""
        shown = self.select_related("council__body", "addressee", "motion__item__meeting")
        return shown.filter(~Q(status=RecommendationStatus.DRAFT) | serves(user, "council__body"))

    def overdue(self, today: dt.date) -> RecommendationQuerySet:
        """Sent, not answered, and the day of the answer is over (rule R61)."""
        return self.filter(status=RecommendationStatus.SENT, reply_due_on__lt=today)


class FormationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> FormationQuerySet:
        """Announced ones for everybody; those being prepared for the secretariat."""
        shown = self.select_related("council__body", "council__region", "term")
        hidden = Q(status=FormationStatus.PREPARING) | Q(status=FormationStatus.CANCELLED, announced_at=None)
        return shown.filter(~hidden | serves(user, "council__body"))

    def running(self) -> FormationQuerySet:
        """Neither approved nor cancelled."""
        return self.exclude(status__in=FORMATION_OVER)


class CandidateQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> CandidateQuerySet:
        """With name and papers: for the person, the nominating organisation, the secretariat and the working group."""
        shown = self.select_related("formation__council__body", "formation__term", "organisation", "user")
        if not getattr(user, "is_authenticated", False):
            return shown.none()
        held = Membership.objects.in_force().filter(user=user, role__in=NAMING).values("organisation")
        own = Q(user=user.pk) | Q(user=None, email__iexact=user.email) | Q(organisation__in=held)
        works = Q(pk__in=self.model._default_manager.filter(formation__group__user=user.pk).values("pk"))
        return shown.filter(own | works | serves(user, "formation__council__body"))


class ProposalQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> ProposalQuerySet:
        """Everybody sees that there is one; ``with_words_for`` says who reads it."""
        return self.select_related("council__body", "organisation", "seat", "author", "item__meeting__council")

    def with_words_for(self, user: Any) -> ProposalQuerySet:
        """Answered and not hidden for everybody; all for the secretariat; own ones for the author."""
        answered = Q(status__in=(ProposalStatus.TAKEN, ProposalStatus.DECLINED), is_hidden=False)
        return self.filter(answered | Q(author=getattr(user, "pk", None)) | serves(user, "council__body"))


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> PlanQuerySet:
        """Approved ones for everybody; drafts for the secretariat."""
        shown = self.select_related("council__body")
        return shown.filter(Q(status=PlanStatus.APPROVED) | serves(user, "council__body"))


class YearReportQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> YearReportQuerySet:
        """Published ones for everybody; drafts for the secretariat."""
        shown = self.select_related("council__body")
        return shown.filter(~Q(status=ReportStatus.DRAFT) | serves(user, "council__body"))
