"""Reports: asked for, made by a worker, downloaded; of a short search at once."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from foundation.api import filters
from foundation.api.narrowing import by
from foundation.api.own_resources import DocumentRead
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import Conflict
from foundation.core.presentation import language
from foundation.documents import kinds
from foundation.documents.serving import serve
from grants.models import Call
from publishing import actions, queries, registry_files
from publishing.api.resources.files import GivesFiles
from publishing.choices import ReportKind
from publishing.models import Report
from publishing.reports import registry_list
from registry.forms.search import asked as search_asked
from registry.queries import public_names

QUERY_MAX = 4_000
FORMS = ("xlsx", "csv")
TABLE = {(200, kind.content_type): OpenApiTypes.BINARY for kind in (kinds.XLSX, kinds.CSV)}
SEARCH = [OpenApiParameter(name, str, many=True) for name in sorted(registry_list.SEARCH_PARAMETERS)]


class ReportRead(Read):
    """A report: follow its job at `/jobs/{job}/`; when it has `made_at`, the file is at `/reports/{id}/content/`."""

    job = serializers.UUIDField(source="job_id", allow_null=True, read_only=True)
    call = serializers.SerializerMethodField(help_text="The call that it is of; empty: of the registry.")
    document = DocumentRead(allow_null=True, read_only=True)

    class Meta:
        model = Report
        fields = (
            "id", "kind", "call", "query", "language", "job", "created_at", "made_at", "expires_at", "digest", "document",
        )  # fmt: skip

    def get_call(self, report: Report) -> str:
        return self.context["view"].slug_of(report)


class ReportInput(Strict):
    """What to make: of a call its protocol (PDF) or scores (XLSX), else the registry as XLSX or CSV."""

    kind = serializers.ChoiceField(choices=ReportKind.choices)
    call = serializers.CharField(
        max_length=100, required=False, help_text="Of a decided call; without it the registry."
    )
    query = serializers.CharField(
        max_length=QUERY_MAX, required=False, allow_blank=True,
        help_text="A search of the registry as in the address of the page, like `region=710000000&sphere=3`.",
    )  # fmt: skip
    language = serializers.ChoiceField(choices=settings.LANGUAGES, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """The keywords of the action. Raises ValidationError."""
        call = self._call(attrs.get("call", ""))
        subject = queries.CALL if call else queries.REGISTRY
        if attrs["kind"] not in queries.KINDS_OF_SUBJECT[subject]:
            raise serializers.ValidationError({"kind": [_("There is no such report of this.")]})
        query = _search(QueryDict(attrs.get("query", "")), "query") if call is None else ""
        return {"call": call, "kind": attrs["kind"], "query": query, "language": attrs.get("language") or language()}

    def _call(self, slug: str) -> Call | None:
        if not slug:
            return None
        call = Call.objects.visible_to(self.context["request"].user).filter(slug=slug).first()
        if call is None:
            raise serializers.ValidationError({"call": [_("There is no such call.")]})
        return call


class Reports(GivesFiles, Resource):
    """Reports that you have asked for. Of the registry they are kept for some days, of a decided call for good."""

    area = "registry"
    title = "Reports"
    read = ReportRead
    rows_tell_actions = False
    order = ("-created_at", "pk")
    lookup_value_converter = "uuid"
    filters = by(kind=ReportKind, language=list(settings.LANGUAGES))
    creates = Act(
        run=actions.request, takes=ReportInput,
        summary="Have a report made; the same one in work is not begun twice",
    )  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Report]:
        return Report.objects.filter(requested_by=reader.pk).select_related("document")

    def slug_of(self, report: Report) -> str:
        """Of the call that ``report`` is of; all calls of the asker's reports are looked up once."""
        if not hasattr(self, "_slugs"):
            mine = self.objects(self.request.user).filter(subject_type=queries.CALL)
            numbers = [int(key) for key in mine.values_list("subject_id", flat=True).distinct()]
            self._slugs = dict(Call.objects.filter(pk__in=numbers).values_list("pk", "slug"))
        return self._slugs.get(int(report.subject_id), "") if report.subject_type == queries.CALL else ""

    @extend_schema(summary="The file of a report", responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, methods=["get"])
    def content(self, request: Any, **kwargs: Any) -> HttpResponseBase:
        """Also a report that somebody else had made, when its page would let you have it."""
        report = queries.downloadable(request.user, self.kwargs["pk"])
        if report is None or report.document is None:
            raise Http404
        return serve(report.document)

    @extend_schema(summary="What a search of the registry finds, as a file", parameters=SEARCH, responses=TABLE)
    @action(detail=False, methods=["get"], url_path="registry/<slug:form>")
    def registry(self, request: Any, form: str) -> HttpResponseBase:
        """As xlsx or csv; at once up to 5,000 NGOs, of more have a report made."""
        if form not in FORMS:
            raise Http404
        filters.check_known(request, registry_list.SEARCH_PARAMETERS)
        found, total = registry_list.found(QueryDict(_search(request.query_params, "non_field_errors")))
        if total > registry_files.AT_ONCE:
            sentence = _(
                "These are %(total)s organisations. More than %(most)s are made by a report: POST /api/v1/reports/."
            )
            raise Conflict(sentence % {"total": total, "most": registry_files.AT_ONCE})
        return registry_files.response(form, registry_list.sheets(found), with_body=True)


def _search(data: QueryDict, field: str) -> str:
    """The search as it is kept; what the page would only remark upon is refused. Raises ValidationError at ``field``."""
    unknown = [name for name in data if name not in registry_list.SEARCH_PARAMETERS | set(filters.PAGING)]
    notes = [_("There is no parameter «%(name)s» here.") % {"name": name[:50]} for name in unknown]
    notes += search_asked(data, public_names()).notes
    if notes:
        raise serializers.ValidationError({field: notes})
    return registry_list.cleaned(data)


RESOURCES: list[tuple[str, type[Resource]]] = [("reports", Reports)]
