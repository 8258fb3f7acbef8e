"""Who serves a body and who answers for a region."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, NotPermitted
from registry.choices import BodyKind, Role
from registry.models import Body, Region
from registry.rules import roles

LONGEST = 5000


def check_serves(user: Any, body: Body) -> None:
    """Officers of the body; raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only an officer of this body can do this."))


def office_for(user: Any, region: Region) -> Body | None:
    """The akimat of the region in which ``user`` is an officer; None for everybody else."""
    return roles.offices_of(user).filter(kind=BodyKind.AKIMAT, region=region).first()


def check_is_known(user: Any) -> None:
    """Anybody signed in; raises NotPermitted."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        raise NotPermitted(_("Sign in first."))


def text_faults(text: str, missing: Any, field: str, longest: int = LONGEST) -> list[Fault]:
    """An obligatory text: what is wrong with it."""
    if not text.strip():
        return [Fault(missing, field)]
    if len(text) > longest:
        message = _("Shorten this to %(limit)s characters: it has %(length)s")
        return [Fault(message % {"limit": longest, "length": len(text)}, field)]
    return []
