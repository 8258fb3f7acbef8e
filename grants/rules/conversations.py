"""Who may speak in the case of an application."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, Invalid, NotPermitted
from grants.choices import CaseSide
from grants.models import Application
from grants.rules.applications import WRITERS
from registry.choices import Role
from registry.rules import roles

LONGEST = 5000


def check_can_write_message(user: Any, application: Application) -> str:
    """The side that ``user`` speaks for: head or editor of the applicant, or an officer of the operator who sees the
    application. Raises NotPermitted.
    """
    if not Application.objects.visible_to(user).filter(pk=application.pk).exists():
        raise NotPermitted(_("Only the applicant and the officers of the operator write here."))
    if roles.has_role(user, WRITERS, organisation=application.organisation):
        return CaseSide.APPLICANT
    if roles.has_role(user, Role.OFFICER, body=application.call.operator_id):
        return CaseSide.OFFICER
    raise NotPermitted(_("You can read this, but not write here."))


def check_text(text: str) -> None:
    """Something is said, and not a book; raises Invalid."""
    if not text.strip():
        raise Invalid(Fault(_("Write the message"), field="text"))
    if len(text) > LONGEST:
        message = _("Shorten this to %(limit_value)d characters: it has %(show_value)d, which is %(over)d too many")
        values = {"limit_value": LONGEST, "show_value": len(text), "over": len(text) - LONGEST}
        raise Invalid(Fault(message % values, field="text"))
