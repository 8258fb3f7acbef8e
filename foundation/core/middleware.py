"""Turns what actions refuse into pages, and gives every request an id."""

from __future__ import annotations

import re
from collections.abc import Callable

import structlog
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from foundation.core import context
from foundation.core.errors import Conflict, DomainError
from foundation.core.workflow import TransitionNotAllowed

Respond = Callable[[HttpRequest], HttpResponse]
_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    """Takes ``X-Request-Id`` from the proxy or makes one; logs, audit events and jobs carry it; the answer says it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        identifier = context.bind(given if _SAFE_ID.fullmatch(given) else "")
        with structlog.contextvars.bound_contextvars(request_id=identifier):
            response = self.get_response(request)
        response["X-Request-Id"] = identifier
        return response


DATA = "/api/v1/"
DATA_POLICY = "default-src 'none'; frame-ancestors 'none'"


class PolicyMiddleware(CSPMiddleware):
    """What a page may load; an answer that is data and no page may load nothing, and for that nothing is put together."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not request.path_info.startswith(DATA):
            return super().process_response(request, response)
        response.headers.setdefault("Content-Security-Policy", DATA_POLICY)
        return response


class ReadingMiddleware:
    """A page that is only read asks the same question of the database once (``context.once``)."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with context.reading():
            return self.get_response(request)


SECRETS = ("csrf", "password", "signature", "token", "code")


class DomainErrorMiddleware:
    """A refusal that a view did not show in its form becomes a page with its sentence (403, 409 or 422).

    Texts that the person had typed are shown again below it, so that nothing is lost when somebody else was quicker.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TransitionNotAllowed):
            exception = not_in_this_state()
        if not isinstance(exception, DomainError):
            return None
        template = "403.html" if exception.status_code == 403 else "409.html"
        context = {"refusal": exception, "typed_texts": typed_texts(request)}
        return render(request, template, context, status=exception.status_code)


def typed_texts(request: HttpRequest) -> list[str]:
    """Texts of more than one word that were sent with the request; nothing that is secret."""
    if request.method != "POST":
        return []
    sent = [(name, text.strip()) for name, texts in request.POST.lists() for text in texts]
    return [text for name, text in sent if " " in text and not any(secret in name for secret in SECRETS)]


def not_in_this_state() -> Conflict:
    """The sentence for a step that the object's status does not allow (any more)."""
    return Conflict(_("This cannot be done now: the state has changed meanwhile. Go back and look at it again."))
