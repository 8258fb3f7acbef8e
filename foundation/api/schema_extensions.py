"""What drf-spectacular must be told: how one signs in."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

from foundation.api.scopes import SCOPES


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "foundation.api.authentication.BearerAuthentication"
    name = "system"
    priority = 1

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        scopes = {name: str(label) for name, label in SCOPES.items()}
        flow = {"tokenUrl": "/api/oauth/token/", "scopes": scopes}
        return {
            "type": "oauth2",
            "description": "A key of a system: the client credentials of OAuth 2.",
            "flows": {"clientCredentials": flow},
        }

    def get_security_requirement(self, auto_schema: Any) -> dict[str, list[str]]:
        view = auto_schema.view
        way = "read" if auto_schema.method == "GET" else "write"
        return {self.name: [f"{view.area}:{way}"] if getattr(view, "area", "") else []}


class PersonScheme(OpenApiAuthenticationExtension):
    target_class = "foundation.api.authentication.PersonAuthentication"
    name = "person"
    priority = 1

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid", "description": "People who have signed in."}
