"""Due diligence: the checklist of an organisation as it stands, and checklists that were kept."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core import clock
from foundation.core.calendar import local_date
from foundation.core.permissions import allowed
from registry.actions import diligence
from registry.api.resources.overseen import REGION
from registry.models import DiligenceSnapshot, Organisation
from registry.rules.diligence import checklist, plain, with_list
from registry.rules.oversight import check_can_decide, check_can_see
from registry.scoring.diligence import VERDICTS

OUTCOMES = [(one, one) for one in VERDICTS]


class LineRead(serializers.Serializer):
    """One line: what is known, from what source, as of when, and what to do about it."""

    code = serializers.CharField()
    title = serializers.CharField()
    outcome = serializers.ChoiceField(choices=OUTCOMES)
    fact = serializers.CharField()
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # a column of ours
    on = serializers.CharField(allow_blank=True, help_text="The day of the fact.")
    rule = serializers.CharField()
    certainty = serializers.CharField()
    remedy = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True, help_text="The page where something can be done about it.")


class ChecklistRead(serializers.Serializer):
    """The checklist of today, in the language that is asked for; the verdict is the gravest outcome of its lines."""

    bin = serializers.CharField()
    on = serializers.DateField()
    verdict = serializers.ChoiceField(choices=OUTCOMES)
    lines = LineRead(many=True)

    def to_representation(self, instance: Organisation) -> dict[str, Any]:
        found = checklist(instance, local_date(clock.now()))
        shown = {"bin": instance.bin, "on": found.on, "verdict": found.verdict, "lines": plain(found.lines)}
        return super().to_representation(shown)


class SnapshotRow(Read):
    """A checklist that was kept: when, for what decision, and how it came out."""

    organisation = of("organisation.bin", "BIN")

    class Meta:
        model = DiligenceSnapshot
        fields = ("id", "organisation", "subject", "verdict", "digest", "taken_at")


class SnapshotRead(SnapshotRow):
    """A checklist as it stood, never changed since."""

    lines = LineRead(many=True)

    class Meta:
        model = DiligenceSnapshot
        fields = (*SnapshotRow.Meta.fields, "lines")


class Diligence(Resource):
    """Due diligence of an NGO by its BIN: computed anew each time it is read."""

    area = "registry"
    title = "Due diligence"
    read = ChecklistRead
    is_listed = False
    lookup_field = "bin"
    lookup_value_converter = "str"
    region = "region_id"
    acts = {
        "keep": Act(
            run=diligence.keep, subject="organisation", check=check_can_decide, gives=SnapshotRead,
            summary="Keep the checklist as it stands now",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Organisation]:
        return with_list(Organisation.objects.visible_to(reader).exclude(bin=None))

    def get_object(self) -> Organisation:
        """For officers and the organisation's own people alone."""
        found: Organisation = super().get_object()
        if not allowed(check_can_see, self.request.user, found):
            raise Http404
        return found


class KeptChecklists(Resource):
    """Checklists of due diligence as they stood when they were kept."""

    area = "registry"
    title = "Kept checklists"
    read = SnapshotRead
    row = SnapshotRow
    everything = DiligenceSnapshot.objects.select_related("organisation")
    rows_tell_actions = False
    followed = DiligenceSnapshot
    order = ("-pk",)
    lookup_value_converter = "int"
    region = REGION
    filters = by(organisation="organisation__bin", verdict=OUTCOMES, region=REGION.removesuffix("_id"))
