"""How a room declares what it gives and takes through the API.

A resource names its rows (with their visibility), how one is shown, the filters of its page, and the actions of the room
that may be asked for. Everything else is the same for all: who may, errors, pages, ``ETag``, ``Idempotency-Key``,
``allowed_actions``, the description in ``/api/schema/``. See docs/api/resources.md.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpResponse
from django.utils.functional import cached_property
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import BaseParser
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from foundation.api import filters, narrowing, paging, tags
from foundation.api.authentication import client_of
from foundation.api.permissions import ScopePermission, has_scope
from foundation.api.rendering import dumps
from foundation.api.repeating import Repeating
from foundation.api.serializers import Nothing
from foundation.core.permissions import allowed
from foundation.core.trilingual import spoken
from foundation.core.workflow import Workflow

SAFE = ("GET", "HEAD", "OPTIONS")
Check = Callable[..., object]
Names = list[str]


@dataclass(frozen=True, kw_only=True)
class Act:
    """An action of a room that may be asked for: ``run(<subject>=object, **values, by=user)``.

    ``takes`` says what must be sent; ``check(user, object)`` is the rule that the action asks again under its lock;
    ``step`` names the transition when the action is one; ``gives`` what comes back when it is not the object.
    ``values`` turns what was sent into the keywords of the action.
    """

    run: Callable[..., Any]
    summary: str
    subject: str = ""
    takes: type[serializers.Serializer] = Nothing
    gives: type[serializers.Serializer] | None = None
    check: Check | None = None
    step: str = ""
    area: str = ""
    values: Callable[[dict[str, Any], Any], dict[str, Any]] | None = None

    def keywords(self, sent: dict[str, Any], subject: Any) -> dict[str, Any]:
        """What the action is called with, beside ``by``."""
        values = self.values(sent, subject) if self.values else dict(sent)
        return values | ({self.subject: subject} if self.subject else {})


class Resource(Repeating, GenericViewSet):
    """One kind of object. Subclasses say what the comments ask for; see the module's docstring."""

    area: ClassVar[str]  # which scopes: «registry» asks for registry:read and registry:write
    title: ClassVar[str]  # what the objects are called in the description
    read: ClassVar[type[serializers.Serializer]]  # one object
    row: ClassVar[type[serializers.Serializer] | None] = None  # in a list, when it shows less
    # The rows, when ``objects`` needs no more than that: with their ``visible_to``, or of each reader those of ``mine``.
    everything: ClassVar[QuerySet[Any] | None] = None
    mine: ClassVar[str] = ""  # path to the person whose row it is
    is_public: ClassVar[bool] = False  # read by everybody, without a key
    order: ClassVar[tuple[str, ...]] = ("pk",)  # of the list; the last column is unique
    filters: ClassVar[narrowing.Kind] = None  # the form of the page; without one by(…) or of_model(…)
    # Path to the region (of two sides: both): a key of a region writes only there.
    region: ClassVar[str | tuple[str, ...]] = ""
    workflow: ClassVar[Workflow | None] = None
    status: ClassVar[str] = "status"  # path to it
    acts: ClassVar[dict[str, Act]] = {}  # POST …/{key}/<name>/
    creates: ClassVar[Act | None] = None  # POST …/
    changes: ClassVar[Act | None] = None  # PATCH …/{key}/
    is_listed: ClassVar[bool] = True  # GET …/
    is_shown: ClassVar[bool] = True  # GET …/{key}/
    is_paged: ClassVar[bool] = True  # whether a list heeds after, limit and fields
    uploads: ClassVar[tuple[type[BaseParser], ...]] = ()  # how a file may be sent when the object is one
    rows_tell_actions: ClassVar[bool] = True  # whether rows of a list say what may be done with them
    followed: ClassVar[type[Model] | None] = None  # the model, when its changes are told at /api/v1/changes/
    permission_classes = (ScopePermission,)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give the class the methods that its declaration asks for: the router and the schema look at them."""
        super().__init_subclass__(**kwargs)
        if "title" not in vars(cls):
            return
        if cls.is_listed:
            cls.list = cls.listing  # type: ignore[attr-defined]
        if cls.is_shown:
            cls.retrieve = cls.showing  # type: ignore[attr-defined]
        if cls.creates:
            cls.create = _creating()  # type: ignore[attr-defined]
        if cls.changes:
            cls.partial_update = _changing()  # type: ignore[attr-defined]
        for name, act in cls.acts.items():
            if hasattr(Resource, name.replace("-", "_")):
                raise TypeError(f"{cls.title}: an act cannot be called {name}, every resource has that already")
            setattr(cls, name.replace("-", "_"), _acting(name, act))

    # What a room says

    def objects(self, reader: Any) -> QuerySet[Any]:
        """The objects that ``reader`` may see. What is not public and says nothing of who may see it is nobody's."""
        if self.everything is None:
            raise NotImplementedError
        found = self.everything.all()
        if self.mine:
            return found.filter(**{self.mine: reader.pk}) if reader.is_authenticated else found.none()
        if hasattr(found, "visible_to"):
            return found.visible_to(reader)
        return found if self.is_public else found.none()

    def rows(self, reader: Any) -> QuerySet[Any]:
        """The same for a list, when it needs more or less of each."""
        return self.objects(reader)

    def narrowed(self, found: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        """``found`` as the filters want it."""
        return narrowing.narrowed(found, asked, self.filters)

    def is_gone(self, row: Any) -> bool:
        """Whether readers of changes should forget ``row``: it was merged into another, or withdrawn."""
        return False

    def list_parameters(self) -> Iterable[str]:
        """Names of what a list may be asked."""
        form = narrowing.form_of(self.filters)
        return form.base_fields if form else ()

    def check_creates(self, sent: dict[str, Any]) -> None:
        """Refuse what a key of a region may not make elsewhere."""

    # What all have in common

    @property
    def reader(self) -> Any:
        """Who looks: a key without the scope to read here sees what everybody sees."""
        return self.request.user if has_scope(self.request, f"{self.area}:read") else AnonymousUser()

    def get_queryset(self) -> QuerySet[Any]:
        found = self.objects(self.request.user if self.request.method not in SAFE else self.reader)
        client = client_of(self.request)
        if self.region and client and client.region and self.request.method not in SAFE:
            found = found.filter(self.within(client.region))
        return found

    def within(self, region: str) -> Q:
        """Objects of a region, on either side."""
        return Q(*((path, region) for path in self.regions()), _connector=Q.OR)

    def regions(self) -> tuple[str, ...]:
        """Paths to the regions of the object."""
        return (self.region,) if isinstance(self.region, str) else self.region

    def get_parsers(self) -> list[BaseParser]:
        """Files are sent where one is made, JSON everywhere else."""
        name = self.action_map.get(str(self.request.method).lower(), "") if self.request is not None else ""
        if self.uploads and "create" in (name, getattr(self, "action", "")):
            return [parser() for parser in self.uploads]
        return super().get_parsers()

    def get_serializer_class(self) -> type[serializers.Serializer]:
        return self.row if self.row and self.action == "list" else self.read

    def get_object(self) -> Any:
        """The object of the address, when the asker may see it."""
        key = self.kwargs[self.lookup_url_kwarg or self.lookup_field]
        try:
            return self.found(self.get_queryset().filter(**{self.lookup_field: key}))
        except (ValueError, OverflowError, TypeError, ValidationError):
            raise Http404 from None

    def found(self, rows: QuerySet[Any]) -> Any:
        """The one row, or nothing that the asker may know of."""
        row = rows.first()
        if row is None:
            raise Http404
        return row

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with spoken():
            return super().dispatch(request, *args, **kwargs)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """What somebody known has read is nobody else's to keep."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if request.headers.get("authorization") or request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def key_of(self, row: Any) -> Any:
        """What stands in the address of ``row``."""
        return getattr(row, self.lookup_field)

    def listing(self, request: Any, **kwargs: Any) -> Response:
        """A page of rows, and where the next one is."""
        filters.check_known(request, self.list_parameters())
        wanted = filters.fields_of(request, self.known_fields)
        found = self.page(request, wanted)
        following = request.build_absolute_uri(_with(request, after=found.after)) if found.after else None
        headers = {"Link": f'<{following}>; rel="next"'} if following else {}
        return Response({"results": found.rows, "next": following}, headers=headers)

    def page(self, request: Any, wanted: Names) -> paging.Page:
        """The rows that are asked for, as they are shown."""
        asked = filters.read(self.filters, request)
        rows, after = paging.page(
            self.narrowed(self.rows(self.reader), asked),
            self.order,
            after=request.query_params.get("after", ""),
            limit=filters.limit_of(request),
            mark=paging.mark_of(asked),
        )
        return paging.Page([self.cut(self.listed(row), wanted) for row in rows], after)

    def showing(self, request: Any, **kwargs: Any) -> HttpResponse:
        """One object."""
        filters.check_known(request, (), filters.FIELDS)
        wanted = filters.fields_of(request, self.known_fields)
        shown = self.shown(self.get_object())
        tag = self.tag(shown)
        if tags.matches(request.headers.get("If-None-Match", ""), tag):
            return HttpResponse(status=304, headers={"ETag": tag})
        return Response(self.cut(shown, wanted), headers={"ETag": tag})

    def listed(self, row: Any) -> dict[str, Any]:
        """A row of a list; what may be done with it is told where that is cheap."""
        return self.shown(row) if self.rows_tell_actions else self.written(row)

    def shown(self, row: Any) -> dict[str, Any]:
        """A row with what its reader may do next."""
        return self.written(row) | {"allowed_actions": self.allowed_actions(row)}

    def written(self, row: Any) -> dict[str, Any]:
        """A row as its serializer writes it; fields are put together once for all rows of a request, not for each."""
        return dict(self._writer.to_representation(row))

    @cached_property
    def _writer(self) -> Any:
        return self.get_serializer()

    def known_fields(self) -> Iterable[str]:
        """Names that ``?fields=`` may ask for."""
        told = ["allowed_actions"] if self.action != "list" or self.rows_tell_actions else []
        return (*self._writer.fields, *told)

    def cut(self, shown: dict[str, Any], wanted: Names) -> dict[str, Any]:
        return {name: shown[name] for name in wanted} if wanted else shown

    def tag(self, shown: Mapping[str, Any]) -> str:
        """The ``ETag`` of an object: what it is, whoever looks."""
        return f'"{hashlib.sha256(dumps({**shown, "allowed_actions": None})).hexdigest()[:32]}"'

    def allowed_actions(self, row: Any) -> Names:
        """Names of what the asker may do with ``row`` now, by the transition table and the rules."""
        if not self.request.user.is_authenticated or not has_scope(self.request, f"{self.area}:write"):
            return []
        named = {**self.acts, **({"change": self.changes} if self.changes else {})}
        return [name for name, act in named.items() if self._may(act, row)]

    def _may(self, act: Act, row: Any) -> bool:
        client = client_of(self.request)
        if self.region and client and client.region and not self._is_in(client.region, row):
            return False
        if (
            act.step
            and self.workflow is not None
            and not _starts(self.workflow, act.step, paging.value_of(row, self.status))
        ):
            return False
        return act.check is None or allowed(act.check, self.request.user, row)

    def _is_in(self, region: str, row: Any) -> bool:
        return region in [paging.value_of(row, path) for path in self.regions()]

    # What the declared methods do

    def carry_out(self, act: Act, subject: Any) -> Any:
        """Ask the rule, read what was sent, and do it."""
        if act.check is not None:
            act.check(self.request.user, subject)
        sent = act.takes(data=self.request.data, context={**self.get_serializer_context(), "subject": subject})
        sent.is_valid(raise_exception=True)
        if subject is None:
            self.check_creates(sent.validated_data)
        return act.run(**act.keywords(dict(sent.validated_data), subject), by=self.request.user)

    def on_object(self, act: Act) -> Response:
        """An action of the object in the address, when it still is what the asker has read."""
        with tags.held(self.request, self.basename, self.kwargs):
            subject = self.get_object()
            if self.request.headers.get("If-Match"):
                tags.check(self.request, self.tag(self.shown(subject)))
            result = self.carry_out(act, subject)
            if act.gives is not None:
                return Response(act.gives(result, context=self.get_serializer_context()).data)
            shown = self.shown(self.objects(self.request.user).get(pk=subject.pk))
        return Response(shown, headers={"ETag": self.tag(shown)})


def _starts(workflow: Workflow, step: str, status: str) -> bool:
    return any(one.name == step for one in workflow.allowed(status))


def _with(request: Any, **changes: str) -> str:
    query = request.query_params.copy()
    for name, value in changes.items():
        query[name] = value
    return f"{request.path}?{query.urlencode()}"


def _creating() -> Callable[..., Response]:
    def create(self: Any, request: Any, **kwargs: Any) -> Response:
        act: Act = self.creates
        made = self.carry_out(act, None)
        if act.gives is not None:
            return Response(act.gives(made, context=self.get_serializer_context()).data, status=201)
        shown = self.shown(self.objects(request.user).get(pk=made.pk))
        address = self.reverse_action("detail", kwargs={self.lookup_url_kwarg or self.lookup_field: self.key_of(made)})
        return Response(shown, status=201, headers={"ETag": self.tag(shown), "Location": address})

    return create


def _changing() -> Callable[..., Response]:
    def partial_update(self: Any, request: Any, **kwargs: Any) -> Response:
        return self.on_object(self.changes)

    return partial_update


def _acting(name: str, act: Act) -> Any:
    def acting(self: Any, request: Any, **kwargs: Any) -> Response:
        return self.on_object(act)

    acting.__name__ = name.replace("-", "_")
    acting.__doc__ = act.summary
    return action(detail=True, methods=["post"], url_path=name, url_name=name)(acting)
