"""What waits for a person in the cases of applications: consents, and answers to messages."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.core.desk import Task
from grants.choices import ApplicationStatus, CaseSide, PartnerStatus
from grants.models import Application, Partner
from grants.queries.conversations import waiting_for
from grants.querysets import memberships, offices
from registry.choices import Role

OPEN = (ApplicationStatus.DRAFT, ApplicationStatus.RETURNED)


def case_tasks(user: Any) -> list[Task]:
    """Consents that a head is asked for, then cases in which the person's side owes an answer."""
    return [*consent_tasks(user), *answer_tasks(user)]


def consent_tasks(user: Any) -> list[Task]:
    """NGOs that ask the person, as a head, for consent."""
    asked = Partner.objects.asked_of(user).filter(status=PartnerStatus.ASKED, application__status__in=OPEN)
    rows = asked.select_related("application__organisation", "application__call").order_by("asked_at", "pk")
    return [
        Task(
            title=_("Consent or refuse: %(name)s") % {"name": one.application.organisation},
            url=reverse("grants:partner-answer", args=[one.application.number, one.pk]),
            status="due",
            status_label=one.get_status_display(),
            due_at=one.application.call.closes_at,
        )
        for one in rows
    ]


def answer_tasks(user: Any) -> list[Task]:
    """Cases with a question to the person's side."""
    held = memberships(user)
    writers = held.filter(role__in=(Role.NGO_HEAD, Role.NGO_EDITOR)).values("organisation")
    sides = (
        (Application.objects.filter(organisation__in=writers), CaseSide.APPLICANT),
        (Application.objects.to_officer(user).filter(call__operator__in=offices(user)), CaseSide.OFFICER),
    )
    return [
        Task(
            title=_("Answer the message: %(name)s") % {"name": application.title or application.number},
            url=reverse("grants:conversation", args=[application.number]),
            status="due",
            status_label=_("Waits for an answer"),
            due_at=None,
        )
        for applications, side in sides
        for application in waiting_for(applications, side).order_by("pk")
    ]
