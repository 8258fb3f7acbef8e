"""Who may ask for a report and who may have it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, NotPermitted
from grants.models import Call
from grants.visibility import results_are_public
from publishing.models import Report
from registry.choices import BODY_ROLES
from registry.rules import roles


def check_can_request(user: Any, call: Call) -> None:
    """Officers, secretary and members of the commission in the body that runs the call, once it is decided.

    Raises NotPermitted or Conflict.
    """
    if not _works_for(user, call):
        raise NotPermitted(_("Only people of the body that runs the call can have its reports made."))
    if not results_are_public(call):
        raise Conflict(_("Reports are made when the call is decided."))


def check_can_download(user: Any, report: Report, call: Call) -> None:
    """Everybody once the call is decided; until then the people of the body that runs it. Raises NotPermitted."""
    if not results_are_public(call) and not _works_for(user, call):
        raise NotPermitted(_("This report becomes public when the call is decided."))


def _works_for(user: Any, call: Call) -> bool:
    return roles.has_role(user, BODY_ROLES, body=call.operator_id)
