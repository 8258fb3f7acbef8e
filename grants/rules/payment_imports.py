"""Who may enter payments from a file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from registry.choices import Role
from registry.models import Body
from registry.rules import roles


def check_can_import(user: Any, operator: Body) -> None:
    """Officers of the body; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=operator):
        raise NotPermitted(_("Only an officer of this body can enter its payments."))


def operator_of(user: Any) -> Body:
    """The body whose payments ``user`` enters: the first one in which they are an officer. Raises NotPermitted."""
    roles.check_is_officer(user)
    return roles.bodies_of(user, Role.OFFICER)[0]
