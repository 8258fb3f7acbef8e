"""Reads of the registry that other rooms and pages build on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q

from foundation.core import clock
from foundation.core.calendar import cut_off, local_date, year_before
from registry.choices import ANNUAL_FILED, NOT_NGO, OrganisationStatus

# Which role counts where is the rules' business; here only «now».
IN_FORCE = Q(ended_at=None)


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
    def in_force(self) -> MembershipQuerySet:
        """Roles that are held now."""
        return self.filter(IN_FORCE)

    def tying(self) -> MembershipQuerySet:
        """Roles held now or within the last twelve months: they make a conflict of interest (rule R35)."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gte=cut_off(_ties_since(), dt.time.min)))


class AffiliationQuerySet(models.QuerySet):
    def tying(self) -> AffiliationQuerySet:
        """Ties that last or ended within the last twelve months: they make a conflict of interest (rule R35)."""
        return self.filter(Q(until=None) | Q(until__gte=_ties_since()))


def _ties_since() -> dt.date:
    """Ties that ended on this day or later still count."""
    return year_before(local_date(clock.now()))


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
