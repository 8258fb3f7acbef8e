"""The CommonGrants protocol: open calls for programs that read calls of many funders."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from foundation.core import clock
from publishing.opendata import opportunities, opportunity_search, paging
from publishing.opendata.opportunity_search import Malformed
from publishing.views.opendata import told


@require_safe
def opportunity_list(request: HttpRequest) -> JsonResponse:
    """Announced calls, those that changed last first."""
    try:
        number, size = opportunity_search.page_of(request.GET)
    except Malformed as fault:
        return _refused(400, str(fault))
    rows = opportunities.opportunities(clock.now()).order_by("-changed_at", "-pk")
    with translation.override(_language(request)):
        items, pagination = opportunities.page(rows, number, size)
    return told(JsonResponse(opportunities.answered({"items": items, "paginationInfo": pagination})))


@require_safe
def opportunity_detail(request: HttpRequest, key: UUID) -> JsonResponse:
    row = opportunities.by_key(clock.now(), key)
    if row is None:
        return _refused(404, "There is no such opportunity.")
    with translation.override(_language(request)):
        return told(JsonResponse(opportunities.answered({"data": opportunities.opportunity(row)})))


# It changes nothing, so nobody can be made to do harm by it.
@csrf_exempt
@require_POST
def opportunity_found(request: HttpRequest) -> JsonResponse:
    """What a search finds; filters and orders that are not known are left out and told."""
    try:
        wanted = opportunity_search.asked(json.loads(request.body or b"{}"))
    except (Malformed, json.JSONDecodeError, UnicodeDecodeError, RecursionError) as fault:
        return _refused(400, str(fault))
    rows = opportunity_search.found(opportunities.opportunities(clock.now()), wanted)
    with translation.override(_language(request)):
        items, pagination = opportunities.page(rows, wanted.page, wanted.size)
    order = "desc" if wanted.descending else "asc"
    answer = {
        "items": items,
        "paginationInfo": pagination,
        "sortInfo": {"sortBy": wanted.sort_by, "sortOrder": order, "errors": wanted.sort_faults},
        "filterInfo": {"filters": wanted.shown_filters, "errors": wanted.filter_faults},
    }
    return told(JsonResponse(opportunities.answered(answer)))


def _language(request: HttpRequest) -> str:
    try:
        return paging.language_of(request.GET)
    except paging.Unreadable:
        return paging.LANGUAGE


def _refused(status: int, message: str) -> Any:
    return told(JsonResponse({"status": status, "message": message, "errors": [message]}, status=status))
