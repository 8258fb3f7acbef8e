"""A key of a region writes only there: asked where something new is made, since there is no object yet to ask about."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.api.authentication import client_of
from foundation.core.errors import Fault, Invalid


def check_region(request: Any, region: str | None, field: str) -> None:
    """Raises Invalid at ``field`` when the key that asks belongs to another region."""
    client = client_of(request)
    if client and client.region and region != client.region:
        raise Invalid(Fault(_("The key of this system is for another region."), field, "region"))
