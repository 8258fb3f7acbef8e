"""Who may ask for a report and who may have it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Conflict, NotPermitted
from grants.models import Call
from grants.visibility import results_are_public
from registry.choices import BODY_ROLES
from registry.rules import roles


def check_can_request(user: Any, call: Call | None) -> None:
    """The registry (``call`` None): everybody who is signed in. A call: people of the body that runs it, once decided.

    Raises NotPermitted or Conflict.
    """
    if call is None:
        if not user.is_authenticated:
            raise NotPermitted(_("Sign in to have a file made."))
        return
    if not _works_for(user, call):
        raise NotPermitted(_("Only people of the body that runs the call can have its reports made."))
    if not results_are_public(call):
        raise Conflict(_("Reports are made when the call is decided."))


def check_can_download(user: Any, call: Call | None) -> None:
    """The registry is public. A call's reports: everybody once it is decided, until then the people of its body.

    Raises NotPermitted.
    """
    if call is not None and not results_are_public(call) and not _works_for(user, call):
        raise NotPermitted(_("This report becomes public when the call is decided."))


def _works_for(user: Any, call: Call) -> bool:
    return roles.has_role(user, BODY_ROLES, body=call.operator_id)
