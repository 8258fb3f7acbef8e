"""Observations of officers about organisations, from a note to an escalated red flag."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from registry.actions import flags
from registry.api.resources.overseen import REGION, decided
from registry.choices import FlagStatus, FlagTopic
from registry.models import Flag, FlagEntry
from registry.queries.oversight import flag_pages
from registry.rules.oversight import check_can_decide, check_closes_as_second
from registry.workflow import FLAG


class EntryRead(Read):
    """One line of the history: a change by an officer, or an answer of the organisation."""

    class Meta:
        model = FlagEntry
        fields = ("id", "before", "after", "text", "is_answer", "made_at")


class ObservationRow(Read):
    """An observation: what was seen, when, and from what source."""

    organisation = of("organisation.bin", "BIN")
    region = of("organisation.region_id", "KATO code of the region of the organisation")

    class Meta:
        model = Flag
        fields = ("id", "organisation", "region", "topic", "status", "text", "source", "observed_on", "opened_at")


class ObservationCard(ObservationRow):
    """An observation with its history."""

    entries = EntryRead(many=True)

    class Meta:
        model = Flag
        fields = (*ObservationRow.Meta.fields, "entries")


def _check_second(user: Any, flag: Flag) -> None:
    check_can_decide(user, flag.organisation)
    check_closes_as_second(user, flag)


class Observations(Resource):
    """Observations of officers. A new one is entered at the NGO: `/organisations/{bin}/observe/`."""

    area = "registry"
    title = "Observations"
    read = ObservationCard
    row = ObservationRow
    rows_tell_actions = False
    followed = Flag
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(
        topic=FlagTopic, status=FlagStatus, region="organisation__region", organisation="organisation__bin"
    )  # fmt: skip
    region = REGION
    workflow = FLAG
    acts = {
        "warn": decided(flags.move, "flag", "warn", "Make a note a yellow flag"),
        "raise": decided(flags.move, "flag", "raise", "Make a yellow flag a red one"),
        "escalate": decided(flags.move, "flag", "escalate", "Escalate a red flag"),
        "lower": decided(flags.move, "flag", "lower", "Lower to a yellow flag", check=_check_second),
        "close": decided(flags.move, "flag", "close", "Close an observation", check=_check_second),
    }

    def objects(self, reader: Any) -> QuerySet[Flag]:
        return flag_pages(reader)

    def rows(self, reader: Any) -> QuerySet[Flag]:
        return Flag.objects.visible_to(reader).select_related("organisation")
