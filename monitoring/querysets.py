"""Reads of this room: who may see which rows."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Count, Max, Q

from monitoring.choices import SurveyStatus
from registry.choices import NGO_ROLES, Role
from registry.models import Membership


def memberships(user: Any) -> models.QuerySet[Membership]:
    """Roles that ``user`` holds now; none for somebody who is not signed in or whose account is closed."""
    if not (user.is_authenticated and user.is_active):
        return Membership.objects.none()
    return Membership.objects.in_force().filter(user=user)


def bodies(user: Any) -> Any:
    """Keys of the bodies in which ``user`` is an officer."""
    return memberships(user).filter(role=Role.OFFICER).values("body")


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
            survey_count=Count("surveys", filter=running, distinct=True)
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
