"""Lots of tenders with their specifications."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from evaluation.models import Round
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import Gone, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from socialorder.actions.bids import deciding
from socialorder.actions.tenders import lots as actions
from socialorder.api.resources.shared import serves
from socialorder.forms.tenders import LotForm, PanelForm, SpecForm
from socialorder.models import Lot, SpecPart, Tender, Topic
from socialorder.workflow import TENDER


class PartRead(Read):
    """One part of a specification."""

    class Meta:
        model = SpecPart
        fields = ("kind", "text_kk", "text_ru")


class LotRead(Read):
    """What is ordered in one contract."""

    tender = of("tender.slug")
    parts = PartRead(many=True)

    class Meta:
        model = Lot
        fields = (
            "id", "tender", "number", "topic", "unit_cost", "volume", "amount", "months", "alike_reason", "round",
            "parts",
        )  # fmt: skip


class RoundBegun(Read):
    """The round of experts that was announced: its panel is drawn on its page."""

    class Meta:
        model = Round
        fields = ("id", "status")


def _own_topic(_user: Any, lot: Lot) -> dict[str, Any]:
    return {"topics": Topic.objects.filter(pk=lot.topic_id)}


def _stands(lot: Lot) -> dict[str, Any]:
    facts = {"topic": lot.topic, "volume": lot.volume, "months": lot.months, "alike_reason": lot.alike_reason}
    return facts | SpecForm.parts_initial(lot)


class Lots(Resource):
    """Lots of the tenders that the asker sees. A new one is added at its tender; a draft's are changed here."""

    area = "orders"
    title = "Lots"
    read = LotRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(tender="tender__slug", topic="topic_id", region="topic__region", sphere="topic__sphere")
    region = "tender__body__region_id"
    workflow = TENDER
    status = "tender__status"
    changes = Act(
        run=actions.change, subject="lot", step="announce", check=serves("tender__body_id"),
        takes=of_page(
            LotForm(topics=Topic.objects.none()), made=_own_topic, initial=_stands,
            values=lambda form: {"values": form.values(), "parts": form.parts()},
        ),
        summary="Change a lot of a draft",
    )  # fmt: skip
    acts = {
        "remove": Act(
            run=actions.remove, subject="lot", step="announce", check=serves("tender__body_id"), gives=Gone,
            summary="Take a lot out of a draft",
        ),
        "evaluate": Act(
            run=deciding.begin_evaluation, subject="lot", step="decide", check=serves("tender__body_id"),
            gives=RoundBegun, takes=of_form(PanelForm, name="LotPanel"), summary="Give the admitted bids of a lot to experts",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Lot]:
        found = Lot.objects.with_topic().filter(tender__in=Tender.objects.visible_to(reader))
        return found.select_related("tender__body", "topic__plan__body").prefetch_related("parts")
