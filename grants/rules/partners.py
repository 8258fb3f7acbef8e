"""Who may name partners of a project, and who may answer for one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, Fault, Invalid, NotPermitted
from grants.choices import PartnerStatus
from grants.models import Application, Partner
from grants.rules.applications import EDITABLE, check_can_edit, check_can_write
from registry.choices import Role
from registry.models import Organisation
from registry.rules import roles

PARTNERS_MAX = 20


def check_can_name(user: Any, application: Application, now: dt.datetime) -> None:
    """Head or editor of the applicant itself, while the application can be changed."""
    check_can_write(user, application.organisation)
    check_can_edit(user, application, now)


def check_can_ask(user: Any, application: Application, organisation: Organisation, now: dt.datetime) -> None:
    """An NGO that somebody leads in the portal, another one than the applicant, named once."""
    check_can_name(user, application, now)
    check_room(application)
    if organisation.pk == application.organisation_id:
        raise _wrong(_("This is the applicant itself: name another organisation"))
    if application.partners.standing().filter(organisation=organisation).exists():
        raise _wrong(_("This organisation is on the list already"))
    if not organisation.memberships.in_force().filter(role=Role.NGO_HEAD).exists():
        raise _wrong(
            _("Nobody leads this organisation in the portal yet, so nobody can consent: ask its head to sign in first")
        )


def check_room(application: Application) -> None:
    """Not more than a project can have; raises Invalid."""
    if application.partners.standing().count() >= PARTNERS_MAX:
        raise _wrong(_("There can be %(most)s partners at most") % {"most": PARTNERS_MAX})


def check_can_answer(user: Any, partner: Partner) -> None:
    """The head of the partner, while the application has not been sent."""
    if partner.organisation is None or not roles.has_role(user, Role.NGO_HEAD, organisation=partner.organisation):
        raise NotPermitted(_("Only the head of the organisation can consent or refuse."))
    if partner.application.status not in EDITABLE:
        raise Conflict(_("The application has been sent, so the consent cannot be changed any more."))
    if partner.status == PartnerStatus.REMOVED:
        raise Conflict(_("The applicant has taken your organisation out of the application."))


def _wrong(message: Any) -> Invalid:
    return Invalid(Fault(message, field="bin"))
