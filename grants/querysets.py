"""Reads of grants: who may see which rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Sum

from foundation.core.money import ZERO
from grants.choices import (
    AgreementStatus,
    AppealStatus,
    AppealSubject,
    ApplicationStatus,
    CallStatus,
    EnquiryStatus,
    ListStatus,
    NominationStatus,
    PartnerKind,
    PartnerStatus,
    PlanStatus,
    ReportStatus,
)
from registry.choices import NGO_ROLES, Role
from registry.models import Membership
from registry.queries.ties import organisations_tied_to
from registry.rules.roles import offices_of

# Withdrawn before it was ever sent, or opened again and not sent yet: nobody but the applicant sees such a state.
UNSENT = (ApplicationStatus.DRAFT,)
# Whose people read an application that is not their own.
CO_APPLICANT = {"kind": PartnerKind.CO_APPLICANT, "status": PartnerStatus.AGREED}
# Until the window has closed nobody on the operator's side reads an application.
SEALED = (CallStatus.DRAFT, CallStatus.ANNOUNCED)
# Everybody reads the card of an agreement from its signatures on.
OF_SIGNED = (AgreementStatus.ACTIVE, AgreementStatus.COMPLETED, AgreementStatus.TERMINATED)


def memberships(user: Any) -> models.QuerySet[Membership]:
    """Roles that ``user`` holds now; none for somebody who is not signed in or whose account is closed."""
    if not (user.is_authenticated and user.is_active):
        return Membership.objects.none()
    return Membership.objects.in_force().filter(user=user)


def offices(user: Any) -> Any:
    """The keys of ``registry.rules.roles.offices_of``, to be asked within another query."""
    return offices_of(user).values("pk")


class CallQuerySet(models.QuerySet):
    """Calls. Everybody sees those that were announced; a call in preparation only the officers of its operator."""

    def public(self) -> Self:
        """Announced at some moment, whatever came after."""
        return self.filter(announced_at__isnull=False)

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        if not user.is_authenticated:
            return self.public()
        operators = offices(user)
        return self.filter(Q(announced_at__isnull=False) | Q(operator__in=operators))

    def run_by(self, user: Any, *roles: Role) -> Self:
        """Calls of the bodies in which ``user`` has one of ``roles``: the side of those who check and decide."""
        held = Q(operator__in=memberships(user).filter(role__in=roles).values("body"))
        return self.filter(held | Q(operator__in=offices(user)) if Role.OFFICER in roles else held)

    def due_at(self, moment: dt.datetime) -> Self:
        """In preparation, and to be announced by itself at ``moment`` or earlier."""
        return self.filter(status=CallStatus.DRAFT, announce_at__lte=moment)

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
        """With everything that the page of a call shows: ``version`` and ``changed_at`` of its newest version, and how
        many questions are answered.
        """
        call: Any = self.model
        newest = call.versions.rel.related_model.objects.filter(call=OuterRef("pk")).order_by("-number")
        enquiries = call.enquiries.rel.related_model.objects.filter(call=OuterRef("pk"), status=EnquiryStatus.ANSWERED)
        found = self.annotate(
            version=Subquery(newest.values("number")[:1]),
            changed_at=Subquery(newest.values("made_at")[:1]),
            answered=Subquery(enquiries.order_by().values("call").annotate(n=models.Count("pk")).values("n")),
        )
        return found.select_related("operator", "rubric", "round", "repeats", "direction__list").prefetch_related(
            "spheres"
        )


class NominationQuerySet(models.QuerySet):
    """Nominations for premiums. Everybody reads those that the NGO has accepted."""

    def visible_to(self, user: Any) -> Self:
        """Also one's own proposals, and those of the NGOs in which ``user`` has a role."""
        accepted = Q(status=NominationStatus.ACCEPTED)
        if not user.is_authenticated:
            return self.filter(accepted)
        own = memberships(user).filter(role__in=NGO_ROLES).values("organisation")
        return self.filter(accepted | Q(made_by=user.pk) | Q(organisation__in=own))


class EnquiryQuerySet(models.QuerySet):
    """Questions about calls. Everybody reads those that are answered; the asker and the officers also the others."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may read; of a withheld one everybody reads that it was, and why."""
        is_public = ~Q(status=EnquiryStatus.ASKED)
        if not user.is_authenticated:
            return self.filter(is_public)
        operators = offices(user)
        return self.filter(is_public | Q(asked_by=user.pk) | Q(call__operator__in=operators))

    def answerable_by(self, user: Any) -> Self:
        """Questions about calls that ``user`` runs as an officer."""
        return self.filter(call__operator__in=offices(user))


class ApplicationQuerySet(models.QuerySet):
    """Applications. An NGO's people see their own in every state; officers of the operator what was sent to them."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open; for anybody else it does not exist. Sealed to the operator until the window closes."""
        held = memberships(user)
        sent = Q(submitted_at__isnull=False) & ~Q(status__in=UNSENT) & ~Q(call__status__in=SEALED)
        return self.filter(self._of(held) | (sent & Q(call__operator__in=offices(user))))

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
        operators = offices(user)
        kept = (*UNSENT, ApplicationStatus.WITHDRAWN)
        return self.filter(call__operator__in=operators).exclude(status__in=kept).exclude(call__status__in=SEALED)

    def money_bound(self) -> Decimal:
        """What the budget is bound by: grants that are offered or accepted, tenge."""
        return self.filter(status=ApplicationStatus.FUNDED).aggregate(total=Sum("awarded"))["total"] or ZERO

    def with_place(self) -> Self:
        """With the call, the NGO and the sections, which every page of an application shows."""
        rows = self.select_related("call__operator", "organisation", "agreement")
        return rows.prefetch_related("sections", "call__spheres")


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
    """Files. An NGO's people see their own; officers of the operator those of the versions that were sent to them.

    The secretary of the commission sees those too, from the day on which the call is before it; a member of the sitting
    once the member has said which applications are not for this member, and never those of these applications.
    """

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open."""
        held = memberships(user)
        attachments: Any = self.model
        own = attachments._meta.get_field("application").related_model.objects.of_applicant(user)
        at_operator = held.filter(body=OuterRef("application__call__operator"))
        decides = Q(Exists(at_operator.filter(role=Role.SECRETARY))) | (
            Q(Exists(at_operator.filter(role=Role.COMMISSION))) & self._of_sitting(user)
        )
        is_before_them = Q(application__call__status__in=(CallStatus.DECIDING, CallStatus.DECIDED))
        was_sent = attachments.versions.through.objects.filter(attachment=OuterRef("pk"))
        checks = Q(application__call__operator__in=offices(user)) & ~Q(application__call__status__in=SEALED)
        reads = checks | (decides & is_before_them)
        return self.filter(Q(application__in=own) | (Q(Exists(was_sent)) & reads))

    def _of_sitting(self, user: Any) -> Q:
        """Whether ``user`` sits on the application without a conflict of interest, noted or known to the registry."""
        applications: Any = self.model._meta.get_field("application").related_model
        ballots = applications.ballots.rel.related_model.objects
        seats = ballots.model._meta.get_field("attendee").related_model.objects
        sits = seats.filter(member=user.pk, meeting__call=OuterRef("application__call"), declared_at__isnull=False)
        out = ballots.filter(attendee__member=user.pk, application=OuterRef("application")).exclude(conflict="")
        ties = organisations_tied_to(user.pk).filter(pk=OuterRef("application__organisation")).order_by()
        return Q(Exists(sits.order_by())) & ~Q(Exists(out.order_by())) & ~Q(Exists(ties))


class AgreementQuerySet(models.QuerySet):
    """Agreements. People of the NGO and officers of the operator see them whole; everybody the card of a signed one."""

    def public(self) -> Self:
        """Signed by both sides, whatever came after."""
        return self.filter(status__in=OF_SIGNED)

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read whole; for anybody else it does not exist."""
        held = memberships(user)
        own = held.filter(role__in=NGO_ROLES, organisation=OuterRef("application__organisation"))
        return self.filter(Q(Exists(own)) | Q(application__call__operator__in=offices(user)))

    def of_ngo(self, user: Any, *roles: Role) -> Self:
        """Agreements of the NGOs in which ``user`` holds one of ``roles``; any role without them."""
        own = memberships(user).filter(role__in=roles or NGO_ROLES)
        return self.filter(application__organisation__in=own.values("organisation"))

    def run_by(self, user: Any) -> Self:
        """Agreements of the bodies in which ``user`` is an officer."""
        return self.filter(application__call__operator__in=offices(user))

    def overdue_on(self, day: dt.date) -> Self:
        """In force, with a report whose day is over before ``day``."""
        reports: Any = self.model
        late = reports.reports.rel.related_model.objects.filter(agreement=OuterRef("pk")).filter(is_overdue(day))
        return self.filter(Exists(late), status=AgreementStatus.ACTIVE)

    def with_parties(self) -> Self:
        """With who agreed, which every page shows."""
        return self.select_related("application__call__operator", "application__organisation", "sphere", "region")


def is_overdue(day: dt.date, prefix: str = "") -> Q:
    """Whether a report should have been sent before ``day``: never sent in time, or returned and not corrected in time."""
    never = Q(**{f"{prefix}status": ReportStatus.DUE, f"{prefix}due_on__lt": day})
    again = Q(**{f"{prefix}status": ReportStatus.RETURNED, f"{prefix}correct_until__lt": day})
    return never | again


class DirectionListQuerySet(models.QuerySet):
    """Lists of priority directions: public from their first day, since the public proposes."""

    def visible_to(self, user: Any) -> Self:
        """Every list but the cancelled ones, which their body's officers alone still see."""
        own = memberships(user).filter(role=Role.OFFICER).values("body")
        return self.filter(~Q(status=ListStatus.CANCELLED) | Q(body__in=own))

    def run_by(self, user: Any) -> Self:
        """Lists of the bodies in which ``user`` is an officer."""
        return self.filter(body__in=memberships(user).filter(role=Role.OFFICER).values("body"))


class ModeratedQuerySet(models.QuerySet):
    """What the public has written under a list: hidden texts are for their author and the body's officers alone."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may read."""
        lists: Any = self.model._meta.get_field("list").related_model
        seen = self.filter(list__in=lists._default_manager.visible_to(user).values("pk"))
        if not user.is_authenticated:
            return seen.filter(hidden_at=None)
        own = memberships(user).filter(role=Role.OFFICER).values("body")
        return seen.filter(Q(hidden_at=None) | Q(author=user.pk) | Q(list__body__in=own))


class YearPlanQuerySet(models.QuerySet):
    """Plans of a year: everybody sees what was approved, officers their body's draft."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        own = memberships(user).filter(role=Role.OFFICER).values("body")
        return self.filter(~Q(status=PlanStatus.DRAFT) | Q(list__body__in=own))


class PartnerCallQuerySet(models.QuerySet):
    """Calls for partners: public once announced, before that for the body's officers."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        own = memberships(user).filter(role=Role.OFFICER).values("body")
        return self.filter(Q(announced_at__isnull=False) | Q(body__in=own))

    def run_by(self, user: Any) -> Self:
        """Of the bodies in which ``user`` is an officer."""
        return self.filter(body__in=memberships(user).filter(role=Role.OFFICER).values("body"))


class OfPartnerQuerySet(models.QuerySet):
    """What belongs to one NGO and one body: their people alone read it. ``PATHS``: the way to the two."""

    PATHS = ("organisation", "call__body")

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may open: people of the NGO, officers of the body."""
        held, (organisation, body) = memberships(user), self.PATHS
        ngos = held.filter(role__in=NGO_ROLES).values("organisation")
        bodies = held.filter(role=Role.OFFICER).values("body")
        return self.filter(Q(**{f"{organisation}__in": ngos}) | Q(**{f"{body}__in": bodies}))


class PartnerAgreementQuerySet(OfPartnerQuerySet):
    """Agreements: those that came into force are public, the others are between the two sides."""

    PATHS = ("application__organisation", "application__call__body")

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        mine = super().visible_to(user).values("pk")
        return self.filter(Q(effective_at__isnull=False) | Q(pk__in=mine))


class PartnerReportQuerySet(OfPartnerQuerySet):
    """Yearly reports: public once accepted."""

    PATHS = ("agreement__application__organisation", "agreement__application__call__body")

    def visible_to(self, user: Any) -> Self:
        """What ``user`` (perhaps anonymous) may open."""
        mine = super().visible_to(user).values("pk")
        return self.filter(Q(status="accepted") | Q(pk__in=mine))
