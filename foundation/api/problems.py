"""Every refusal as ``application/problem+json`` (RFC 9457): what is wrong, where, by which rule, in three languages."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.response import Response

from foundation.api.rendering import dumps
from foundation.core import context
from foundation.core.errors import DomainError, Fault, Invalid
from foundation.core.middleware import not_in_this_state
from foundation.core.trilingual import texts_of
from foundation.core.workflow import TransitionNotAllowed

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:civilportal:problem:"
TITLES = {
    400: _("The request is not understood"),
    401: _("Who asks is not known"),
    403: _("This is not permitted"),
    404: _("There is no such thing"),
    405: _("This cannot be done here"),
    406: _("This form of answer does not exist"),
    409: _("This cannot be done now"),
    412: _("The object has changed meanwhile"),
    413: _("This is too large"),
    415: _("This form of request does not exist"),
    422: _("Something in what was sent is wrong"),
    429: _("Too many requests"),
    500: _("The portal has a fault"),
}


class StaleObject(exceptions.APIException):
    status_code = 412
    default_detail = _("The object is not the one that you have read (If-Match). Read it again.")
    default_code = "stale"


def problem(status: int, detail: Any, code: str, errors: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """The body of a refusal."""
    return {
        "type": f"{TYPE}{code}",
        "title": str(TITLES.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "detail": str(detail),
        "code": code,
        "texts": texts_of(detail),
        "errors": errors or [],
        "request_id": context.request_id(),
    }


def answer(status: int, detail: Any, code: str) -> HttpResponse:
    """The same for what no view of the API has answered."""
    return HttpResponse(dumps(problem(status, detail, code)), status=status, content_type=MEDIA_TYPE)


def handle(fault: Exception, _view_context: dict[str, Any]) -> Response | None:
    """What DRF asks when a view has raised; None lets the fault through to the logs."""
    fault = _as_ours(fault)
    if isinstance(fault, DomainError):
        errors = [error(one) for one in fault.faults] if isinstance(fault, Invalid) else []
        code = fault.code or {403: "not_permitted", 409: "conflict"}.get(fault.status_code, "refused")
        return _response(problem(fault.status_code, fault.message, code, errors), {})
    if isinstance(fault, exceptions.ValidationError):
        errors = [error(one) for one in faults_of(fault.detail)]
        sentence = _("There is a problem with what you entered.")
        return _response(problem(422, sentence, "invalid", errors), {})
    if isinstance(fault, exceptions.APIException):
        return _response(problem(fault.status_code, fault.detail, str(fault.get_codes())), _headers(fault))
    return None


def _as_ours(fault: Exception) -> Exception:
    if isinstance(fault, TransitionNotAllowed):
        return not_in_this_state()
    if isinstance(fault, Http404):
        return exceptions.NotFound(_("There is no such object, or it is not yours to see."))
    if isinstance(fault, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(fault, SuspiciousOperation):
        return exceptions.ParseError()
    return fault


def error(fault: Fault) -> dict[str, Any]:
    """One thing that is wrong; ``pointer`` leads to it in the JSON that was sent."""
    return {
        "field": fault.field,
        "pointer": f"#/{fault.field.replace('.', '/')}" if fault.field else "#",
        "rule": fault.rule,
        "detail": str(fault.message),
        "texts": texts_of(fault.message),
        "url": fault.url,
    }


def faults_of(detail: Any, path: str = "") -> Iterator[Fault]:
    """Faults of a DRF validation error: ``lots.0.amount`` is a path into lists and objects."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            here = path if name == "non_field_errors" else f"{path}.{name}" if path else str(name)
            yield from faults_of(inner, here)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            is_nested = isinstance(inner, dict | list)
            yield from faults_of(inner, f"{path}.{number}" if is_nested else path)
    else:
        yield Fault(detail, path, getattr(detail, "code", "") or "")


def _headers(fault: exceptions.APIException) -> dict[str, str]:
    headers = {}
    if wait := getattr(fault, "wait", None):
        headers["Retry-After"] = str(int(wait) or 1)
    if challenge := getattr(fault, "auth_header", None):
        said = str(fault.get_codes()) if isinstance(fault, exceptions.AuthenticationFailed) else ""
        headers["WWW-Authenticate"] = (
            f'{challenge}, error="invalid_token", error_description="{said}"' if said else challenge
        )
    return headers


def _response(body: dict[str, Any], headers: dict[str, str]) -> Response:
    return Response(body, status=body["status"], headers=headers, content_type=MEDIA_TYPE)


@csrf_exempt  # nothing is done here, and a system has no page of ours
def not_found(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """An address below /api/ that does not exist."""
    return answer(404, _("There is nothing at this address. See /api/docs/."), "not_found")


def server_error(_request: HttpRequest) -> HttpResponse:
    """A fault of ours; the request id leads to it in the logs."""
    return answer(500, _("Something went wrong on our side. The number of the request helps us to find it."), "fault")
