"""Reads of grants: who may see which rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum

from foundation.core.money import ZERO
from grants.choices import ApplicationStatus, CallStatus, PartnerKind, PartnerStatus
from registry.choices import NGO_ROLES, Role
from registry.models import Membership

# Withdrawn before it was ever sent, or opened again and not sent yet: nobody but the applicant sees such a state.
UNSENT = (ApplicationStatus.DRAFT,)
# Whose people read an application that is not their own.
CO_APPLICANT = {"kind": PartnerKind.CO_APPLICANT, "status": PartnerStatus.AGREED}
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
        operator = held.filter(role=Role.OFFICER, body=OuterRef("call__operator"))
        sent = Q(submitted_at__isnull=False) & ~Q(status__in=UNSENT) & ~Q(call__status__in=SEALED)
        return self.filter(self._of(held) | (sent & Q(Exists(operator))))

    def of_applicant(self, user: Any) -> Self:
        """Applications of the NGOs in which ``user`` has a role, also as a co-applicant that has consented."""
        return self.filter(self._of(memberships(user)))

    def _of(self, held: models.QuerySet[Membership]) -> Q:
        own = held.filter(role__in=NGO_ROLES)
        applications: Any = self.model
        shared = applications.partners.rel.related_model.objects.filter(
            application=OuterRef("pk"), **CO_APPLICANT, organisation__in=own.values("organisation")
        )
        return Q(Exists(own.filter(organisation=OuterRef("organisation")))) | Q(Exists(shared))

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


class PartnerQuerySet(models.QuerySet):
    """Partners of applications; one that was taken out stays for the trace."""

    def standing(self) -> Self:
        """Those who are named now."""
        return self.exclude(status=PartnerStatus.REMOVED)

    def asked_of(self, user: Any) -> Self:
        """Consents that ``user`` gives or refuses as the head of an NGO, in every state but taken out."""
        heads = memberships(user).filter(role=Role.NGO_HEAD).values("organisation")
        return self.standing().filter(organisation__in=heads)


class CaseMessageQuerySet(models.QuerySet):
    """Messages of a case: for those who see the application."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read: people of the applicant, and officers of the operator once they see the application."""
        messages: Any = self.model
        applications = messages._meta.get_field("application").related_model.objects
        return self.filter(application__in=applications.visible_to(user))


class AttachmentQuerySet(models.QuerySet):
    """Files. An NGO's people see their own; officers of the operator those of the versions that were sent to them.

    The commission and its secretary see those too, from the day on which the call is before them.
    """

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open."""
        held = memberships(user)
        attachments: Any = self.model
        own = attachments._meta.get_field("application").related_model.objects.of_applicant(user)
        at_operator = held.filter(body=OuterRef("application__call__operator"))
        checks = at_operator.filter(role=Role.OFFICER)
        decides = at_operator.filter(role__in=(Role.SECRETARY, Role.COMMISSION))
        is_before_them = Q(application__call__status__in=(CallStatus.DECIDING, CallStatus.DECIDED))
        was_sent = attachments.versions.through.objects.filter(attachment=OuterRef("pk"))
        reads = (Q(Exists(checks)) & ~Q(application__call__status__in=SEALED)) | (Q(Exists(decides)) & is_before_them)
        return self.filter(Q(application__in=own) | (Q(Exists(was_sent)) & reads))
