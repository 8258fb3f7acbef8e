"""What a key may be allowed: to read or to write in one area. A key never may more than the roles of its body."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from oauth2_provider.scopes import BaseScopes

READ, WRITE = "read", "write"
AREAS = {
    "registry": _("Registry of NGOs, state bodies, reference data"),
    "documents": _("Files"),
    "jobs": _("Work in the background"),
    "grants": _("Grants"),
    "orders": _("Social orders"),
    "councils": _("Councils"),
    "evaluation": _("Evaluation by experts"),
    "monitoring": _("Surveys and visits"),
    "webhooks": _("Messages to other systems"),
}
SCOPES: dict[str, Any] = {f"{area}:{way}": label for area, label in AREAS.items() for way in (READ, WRITE)}
del SCOPES["jobs:write"]  # work is asked for by what it is for


class ScopesOfClient(BaseScopes):
    """Each key has its own list; asking for no scope asks for all of it."""

    def get_all_scopes(self) -> dict[str, str]:
        return {name: str(label) for name, label in SCOPES.items()}

    def get_available_scopes(self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any) -> Any:
        return list(application.scopes) if application else []

    def get_default_scopes(self, application: Any = None, request: Any = None, *args: Any, **kwargs: Any) -> Any:
        return list(application.scopes) if application else []
