"""The reconciliation service, protocol 0.2 of the W3C community group, as OpenRefine speaks it.

Public and read only; any page may ask (CORS). Names come in the language of ``?lang=`` or of the browser. A request
that is not of the protocol's form gets 400 and a sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from foundation.core.presentation import MONTHS, language
from foundation.core.text import fold, localized
from registry.api import properties
from registry.choices import LegalForm
from registry.models import Organisation
from registry.queries import reconciling
from registry.queries.conditions import Choice
from registry.queries.search import search

QUERIES_MAX = 100
IDS_MAX = 500
LIMIT, LIMIT_MAX = 5, 25
CALLBACK = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,99}")
WHOLE = "organisation"

View = Callable[..., HttpResponse]


class NotUnderstood(Exception):
    """The request is not of the protocol's form; the sentence says how."""


def for_everybody(view: View) -> View:
    """Any page may read the answer; in the language that was asked for."""

    @wraps(view)
    def wrapped(request: HttpRequest, lang: str = "", **kwargs: Any) -> HttpResponse:
        asked = lang or request.GET.get("lang", "")
        with translation.override(asked if asked in MONTHS else language()):
            try:
                response = view(request, **kwargs)
            except NotUnderstood as fault:
                response = JsonResponse({"status": "error", "message": str(fault)}, status=400)
        _call_back(request, response)
        response["Access-Control-Allow-Origin"] = "*"
        response.headers.setdefault("Vary", "Accept-Language")
        return response

    return wrapped


def _call_back(request: HttpRequest, response: HttpResponse) -> None:
    """Older programs cannot read an answer of another site; they have it handed to a function that they name (JSONP)."""
    name = request.GET.get("callback", "")
    if isinstance(response, JsonResponse) and CALLBACK.fullmatch(name):
        # Some letters end a line in a script that do not in JSON; the comment keeps the first bytes ours.
        text = response.content.decode().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
        response.content, response["Content-Type"] = f"/**/{name}({text});", "text/javascript; charset=utf-8"
        response["X-Content-Type-Options"] = "nosniff"


@csrf_exempt  # nothing is written, and the program that asks has no page of ours
@require_http_methods(["GET", "HEAD", "POST"])
@for_everybody
def service(request: HttpRequest) -> JsonResponse:
    """The manifest, a batch of queries, or a request for more columns."""
    data = request.POST if request.method == "POST" else request.GET
    if "queries" in data:
        return JsonResponse(_batch(_object(data["queries"])))
    if "extend" in data:
        return JsonResponse(_extension(_object(data["extend"])))
    return JsonResponse(_manifest(request))


@require_safe
@for_everybody
def view(request: HttpRequest, identifier: str) -> HttpResponse:
    """The card of one identifier."""
    return redirect(_known(identifier))


@csp_replace({"frame-ancestors": ["*"]})
@xframe_options_exempt
@require_safe
@for_everybody
def preview(request: HttpRequest, identifier: str) -> HttpResponse:
    """A small page about one identifier, to be shown inside another program."""
    return render(request, "registry/reconcile_preview.html", {"ngo": _known(identifier)})


@require_safe
@for_everybody
def suggest_entities(request: HttpRequest) -> JsonResponse:
    """Organisations whose name or BIN begins like ``prefix``."""
    prefix = request.GET.get("prefix", "").replace("\x00", " ")[:200]
    digits = "".join(prefix.upper().removeprefix(reconciling.PREFIX).split())
    digits = digits if digits.isascii() and digits.isdigit() and len(digits) <= 12 else ""
    choice = Choice(text=prefix if fold(prefix) else "", digits=digits, language=language())
    found = search(choice, size=10).organisations if choice.text or digits else []
    return JsonResponse({"result": [_named(row) | {"notable": _types(row)} for row in found]})


@require_safe
@for_everybody
def suggest_types(request: HttpRequest) -> JsonResponse:
    """Legal forms, which are the types here."""
    prefix = fold(request.GET.get("prefix", ""))
    return JsonResponse({"result": [one for one in _all_types() if prefix in fold(one["name"])]})


@require_safe
@for_everybody
def suggest_properties(request: HttpRequest) -> JsonResponse:
    """Columns of the public record."""
    prefix = fold(request.GET.get("prefix", ""))
    return JsonResponse(
        {"result": [one for one in properties.listed() if prefix in fold(f"{one['name']} {one['id']}")]}
    )


@require_safe
@for_everybody
def propose_properties(request: HttpRequest) -> JsonResponse:
    """What can be fetched for organisations; every type has the same columns."""
    limit = request.GET.get("limit", "")
    count = int(limit) if limit.isascii() and limit.isdigit() and len(limit) < 5 else None
    return JsonResponse({"type": request.GET.get("type") or WHOLE, "properties": properties.listed()[:count]})


def _known(identifier: str) -> Organisation:
    found = reconciling.by_identifiers([identifier.replace("\x00", "")])
    if not found:
        raise Http404
    return next(iter(found.values()))


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise NotUnderstood(_("This is not JSON.")) from None
    if not isinstance(value, dict):
        raise NotUnderstood(_("This must be a JSON object."))
    return value


def _batch(queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > QUERIES_MAX:
        raise NotUnderstood(_("At most %(count)s queries in one request.") % {"count": QUERIES_MAX})
    wanted = {key: _wanted(query) for key, query in queries.items()}
    return {key: {"result": [_result(one) for one in reconciling.candidates(line)]} for key, line in wanted.items()}


def _wanted(query: Any) -> reconciling.Wanted:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise NotUnderstood(_("Each query is an object with a text called «query»."))
    limit, types = query.get("limit", LIMIT), query.get("type") or []
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 0 < limit < float("inf"):
        raise NotUnderstood(_("The limit is a number above zero."))
    types = [types] if isinstance(types, str) else types
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise NotUnderstood(_("A type is a text or a list of texts."))
    values = _values(query.get("properties") or [])
    if not query.get("query") and not values:
        raise NotUnderstood(_("Each query is an object with a text called «query»."))
    return reconciling.Wanted(
        text=query.get("query", ""),
        forms=tuple(one for one in types if one != WHOLE),
        is_form_strict=query.get("type_strict") in ("any", "all") and WHOLE not in types,
        values=values,
        limit=min(int(limit) or 1, LIMIT_MAX),
    )


def _values(given: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, list) or not all(
        isinstance(one, dict) and isinstance(one.get("pid"), str) for one in given
    ):
        raise NotUnderstood(_("Properties are a list of objects with «pid» and «v»."))
    values: dict[str, tuple[str, ...]] = {}
    for one in given:
        held = one.get("v")
        texts = tuple(_plain(value) for value in (held if isinstance(held, list) else [held]))
        # What the registry does not know can neither agree nor contradict.
        if one["pid"] in properties.NAMES and any(texts):
            values[one["pid"]] = texts
    return values


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("id", "")
    return "" if value is None or isinstance(value, list) else str(value).removeprefix(reconciling.PREFIX)


def _result(one: reconciling.Candidate) -> dict[str, Any]:
    features = [{"id": name, "value": value} for name, value in one.features.items()]
    row = one.organisation
    return _named(row) | {"type": _types(row), "score": one.score, "match": one.is_match, "features": features}


def _named(row: Organisation) -> dict[str, Any]:
    parts = [row.get_legal_form_display(), localized(row.region, "name"), row.bin or ""]
    return {
        "id": reconciling.identifier(row),
        "name": str(row),
        "description": " · ".join(str(part) for part in parts if part),
    }


def _types(row: Organisation) -> list[dict[str, str]]:
    return [{"id": row.legal_form, "name": str(row.get_legal_form_display())}]


def _all_types() -> list[dict[str, str]]:
    whole = {"id": WHOLE, "name": _("Organisation")}
    return [whole, *({"id": form.value, "name": str(form.label)} for form in LegalForm)]


def _extension(asked: dict[str, Any]) -> dict[str, Any]:
    ids, wanted = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids) or len(ids) > IDS_MAX:
        raise NotUnderstood(_("«ids» is a list of at most %(count)s texts.") % {"count": IDS_MAX})
    if not isinstance(wanted, list) or not all(isinstance(one, dict) for one in wanted):
        raise NotUnderstood(_("«properties» is a list of objects with an «id»."))
    names = [one.get("id") for one in wanted if one.get("id") in properties.NAMES]
    found = reconciling.by_identifiers(one.replace("\x00", "") for one in ids)
    rows = {one: properties.cells(found.get(one), names) for one in ids}
    return {"meta": [one for name in names for one in properties.listed() if one["id"] == name], "rows": rows}


def _manifest(request: HttpRequest) -> dict[str, Any]:
    def address(name: str, **parts: str) -> str:
        return request.build_absolute_uri(reverse(f"reconcile:{name}", kwargs={"lang": language(), **parts}))

    def template(name: str) -> str:
        return address(name, identifier="ID").replace("ID", "{{id}}")

    def suggesting(name: str) -> dict[str, str]:
        return {"service_url": address(name), "service_path": ""}

    return {
        "versions": ["0.2"],
        "name": _("Registry of NGOs of Kazakhstan (Civil Portal)"),
        "identifierSpace": "https://org-id.guide/list/KZ-BIN",
        "schemaSpace": address("service"),
        "documentation": request.build_absolute_uri(reverse("registry:matching")),
        "defaultTypes": _all_types()[:1],
        "view": {"url": template("view")},
        "preview": {"url": template("preview"), "width": 420, "height": 260},
        "suggest": {
            "entity": suggesting("suggest-entities"),
            "type": suggesting("suggest-types"),
            "property": suggesting("suggest-properties"),
        },
        "extend": {
            "propose_properties": {"service_url": address("propose-properties"), "service_path": ""},
            "property_settings": [],
        },
    }
