"""What resources of councils share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from councils.queries.paging import OVERDUE, narrowed
from councils.rules.councils import check_serves
from foundation.api.narrowing import by
from foundation.api.reads import about
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.permissions import allowed

# Of what a council and a body do together, a key writes in the region of either; the rules say which side it is.
SIDES = ("council__body__region_id", "body__region_id")


def secretariat(path: str) -> Any:
    """The rule «the secretariat of this council», asked about the council at ``path``."""
    return about(check_serves, path)


def serves(shown: serializers.BaseSerializer, council: Any) -> bool:
    """Whether the reader is of the council's secretariat."""
    return allowed(check_serves, shown.context["view"].reader, council)


def work_filter(statuses: Iterable[Any]) -> Any:
    """The filters of a public list of work: status (or «overdue»), body, council."""
    choices = [(OVERDUE, OVERDUE), *((one.value, one.label) for one in statuses)]
    return by(status=choices, body="body__code", council="council__slug")


class OfWork:
    """Mixed into resources of work: lists are narrowed as their pages are."""

    side = "body"

    def narrowed(self, found: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
        return narrowed(found, asked, local_date(clock.now()), body=self.side)
