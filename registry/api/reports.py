"""What came of a file row by row: the same for every load."""

from __future__ import annotations

import csv
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from foundation.documents.models import Document

REPORT_MAX = 1000


class ReportRead(serializers.Serializer):
    """Cells that were not taken, each with its line in the file."""

    results = serializers.ListField(child=serializers.DictField())
    next = serializers.CharField(allow_null=True)


class WithReport:
    """Mixed into resources of loads, whose ``errors`` are a file with a line for each refused cell."""

    @extend_schema(
        responses={200: ReportRead}, parameters=[OpenApiParameter("after", int)], summary="Rows that were not taken"
    )
    @action(detail=True, methods=["get"])
    def report(self, request: Any, **kwargs: Any) -> Response:
        """Every refused cell with its line, column, value and reason; a thousand at a time."""
        load = self.get_object()  # type: ignore[attr-defined]
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdigit() and len(after) < 10):
            raise serializers.ValidationError({"after": [_("A whole number.")]})
        rows = _faults(load.errors, int(after))
        following = f"{request.path}?after={int(after) + REPORT_MAX}" if len(rows) > REPORT_MAX else None
        return Response({"results": rows[:REPORT_MAX], "next": following})


def _faults(errors: Document | None, after: int) -> list[dict[str, str]]:
    if errors is None:
        return []
    with errors.file.open("rb") as raw:
        text = (line.decode("utf-8-sig") for line in raw)
        rows = csv.reader(text)
        next(rows, None)
        names = ("line", "column", "value", "reason")
        kept = []
        for place, row in enumerate(rows):
            if place >= after:
                kept.append(dict(zip(names, row, strict=False)))
            if len(kept) > REPORT_MAX:
                break
    return kept
