"""Who opens and ends the keys of a body's systems."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import NotPermitted
from registry.choices import Role
from registry.models import Body
from registry.rules import roles


def check_can_manage(user: Any, body: Body) -> None:
    """People who are officers of the body; a system opens no keys. Raises NotPermitted."""
    if getattr(user, "is_service", False) or not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of this body can manage the keys of its systems."))
