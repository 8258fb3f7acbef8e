"""What resources of the engine share: reading one side of an object, and a reason that only the action may need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from foundation.api import filters
from foundation.api.page_forms import of_page
from foundation.core.forms import ReasonForm

MAYBE_REASON = of_page(ReasonForm(needed=False), name="MaybeReason", made=lambda _user, _subject: {"needed": False})


def reading(
    name: str,
    gives: type[serializers.Serializer],
    see: Callable[..., Any],
    *,
    summary: str,
    asks: type[forms.Form] | None = None,
    parameters: list[OpenApiParameter] | None = None,
) -> Any:
    """GET …/{key}/<name>/: what ``see(reader, object, asked)`` finds, shown by ``gives``. ``asks`` is the form of the page."""

    def looking(self: Any, request: Any, **kwargs: Any) -> Response:
        filters.check_known(request, asks.base_fields if asks else ())
        found = see(self.reader, self.get_object(), filters.read(asks, request))
        return Response(gives(found, context=self.get_serializer_context()).data)

    return _declared(name, looking, summary, {200: gives}, parameters or [])


def downloading(name: str, media_type: str, serve: Callable[..., Any], *, summary: str) -> Any:
    """GET …/{key}/<name>/: a file, as the page gives it; ``serve(reader, object)`` makes the answer."""

    def fetching(self: Any, request: Any, **kwargs: Any) -> Any:
        filters.check_known(request, ())
        return serve(self.reader, self.get_object())

    return _declared(name, fetching, summary, {(200, media_type): OpenApiTypes.BINARY}, [])


def _declared(name: str, method: Any, summary: str, responses: Any, parameters: list[OpenApiParameter]) -> Any:
    method.__name__ = name.replace("-", "_")
    method.__doc__ = summary
    described = extend_schema(summary=summary, responses=responses, parameters=parameters)(method)
    return action(detail=True, methods=["get"], url_path=name, url_name=name)(described)
