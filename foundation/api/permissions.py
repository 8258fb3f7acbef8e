"""Who may ask at all. What may be done with an object is decided by the rules of its room, asked by the action."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.permissions import BasePermission

from foundation.api.authentication import client_of
from foundation.api.scopes import READ, WRITE

SAFE = ("GET", "HEAD", "OPTIONS")


class ScopeMissing(exceptions.PermissionDenied):
    default_code = "insufficient_scope"

    def __init__(self, scope: str) -> None:
        super().__init__(_("The key has no scope «%(scope)s».") % {"scope": scope})
        self.scope = scope


def has_scope(request: Any, scope: str) -> bool:
    """Whether the token carries the scope; people and everybody are not limited by scopes, only by rules."""
    return client_of(request) is None or scope in request.auth.scope.split()


class ScopePermission(BasePermission):
    """Writing, and reading what is not public, needs somebody who is known, and the scope of the area."""

    def has_permission(self, request: Any, view: Any) -> bool:
        if not hasattr(view, request.method.lower()):
            raise exceptions.MethodNotAllowed(request.method)
        is_read = request.method in SAFE
        if is_read and view.is_public:
            return True
        if not request.user.is_authenticated:
            raise exceptions.NotAuthenticated(_("This needs a key: see /api/docs/."))
        scope = f"{view.area}:{READ if is_read else WRITE}"
        if not has_scope(request, scope):
            raise ScopeMissing(scope)
        return True
