"""Reads of grants: who may see which rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum

from foundation.core.money import ZERO
from grants.choices import AppealStatus, AppealSubject, ApplicationStatus, CallStatus
from registry.choices import NGO_ROLES, Role
from registry.models import Membership

# Withdrawn before it was ever sent, or opened again and not sent yet: nobody but the applicant sees such a state.
UNSENT = (ApplicationStatus.DRAFT,)
# Until the window has closed nobody on the operator's side reads an application.
SEALED = (CallStatus.DRAFT, CallStatus.ANNOUNCED)


def memberships(user: Any) -> models.QuerySet[Membership]:
    """Roles that ``user`` holds now; none for somebody who is not signed in or whose account is closed."""
    if not (user.is_authenticated and user.is_active):
        return Membership.objects.none()
    return Membership.objects.in_force().filter(user=user)


class CallQuerySet(models.QuerySet):
    """Calls. Everybody sees those that were announced; a call in preparation only the officers of its operator."""

    def public(self) -> Self:
        """Announced at some moment, whatever came after."""
        return self.filter(announced_at__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        if not user.is_authenticated:
            return self.public()
        operators = memberships(user).filter(role=Role.OFFICER).values("body")
        return self.filter(Q(announced_at__isnull=False) | Q(operator__in=operators))

    def run_by(self, user: Any, *roles: Role) -> Self:
        """Calls of the bodies in which ``user`` has one of ``roles``: the side of those who check and decide."""
        return self.filter(operator__in=memberships(user).filter(role__in=roles).values("body"))

    def open_at(self, moment: dt.datetime) -> Self:
        """Taking applications at ``moment``."""
        return self.filter(status=CallStatus.ANNOUNCED, opens_at__lte=moment, closes_at__gte=moment)

    def coming_at(self, moment: dt.datetime) -> Self:
        """Announced, not open yet at ``moment``."""
        return self.filter(status=CallStatus.ANNOUNCED, opens_at__gt=moment)

    def past_at(self, moment: dt.datetime) -> Self:
        """Closed at ``moment``, decided or cancelled."""
        return self.public().filter(~Q(status=CallStatus.ANNOUNCED) | Q(closes_at__lt=moment))

    def with_conditions(self) -> Self:
        """With everything that the page of a call shows."""
        return self.select_related("operator", "rubric", "round").prefetch_related("spheres")


class ApplicationQuerySet(models.QuerySet):
    """Applications. An NGO's people see their own in every state; officers of the operator what was sent to them."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open; for anybody else it does not exist. Sealed to the operator until the window closes."""
        held = memberships(user)
        own = held.filter(role__in=NGO_ROLES, organisation=OuterRef("organisation"))
        operator = held.filter(role=Role.OFFICER, body=OuterRef("call__operator"))
        sent = Q(submitted_at__isnull=False) & ~Q(status__in=UNSENT) & ~Q(call__status__in=SEALED)
        return self.filter(Q(Exists(own)) | (sent & Q(Exists(operator))))

    def of_applicant(self, user: Any) -> Self:
        """Applications of the NGOs in which ``user`` has a role."""
        own = memberships(user).filter(role__in=NGO_ROLES, organisation=OuterRef("organisation"))
        return self.filter(Exists(own))

    def to_officer(self, user: Any) -> Self:
        """What was sent to the calls that ``user`` runs as an officer, from the end of their windows on.

        Earlier nobody on that side reads an application: the applicant may still take it back.
        """
        operators = memberships(user).filter(role=Role.OFFICER).values("body")
        kept = (*UNSENT, ApplicationStatus.WITHDRAWN)
        return self.filter(call__operator__in=operators).exclude(status__in=kept).exclude(call__status__in=SEALED)

    def money_bound(self) -> Decimal:
        """What the budget is bound by: grants that are offered or accepted, tenge."""
        return self.filter(status=ApplicationStatus.FUNDED).aggregate(total=Sum("awarded"))["total"] or ZERO

    def with_place(self) -> Self:
        """With the call, the NGO and the sections, which every page of an application shows."""
        return self.select_related("call__operator", "organisation").prefetch_related("sections", "call__spheres")


class AppealQuerySet(models.QuerySet):
    """Appeals. An NGO's people see their own; officers and the secretary of the operator those of its calls."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open."""
        held = memberships(user)
        own = held.filter(role__in=NGO_ROLES, organisation=OuterRef("application__organisation"))
        operator = held.filter(role__in=(Role.OFFICER, Role.SECRETARY), body=OuterRef("application__call__operator"))
        return self.filter(Q(Exists(own)) | Q(Exists(operator)))

    def money_claimed(self) -> Decimal:
        """What open appeals against the outcome may still take, tenge."""
        still_open = self.filter(
            subject=AppealSubject.OUTCOME, status__in=(AppealStatus.SUBMITTED, AppealStatus.IN_REVIEW)
        )
        return still_open.aggregate(total=Sum("claim"))["total"] or ZERO


class AttachmentQuerySet(models.QuerySet):
    """Files. An NGO's people see their own; officers of the operator those of the versions that were sent to them."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open."""
        held = memberships(user)
        own = held.filter(role__in=NGO_ROLES, organisation=OuterRef("application__organisation"))
        operator = held.filter(role=Role.OFFICER, body=OuterRef("application__call__operator"))
        attachments: Any = self.model
        was_sent = attachments.versions.through.objects.filter(attachment=OuterRef("pk"))
        is_read = Q(Exists(was_sent)) & Q(Exists(operator)) & ~Q(application__call__status__in=SEALED)
        return self.filter(Q(Exists(own)) | is_read)
