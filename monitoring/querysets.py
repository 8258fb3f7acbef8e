"""Reads of this room: who may see which rows."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Count, Max, Q

from monitoring.choices import FindingStatus, SurveyStatus, VisitStatus
from registry.choices import NGO_ROLES
from registry.models import Membership
from registry.rules.roles import offices_of


def memberships(user: Any) -> models.QuerySet[Membership]:
    """Roles that ``user`` holds now; none for somebody who is not signed in or whose account is closed."""
    if not (user.is_authenticated and user.is_active):
        return Membership.objects.none()
    return Membership.objects.in_force().filter(user=user)


def bodies(user: Any) -> Any:
    """Keys of the bodies in which ``user`` is an officer."""
    return offices_of(user).values("pk")


def organisations(user: Any) -> Any:
    """Keys of the organisations in which ``user`` has a role."""
    return memberships(user).filter(role__in=NGO_ROLES).values("organisation")


class TemplateQuerySet(models.QuerySet):
    """Lists of questions are public."""

    def newest(self) -> Self:
        """The last version of each."""
        last = self.model._default_manager.values("kind", "code").annotate(last=Max("version"))
        wanted = Q(pk__in=[])
        for row in last:
            wanted |= Q(kind=row["kind"], code=row["code"], version=row["last"])
        return self.filter(wanted)


class SubjectQuerySet(models.QuerySet):
    """What is followed is public: money of the state is spent on it."""

    def run_by(self, user: Any) -> Self:
        """Those that ``user`` follows as an officer."""
        return self.filter(body__in=bodies(user))

    def with_counts(self) -> Self:
        """With the numbers that a list shows."""
        running = ~Q(surveys__status=SurveyStatus.CANCELLED)
        return self.select_related("organisation", "body").annotate(
            survey_count=Count("surveys", filter=running, distinct=True),
            visit_count=Count("visits", filter=Q(visits__status=VisitStatus.DONE), distinct=True),
        )


class SurveyQuerySet(models.QuerySet):
    """Surveys. Everybody sees those that were opened; one in preparation only the officers of its body."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        public = Q(status__in=(SurveyStatus.OPEN, SurveyStatus.CLOSED))
        return self.filter(public | Q(subject__body__in=bodies(user)))

    def to_answer(self) -> Self:
        """Those whose address somebody may hold; whether one takes answers now is the rules' business."""
        return self.exclude(status=SurveyStatus.CANCELLED).select_related("subject", "template")

    def run_by(self, user: Any) -> Self:
        """Those of the bodies in which ``user`` is an officer."""
        return self.filter(subject__body__in=bodies(user))

    def due_at(self, moment: dt.datetime) -> Self:
        """Open, though their window has ended."""
        return self.filter(status=SurveyStatus.OPEN, closes_at__lte=moment)


class VisitQuerySet(models.QuerySet):
    """Visits. Reported ones are public; a planned one is seen by the officers, and by the organisation if it was told."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        seen = Q(status=VisitStatus.DONE) | Q(subject__body__in=bodies(user))
        return self.filter(seen | Q(is_announced=True, subject__organisation__in=organisations(user)))

    def run_by(self, user: Any) -> Self:
        """Those of the bodies in which ``user`` is an officer."""
        return self.filter(subject__body__in=bodies(user))

    def with_findings(self) -> Self:
        """With how many findings there are and how many wait for the organisation."""
        open_ones = Q(findings__status__in=(FindingStatus.OPEN, FindingStatus.RETURNED))
        return self.annotate(finding_count=Count("findings"), open_count=Count("findings", filter=open_ones))

    def to_party(self, user: Any) -> Self:
        """Those that ``user`` sees as one of the two sides, photographs included."""
        own = Q(subject__organisation__in=organisations(user)) & (Q(is_announced=True) | Q(status=VisitStatus.DONE))
        return self.filter(Q(subject__body__in=bodies(user)) | own)


class FindingQuerySet(models.QuerySet):
    """Findings of visits."""

    def run_by(self, user: Any) -> Self:
        """Those of the bodies in which ``user`` is an officer."""
        return self.filter(visit__subject__body__in=bodies(user))

    def of_organisation(self, user: Any) -> Self:
        """Those that the organisations of ``user`` answer."""
        return self.filter(visit__subject__organisation__in=organisations(user))

    def waiting(self) -> Self:
        """Those that wait for the organisation."""
        return self.filter(status__in=(FindingStatus.OPEN, FindingStatus.RETURNED))

    def due_before(self, day: dt.date) -> Self:
        """Those that wait for the organisation and are due before ``day``."""
        return self.waiting().filter(due_on__lt=day)
