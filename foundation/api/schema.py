"""The description in OpenAPI 3.1: operations as they are declared, with every refusal and an example of each."""

from __future__ import annotations

import re
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from foundation.api import examples
from foundation.api.filters import LIMIT_MAX
from foundation.api.inputs import Key, of_form
from foundation.api.narrowing import form_of

WRITES = ("POST", "PATCH", "PUT", "DELETE")
REFUSALS = {
    "400": "The request is not understood",
    "401": "Who asks is not known: the reason is in `code` and in `WWW-Authenticate`",
    "403": "Not permitted: the rule's sentence is in `detail`",
    "404": "No such object, or it is not yours to see",
    "406": "This form of answer does not exist",
    "409": "The state does not allow it, or the same request is being worked on",
    "412": "The object has changed since it was read (`If-Match`)",
    "413": "Too large",
    "415": "This form of request does not exist",
    "422": "What was sent is wrong: every fault with its field and rule is in `errors`",
    "429": "Too many requests: wait `Retry-After` seconds",
}
# Everything else is a file as it is.
FORMS = {"application/json", "multipart/form-data"}
READING = ("400", "401", "403", "404", "406", "422", "429")
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. `texts` says the sentence in three languages.",
    "required": ["type", "title", "status", "detail", "code", "texts", "errors", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "texts": {"type": "object", "additionalProperties": {"type": "string"}},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "pointer", "rule", "detail", "texts", "url"],
                "properties": {
                    "field": {"type": "string"},
                    "pointer": {"type": "string"},
                    "rule": {"type": "string"},
                    "detail": {"type": "string"},
                    "texts": {"type": "object", "additionalProperties": {"type": "string"}},
                    "url": {"type": "string"},
                },
            },
        },
    },
}
PROBLEM_EXAMPLE = {
    "type": "urn:civilportal:problem:invalid",
    "title": "Something in what was sent is wrong",
    "status": 422,
    "detail": "There is a problem with what you entered.",
    "code": "invalid",
    "texts": {
        "kk": "Енгізген деректеріңізде қате бар.",
        "ru": "Во введённых данных есть ошибка.",
        "en": "There is a problem with what you entered.",
    },
    "errors": [
        {
            "field": "bin",
            "pointer": "#/bin",
            "rule": "R01",
            "detail": "An organisation with this BIN is in the registry already.",
            "texts": {"en": "An organisation with this BIN is in the registry already."},
            "url": "",
        }
    ],
    "request_id": "4a1b2c3d4e5f60718293a4b5c6d7e8f9",
}


class Schema(AutoSchema):
    """Reads what a resource declares (foundation.api.resources)."""

    def get_operation_id(self) -> str:
        verbs = {"list": "list", "retrieve": "read", "create": "create", "partial_update": "change"}
        name = (getattr(self.view, "basename", "") or "").removeprefix("api-")
        action = verbs.get(getattr(self.view, "action", ""), getattr(self.view, "action", ""))
        return f"{name}_{action}".replace("-", "_") if name else super().get_operation_id()

    def get_tags(self) -> list[str]:
        return [getattr(self.view, "area", "api")]

    def get_summary(self) -> str | None:
        act = self._act()
        if act is not None:
            return act.summary
        title = getattr(self.view, "title", "")
        return {"list": f"{title}: list", "retrieve": f"{title}: one"}.get(
            getattr(self.view, "action", ""), title
        ) or None

    def get_description(self) -> str:  # type: ignore[override]
        scope = self._scope()
        said = super().get_description() or ""
        return f"{said}\n\nScope: `{scope}`." if scope else said

    def get_request_serializer(self) -> Any:
        act = self._act()
        return act.takes if act is not None else super().get_request_serializer()

    def get_response_serializers(self) -> Any:
        view: Any = self.view
        action = getattr(view, "action", "")
        act = self._act()
        if act is not None:
            return {"201" if action == "create" else "200": act.gives or shown_as(view.read)}
        if not hasattr(view, "read"):
            return super().get_response_serializers()
        if action != "list":
            return shown_as(view.read)
        row = view.row or view.read
        return page_of(shown_as(row) if view.rows_tell_actions else row)

    def get_override_parameters(self) -> list[Any]:
        found: list[Any] = []
        view: Any = self.view
        action = getattr(view, "action", "")
        if action == "list":
            found += [*self._filters(), *(PAGE_PARAMETERS if view.is_paged else ())]
        if action == "retrieve":
            found += [IF_NONE_MATCH]
        if action == "retrieve" or (action == "list" and view.is_paged):
            found += [_fields(view)]
        found += getattr(self.view, "create_asks", ()) if action == "create" else ()
        act = self._act()
        if act is not None and self.method == "POST":
            found += [IDEMPOTENCY_KEY]
        if act is not None and action != "create":
            found += [IF_MATCH]
        return found

    def get_auth(self) -> Any:
        is_free = self.method == "GET" and getattr(self.view, "is_public", False)
        return [*super().get_auth(), *([{}] if is_free else [])]

    def get_filter_backends(self) -> list[Any]:
        return []

    def _scope(self) -> str:
        area = getattr(self.view, "area", "")
        if not area or (self.method == "GET" and getattr(self.view, "is_public", False)):
            return ""
        return f"{area}:{'read' if self.method == 'GET' else 'write'}"

    def _act(self) -> Any:
        view, action = self.view, getattr(self.view, "action", "") or ""
        named = {one.replace("-", "_"): act for one, act in getattr(view, "acts", {}).items()}
        named |= {"create": getattr(view, "creates", None), "partial_update": getattr(view, "changes", None)}
        return named.get(action)

    def _filters(self) -> list[Any]:
        form = form_of(getattr(self.view, "filters", None))
        fields = of_form(form, partial=True)().fields if form else {}
        return [_parameter(name, field) for name, field in fields.items()] + list(getattr(self.view, "asks", ()))

    def get_serializer_name(self, serializer: Any, direction: Any) -> str:
        """Of two rooms each has its own «PlanRead»; inputs are named apart where they are declared."""
        name = str(super().get_serializer_name(serializer, direction))
        room = type(serializer).__module__.partition(".")[0]
        return name if room in {"foundation", "rest_framework"} else f"{room.capitalize()}{name}"

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False


_made: dict[Any, type[serializers.Serializer]] = {}


def shown_as(serializer: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """``serializer`` with ``allowed_actions``."""
    key = ("one", serializer)
    if key not in _made:
        names = serializers.ListField(child=serializers.CharField(), help_text="What you may do with it now.")
        body = {"allowed_actions": names, "__doc__": serializer.__doc__, "__module__": serializer.__module__}
        _made[key] = type(f"{serializer.__name__}Shown", (serializer,), body)
        if hasattr(serializer, "Meta"):
            meta = type("Meta", (serializer.Meta,), {"fields": (*serializer.Meta.fields, "allowed_actions")})
            _made[key].Meta = meta  # type: ignore[attr-defined]
    return _made[key]


def page_of(serializer: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """A page of a list."""
    key = ("page", serializer)
    if key not in _made:
        fields = {
            "results": serializer(many=True),
            "next": serializers.CharField(allow_null=True, help_text="Address of the next page; null on the last one."),
        }
        body = {**fields, "__module__": serializer.__module__}
        _made[key] = type(f"{serializer.__name__}Page", (serializers.Serializer,), body)
    return _made[key]


def _parameter(name: str, field: Any) -> OpenApiParameter:
    is_many = isinstance(field, serializers.ListField)
    value = {"type": "array", "items": _value_of(field.child)} if is_many else _value_of(field)
    return OpenApiParameter(name, value, description=str(field.help_text or ""))


def _value_of(field: Any) -> dict[str, Any]:
    """What may be sent in a parameter, as tightly as the form takes it."""
    if isinstance(field, serializers.BooleanField):
        return {"type": "boolean"}
    if isinstance(field, serializers.IntegerField):
        return _without_none(type="integer", minimum=field.min_value, maximum=field.max_value)
    if isinstance(field, serializers.DateField | serializers.DateTimeField):
        return {"type": "string", "format": "date" if isinstance(field, serializers.DateField) else "date-time"}
    if choices := [key for key in getattr(field, "choices", {}) if key != ""]:
        return {"type": "string", "enum": ["", *choices]}  # an empty question is none, as on the page
    form = "key" if isinstance(field, Key) else None
    return _without_none(type="string", maxLength=getattr(field, "max_length", None), format=form)


def _without_none(**words: Any) -> dict[str, Any]:
    return {name: value for name, value in words.items() if value is not None}


def _fields(view: Any) -> OpenApiParameter:
    """Names in one word, «bin,name_kk»."""
    names = {"type": "array", "items": {"type": "string", "enum": sorted(view.known_fields())}}
    return OpenApiParameter("fields", names, explode=False, style="form", description="The fields that are wanted.")


def _header(name: str, text: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, OpenApiParameter.HEADER, description=text)


CURSOR = {"type": "string", "format": "cursor"}
PAGE_PARAMETERS = [
    OpenApiParameter("after", CURSOR, description="The cursor that `next` of the page before carries."),
    OpenApiParameter("limit", {"type": "integer", "minimum": 1, "maximum": LIMIT_MAX}, description="Rows of a page."),
]
IDEMPOTENCY_KEY = _header(
    "Idempotency-Key", "The same key with the same request gets the same answer again, for 48 hours."
)
IF_MATCH = _header("If-Match", "The `ETag` of what you have read: 412 when the object has changed since.")
IF_NONE_MATCH = _header("If-None-Match", "The `ETag` of what you have: 304 when it is the same.")


def complete(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Give every operation its refusals, headers and examples (a hook of drf-spectacular)."""
    components = result.setdefault("components", {})
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {f"Refused{code}": _refusal(code, text) for code, text in REFUSALS.items()}
    described: dict[str, dict[str, Any]] = components["schemas"]
    for schema in described.values():
        for name, one in schema.get("properties", {}).items():
            if {} in one.get("oneOf", []):  # «anything or null»: null is anything too
                schema["properties"][name] = {key: value for key, value in one.items() if key != "oneOf"}
    for address, methods in result["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and "responses" in operation:
                _complete(operation, method.upper(), address, described)
                if any(one["name"] == "fields" for one in operation.get("parameters", [])):
                    _part(operation["responses"]["200"]["content"]["application/json"]["schema"], described)
    return result


def _part(answer: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Say that with ``fields`` an object (or each of a list) has only those: «SphereRead» or «SphereReadPart»."""
    shown = schemas[answer["$ref"].rsplit("/", 1)[-1]] if "$ref" in answer else {}
    place = shown.get("properties", {}).get("results", {}).get("items", answer)
    if "$ref" not in place:
        return
    ref = place.pop("$ref")
    name = ref.rsplit("/", 1)[-1]
    words = {"description": "What `fields` asked for."}
    schemas[f"{name}Part"] = {key: value for key, value in schemas[name].items() if key != "required"} | words
    place["anyOf"] = [{"$ref": ref}, {"$ref": f"{ref}Part"}]


def _complete(operation: dict[str, Any], method: str, address: str, schemas: dict[str, Any]) -> None:
    responses = operation["responses"]
    for code in tuple(REFUSALS) if method in WRITES else READING:
        responses.setdefault(code, {"$ref": f"#/components/responses/Refused{code}"})
    if any(one["name"] == "If-None-Match" for one in operation.get("parameters", [])):
        responses["304"] = {"description": "What you have is the same."}
    for code in ("200", "201") if "{" in address else ():
        responses.get(code, {}).setdefault("headers", {})["ETag"] = {"schema": {"type": "string"}}
    for kind, media in operation.get("requestBody", {}).get("content", {}).items():
        if kind not in FORMS:
            media["schema"] = {"type": "string", "format": "binary"}
    for body in (operation.get("requestBody", {}), *responses.values()):
        _exemplify(body.get("content", {}), schemas)


def _exemplify(content: dict[str, Any], schemas: dict[str, Any]) -> None:
    for media in content.values():
        if media.get("schema") and "example" not in media and "examples" not in media:
            media["example"] = examples.of(media["schema"], schemas)


def _refusal(code: str, text: str) -> dict[str, Any]:
    example = PROBLEM_EXAMPLE | ({} if code == "422" else {"status": int(code), "title": text, "errors": []})
    schema = {"$ref": "#/components/schemas/Problem"}
    found: dict[str, Any] = {
        "description": text,
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }
    if code == "429":
        found["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
    return found


def only_ours(endpoints: list[Any], **_kwargs: Any) -> list[Any]:
    """Operations of /api/v1/ (a hook of drf-spectacular)."""
    return [one for one in endpoints if re.match(r"/api/v1/", one[0])]
