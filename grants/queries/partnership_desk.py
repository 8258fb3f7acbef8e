"""What waits for the two sides of a partnership."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.desk import Task
from grants.choices.partnership import PartnerAgreementStatus, PartnerCallStatus, PartnerReportStatus
from grants.models import PartnerAgreement, PartnerCall, PartnerReport
from grants.querysets import memberships
from registry.choices import Role


def partnership_tasks(user: Any) -> list[Task]:
    """Calls whose window is over, agreements to sign or to end, reports to read or to correct."""
    held = memberships(user)
    bodies = held.filter(role=Role.OFFICER).values("body")
    headed = held.filter(role=Role.NGO_HEAD).values("organisation")
    written = held.filter(role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)).values("organisation")
    return [*_calls(bodies), *_agreements(bodies, headed), *_reports(bodies, written)]


def _calls(bodies: Any) -> list[Task]:
    over = PartnerCall.objects.filter(body__in=bodies, status=PartnerCallStatus.ANNOUNCED, closes_at__lt=clock.now())
    counted: Any = over.annotate(
        waiting=Count("applications", filter=Q(applications__status="submitted", applications__verdict=""))
    )
    return [
        _task(call, _("Choose partners: %(name)s") if call.waiting else _("Publish the pool of partners: %(name)s"))
        for call in counted.order_by("closes_at", "pk")
    ]


def _agreements(bodies: Any, headed: Any) -> list[Task]:
    mine = Q(status=PartnerAgreementStatus.SENT, application__organisation__in=headed)
    ours = Q(status=PartnerAgreementStatus.SIGNED, application__call__body__in=bodies)
    over = Q(
        status=PartnerAgreementStatus.EFFECTIVE,
        application__call__body__in=bodies,
        ends_on__lt=local_date(clock.now()),
    )
    found = PartnerAgreement.objects.filter(mine | ours | over).order_by("created_at", "pk")
    ended = PartnerAgreementStatus.EFFECTIVE
    return [
        _task(row, _("End the agreement: %(name)s") if row.status == ended else _("Sign the agreement: %(name)s"))
        for row in found
    ]


def _reports(bodies: Any, written: Any) -> list[Task]:
    to_read = Q(status=PartnerReportStatus.SUBMITTED, agreement__application__call__body__in=bodies)
    to_correct = Q(status=PartnerReportStatus.RETURNED, agreement__application__organisation__in=written)
    found = PartnerReport.objects.filter(to_read | to_correct).select_related("agreement").order_by("sent_at", "pk")
    returned = PartnerReportStatus.RETURNED
    return [
        _task(row, _("Correct the report: %(name)s") if row.status == returned else _("Read the report: %(name)s"))
        for row in found
    ]


def _task(row: Any, title: str) -> Task:
    return Task(title % {"name": row}, row.get_absolute_url(), row.status, row.get_status_display())
