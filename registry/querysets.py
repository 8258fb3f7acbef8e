"""Reads of the registry that other rooms and pages build on."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q

from foundation.core import clock
from foundation.core.calendar import cut_off, local_date, year_before
from registry.choices import (
    ANNUAL_FILED,
    NGO_ROLES,
    NOT_NGO,
    AnnualWay,
    ClaimStatus,
    InvitationStatus,
    OrganisationStatus,
    Role,
)

# Which role counts where is the rules' business; here only «now».
IN_FORCE = Q(ended_at=None)
EDITORS = (Role.NGO_HEAD, Role.NGO_EDITOR)


def _is_known(user: Any) -> bool:
    return bool(getattr(user, "is_authenticated", False) and user.is_active)


def _held(user: Any) -> models.QuerySet:
    """Roles that ``user`` holds now."""
    return user.memberships.filter(IN_FORCE)


def due_annual(year: int) -> Q:
    """Which organisations file about ``year``: active, of a form that is an NGO, registered before its end."""
    registered = Q(registered_on=None) | Q(registered_on__lt=dt.date(year + 1, 1, 1))
    return registered & Q(status=OrganisationStatus.ACTIVE) & ~Q(legal_form__in=NOT_NGO)


class OrganisationQuerySet(models.QuerySet):
    """The registry is public: every row may be seen by everybody, fields are another matter (visibility)."""

    def visible_to(self, user: Any) -> OrganisationQuerySet:
        """Every organisation: the registry exists to be read by everybody."""
        return self.all()

    def current(self) -> OrganisationQuerySet:
        """Without the records that were merged into another one."""
        return self.filter(merged_into=None)

    def with_card(self) -> OrganisationQuerySet:
        """With what the public card shows, without further queries."""
        return self.select_related("region", "parent", "merged_into", "logo").prefetch_related(
            "spheres", "founders", "annual_information"
        )

    def due_annual(self, year: int) -> OrganisationQuerySet:
        """Those that file about ``year``: active, of a form that is an NGO, registered before the year was over."""
        return self.filter(due_annual(year))

    def owing_annual(self, year: int) -> OrganisationQuerySet:
        """Those of them whose information about ``year`` is not in the base."""
        filed = models.Q(annual_information__year=year, annual_information__status__in=ANNUAL_FILED)
        return self.due_annual(year).exclude(pk__in=self.model._default_manager.filter(filed).values("pk"))


class MembershipQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> MembershipQuerySet:
        """Roles in the places of ``user``; those in every NGO for an officer, those in every body for the administrator."""
        if not _is_known(user):
            return self.none()
        shown = Q(organisation__in=_held(user).values("organisation")) | Q(body__in=_held(user).values("body"))
        shown |= Q(body__organisation__in=_held(user).filter(role__in=EDITORS).values("organisation"))
        if _held(user).filter(role=Role.OFFICER).exists():
            shown |= Q(body=None)
        if user.is_admin:
            shown |= Q(organisation=None)
        return self.filter(shown).select_related("user", "organisation", "body")

    def in_force(self) -> MembershipQuerySet:
        """Roles that are held now."""
        return self.filter(IN_FORCE)

    def tying(self) -> MembershipQuerySet:
        """Roles held now or within the last twelve months: they make a conflict of interest (rule R35)."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gte=cut_off(_ties_since(), dt.time.min)))


class AffiliationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> AffiliationQuerySet:
        """The expert's own, all of them for officers."""
        return self.filter(_of_expert(user)).select_related("expert", "organisation", "entered_by")

    def tying(self) -> AffiliationQuerySet:
        """Ties that last or ended within the last twelve months: they make a conflict of interest (rule R35)."""
        return self.filter(Q(until=None) | Q(until__gte=_ties_since()))


def _ties_since() -> dt.date:
    """Ties that ended on this day or later still count."""
    return year_before(local_date(clock.now()))


def _of_expert(user: Any) -> Q:
    """Rows about experts whose ties and work ``user`` may see."""
    if not _is_known(user):
        return Q(pk=None)
    return ~Q(pk=None) if _held(user).filter(role=Role.OFFICER).exists() else Q(expert__user=user)


class EmploymentQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> EmploymentQuerySet:
        """The expert's own, all of them for officers."""
        return self.filter(_of_expert(user)).select_related("expert", "entered_by")

    def tying(self) -> EmploymentQuerySet:
        """Work that lasts or ended within the last twelve months: it makes a conflict of interest (rule R35)."""
        return self.filter(Q(until=None) | Q(until__gte=_ties_since()))


class BodyQuerySet(models.QuerySet):
    """State bodies are public."""

    def visible_to(self, user: Any) -> BodyQuerySet:
        """Every body: who governs is no secret."""
        return self.select_related("region")


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user: Any, *, is_officer: bool) -> ClaimQuerySet:
        """One's own claims; those on an organisation that one heads; all of them for an officer."""
        shown = self.select_related("user", "organisation", "document", "signature", "decided_by")
        if is_officer:
            return shown
        heads = Q(
            organisation__memberships__user_id=user.pk,
            organisation__memberships__role=Role.NGO_HEAD,
            organisation__memberships__ended_at=None,
        )
        return shown.filter(Q(user_id=user.pk) | heads).distinct()

    def open(self) -> ClaimQuerySet:
        """Not decided yet."""
        return self.filter(status=ClaimStatus.SUBMITTED)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> InvitationQuerySet:
        """Those that ``user`` may manage: of the NGO as its head, of the body as its officer; for any officer those of
        heads of NGOs and of experts; for the administrator those of officers.
        """
        if not _is_known(user):
            return self.none()
        shown = Q(organisation__in=_held(user).filter(role=Role.NGO_HEAD).values("organisation"))
        shown |= Q(body__in=_held(user).filter(role=Role.OFFICER).values("body"))
        shown |= Q(body__organisation__in=_held(user).filter(role__in=EDITORS).values("organisation"))
        if _held(user).filter(role=Role.OFFICER).exists():
            shown |= Q(role=Role.NGO_HEAD) | Q(organisation=None, body=None)
        if user.is_admin:
            shown |= Q(body__isnull=False, role=Role.OFFICER)
        return self.filter(shown).with_place()

    def open(self) -> InvitationQuerySet:
        """Neither accepted nor revoked; some of them may have expired."""
        return self.filter(status=InvitationStatus.SENT)

    def with_place(self) -> InvitationQuerySet:
        """With where it leads to and who sent it."""
        return self.select_related("organisation", "body", "invited_by")


class MonthlyIndexQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> Any:
        """The row in force on ``day``, or None before the first one."""
        return self.filter(valid_from__lte=day).order_by("-valid_from").first()


class CalendarDayQuerySet(models.QuerySet):
    def overrides(self) -> dict[dt.date, bool]:
        """Day → is it a working day, for ``foundation.core.calendar``."""
        return dict(self.values_list("day", "is_working"))


class ExpertQuerySet(models.QuerySet):
    def for_spheres(self, spheres: list[int]) -> ExpertQuerySet:
        """Active experts of at least one of the spheres, by their public number."""
        return (
            self.filter(is_active=True, spheres__number__in=spheres)
            .distinct()
            .order_by("number")
            .select_related("user", "region")
        )


class OverseenQuerySet(models.QuerySet):
    """Rows of an organisation that officers keep: for officers, and for the organisation's own people; for nobody else."""

    def visible_to(self, user: Any) -> Self:
        """Everything for an officer of any body, their own organisations' for people of NGOs."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        held = user.memberships.filter(IN_FORCE)
        if held.filter(role=Role.OFFICER).exists():
            return self.all()
        return self.filter(organisation__in=held.filter(role__in=NGO_ROLES).values("organisation"))


class AnnualInformationQuerySet(OverseenQuerySet):
    """Officers read what was sent and what they enter from paper, people of NGOs what is their own."""

    def visible_to(self, user: Any) -> Self:
        """What ``user`` may read whole; what was accepted stands on the public card beside."""
        own = Q()
        if getattr(user, "is_authenticated", False):
            own = Q(organisation__in=user.memberships.filter(IN_FORCE, role__in=NGO_ROLES).values("organisation"))
        told = ~Q(submitted_at=None) | Q(way=AnnualWay.PAPER)
        return super().visible_to(user).filter(told | own).select_related("organisation")


class RuleParametersQuerySet(models.QuerySet):
    def on(self, day: dt.date) -> dict[str, Any]:
        """Code of a rule → the row in force on ``day``; rules that have none yet are not applied."""
        rows: Any = self.filter(valid_from__lte=day).order_by("code", "-valid_from").distinct("code")
        return {row.code: row for row in rows}


class FundingQuerySet(models.QuerySet):
    """The ledger is public."""

    def counted(self) -> FundingQuerySet:
        """What sums of public money are made of: nothing annulled, and nothing that is given on from another award."""
        return self.filter(annulled_at=None, out_of=None)
