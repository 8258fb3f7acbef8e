"""Addresses of the API that are no resources: the token, the description and its reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from drf_spectacular.generators import SchemaGenerator
from oauth2_provider.views import RevokeTokenView, TokenView

from foundation.api.rendering import dumps

OPENAPI = "application/vnd.oai.openapi+json"
_described: dict[str, bytes] = {}


@csrf_exempt  # a system shows its secret, no cookie
@require_POST
def token(request: HttpRequest) -> HttpResponse:
    """A token for the client credentials of a key (RFC 6749, 4.4)."""
    if b"\x00" in request.body:
        return HttpResponse(dumps({"error": "invalid_request"}), status=400, content_type="application/json")
    return TokenView.as_view()(request)


@csrf_exempt
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Give a token back before its time (RFC 7009)."""
    return RevokeTokenView.as_view()(request)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The description in OpenAPI 3.1; made once by each process, since only a deploy changes it."""
    if "" not in _described:
        _described[""] = dumps(describe())
    response = HttpResponse(_described[""], content_type=OPENAPI)
    response["Access-Control-Allow-Origin"] = "*"
    return response


def describe() -> dict[str, Any]:
    """The description as values, always in English: it is a contract, and examples show the other languages."""
    with translation.override("en"):
        return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page that can be tried out; it works without the internet."""
    return render(request, "api/docs.html")
