"""Figures of the whole country, the same tables as on the page: address → resource."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.response import Response

from foundation.api import filters
from foundation.api.narrowing import by
from foundation.api.resources import Resource
from publishing import statistics
from publishing.api.resources import files, reports
from registry.models import Funding


class ColumnRead(serializers.Serializer):
    """What a column holds: a count, or money in tenge."""

    title = serializers.CharField()
    kind = serializers.ChoiceField(choices=[statistics.COUNT, statistics.MONEY])


class LineRead(serializers.Serializer):
    """One row of a table."""

    label = serializers.CharField()  # type: ignore[assignment]  # a column of ours
    values = serializers.ListField(child=serializers.JSONField())


class TableRead(serializers.Serializer):
    """A table of figures; every total is the sum of its rows. Words are in the language that is asked for."""

    code = serializers.CharField()
    caption = serializers.CharField()
    head = serializers.CharField()
    columns = ColumnRead(many=True)
    lines = LineRead(many=True)
    totals = serializers.ListField(child=serializers.JSONField())


def _plain(values: Any) -> list[Any]:
    return [format(value, ".2f") if isinstance(value, Decimal) else value for value in values]


def _shown(found: statistics.Table) -> dict[str, Any]:
    return {
        "code": found.code,
        "caption": found.caption,
        "head": found.head,
        "columns": [{"title": one.title, "kind": one.kind} for one in found.columns],
        "lines": [{"label": one.label, "values": _plain(one.values)} for one in found.lines],
        "totals": _plain(found.totals),
    }


class Statistics(Resource):
    """The tables of the page «Statistics», all at once or one by its code; money can be narrowed to a year."""

    area = "registry"
    title = "Statistics"
    read = TableRead
    rows_tell_actions = False
    is_public = True
    lookup_field = "code"
    lookup_value_converter = "slug"
    filters = by(year="year")
    is_paged = False

    def listing(self, request: Any, **kwargs: Any) -> Response:
        """All tables at once; `next` is always null."""
        year = self._year(request, beside=())
        return Response({"results": [_shown(statistics.table(code, year)) for code in statistics.CODES], "next": None})

    def showing(self, request: Any, **kwargs: Any) -> Response:
        """One table by its code."""
        if self.kwargs["code"] not in statistics.CODES:
            raise Http404
        found = _shown(statistics.table(self.kwargs["code"], self._year(request, beside=filters.FIELDS)))
        wanted = filters.fields_of(request, self.known_fields)
        shown = {**found, "allowed_actions": []}
        return Response(self.cut(shown, wanted), headers={"ETag": self.tag(shown)})

    def _year(self, request: Any, beside: Iterable[str]) -> int | None:
        filters.check_known(request, self.list_parameters(), beside)
        return filters.read(self.filters, request).get("year")

    def objects(self, reader: Any) -> QuerySet[Funding]:
        return Funding.objects.none()


RESOURCES: list[tuple[str, type[Resource]]] = [("statistics", Statistics), *reports.RESOURCES, *files.RESOURCES]
