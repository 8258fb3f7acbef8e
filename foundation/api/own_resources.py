"""Resources that every room uses: work in the background, files, what has changed."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from foundation.api import changes, filters, schema
from foundation.api.authentication import client_of
from foundation.api.narrowing import of_model
from foundation.api.permissions import has_scope
from foundation.api.resources import Act, Resource
from foundation.api.scopes import AREAS
from foundation.api.serializers import Read, Strict
from foundation.core import jobs
from foundation.core.models import Job
from foundation.core.permissions import allowed
from foundation.documents import kinds, readers
from foundation.documents.models import Document
from foundation.documents.serving import serve


class JobRead(Read):
    """Work in the background: asked for by you, carried out by the portal."""

    label = serializers.SerializerMethodField(  # type: ignore[assignment]
        help_text="What it is, in the language that you ask in."
    )
    percent = serializers.IntegerField()

    class Meta:
        model = Job
        fields = (
            "id", "name", "label", "status", "done", "total", "percent", "result", "error",
            "created_at", "started_at", "finished_at",
        )  # fmt: skip

    def get_label(self, job: Job) -> str:
        return jobs.label(job.name)


class Jobs(Resource):
    """Your own work in the background, the newest first. Ask for one again until it has `finished_at`."""

    area = "jobs"
    title = "Jobs"
    read = JobRead
    order = ("-created_at", "pk")
    lookup_value_converter = "uuid"
    everything = Job.objects.all()
    mine = "owner"
    filters = of_model(Job, "status", "name", times=("created_at",))


class DocumentRead(Read):
    """A file: what it is by its bytes, how large, its digest."""

    class Meta:
        model = Document
        fields = ("id", "name", "content_type", "size", "sha256", "created_at")


class Upload(Strict):
    """A file, as a form of several parts."""

    file = serializers.FileField(help_text=f"{kinds.labels()}, up to {kinds.max_bytes() // 1024 // 1024} MB.")
    title = serializers.CharField(max_length=150, required=False, help_text="Replaces the name of the file.")


class Documents(Resource):
    """Files: sent here first, then named by their id in what belongs to them. You read what the page would give you."""

    area = "documents"
    title = "Files"
    read = DocumentRead
    is_listed = False
    everything = Document.objects.all()
    mine = "created_by"
    lookup_value_converter = "uuid"
    uploads = (MultiPartParser,)
    creates = Act(
        run=readers.upload, takes=Upload, summary="Send a file",
        values=lambda sent, _none: {"upload": sent["file"], "title": sent.get("title", "")},
    )  # fmt: skip

    def get_object(self) -> Document:
        """One's own file, or one that a room lets the asker read."""
        document = self.found(Document.objects.filter(pk=self.kwargs["pk"]))
        if not allowed(readers.check_can_read, self.request.user, document, self.reads):
            raise Http404
        return document

    def reads(self, area: str) -> bool:
        """Whether the asker may read what belongs to ``area``."""
        return has_scope(self.request, f"{area}:read")

    @extend_schema(summary="The bytes of a file", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def content(self, request: Any, **kwargs: Any) -> HttpResponseBase:
        """The file itself."""
        return serve(self.get_object())


class ChangeRead(serializers.Serializer):
    """Something has changed: read it anew at `url`, or forget it when it was `removed`."""

    id = serializers.CharField()
    at = serializers.DateTimeField()
    kind = serializers.CharField(help_text="Name of the resource.")
    key = serializers.CharField()
    change = serializers.ChoiceField(choices=[changes.CHANGED, changes.REMOVED])
    url = serializers.CharField()


class FeedRead(serializers.Serializer):
    """Changes behind a cursor. Keep `cursor` and ask again from there; with `is_end` there is nothing more now."""

    results = ChangeRead(many=True)
    cursor = serializers.CharField()
    is_end = serializers.BooleanField()


class Changes(Resource):
    """What has changed, in an order that never changes. Public objects for everybody, for a key also those of its region."""

    area = "registry"
    title = "Changes"
    read = ChangeRead
    is_public = True
    is_shown = False
    is_paged = False
    everything = Document.objects.none()

    @property
    def asks(self) -> list[OpenApiParameter]:
        """What may be asked; the kinds are known when all rooms have been read."""
        names = {"type": "array", "items": {"type": "string", "enum": ["", *sorted(changes.kinds())]}}
        since = OpenApiParameter(
            "since", schema.CURSOR, description="A cursor, or `now`; without it from the beginning."
        )
        return [since, OpenApiParameter("kind", names, description="Names of resources.")]

    @extend_schema(responses={200: FeedRead}, summary="What has changed since a cursor")
    def listing(self, request: Any, **kwargs: Any) -> Response:
        """None is missed and none comes twice; follow `cursor` from where you are."""
        filters.check_known(request, ("since", "kind"), beside=())
        since = request.query_params.get("since", "")
        wanted = [name for name in request.query_params.getlist("kind") if name]
        if unknown := sorted(set(wanted) - set(changes.kinds())):
            sentence = _("There is no kind «%(name)s» here.") % {"name": unknown[0][:50]}
            raise serializers.ValidationError({"kind": [sentence]})
        if since == "now":
            return Response({"results": [], "cursor": changes.now().encode(), "is_end": True})
        found = changes.read(reader_of(request), changes.decode(since) if since else changes.Place(0, 0), wanted)
        return Response({"results": found.changes, "cursor": found.place.encode(), "is_end": found.is_end})


def reader_of(request: Any) -> changes.Reader:
    """Whose eyes look at what has changed."""
    areas = frozenset(area for area in AREAS if has_scope(request, f"{area}:read"))
    return changes.Reader(client_of(request), areas)


RESOURCES: list[tuple[str, type[Resource]]] = [("jobs", Jobs), ("documents", Documents), ("changes", Changes)]
