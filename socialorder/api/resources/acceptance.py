"""Acceptance acts of stages. Accepting is a signature and is given on the page; returning and refusing are done here too."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act as Asked
from foundation.api.resources import Resource
from foundation.api.serializers import Read
from socialorder.actions.contracts import acts as actions
from socialorder.forms.acts import ReturnForm
from socialorder.models import Act, ActFact, ActFile, ActSpending, ActVersion
from socialorder.rules.contracts.acts import check_can_answer
from socialorder.workflow.contract import ACT


class FactRead(Read):
    """What came of one indicator."""

    indicator = of("indicator.number")

    class Meta:
        model = ActFact
        fields = ("indicator", "value", "note")


class SpendingRead(Read):
    """What was spent on one line of the budget."""

    line = of("line.number")

    class Meta:
        model = ActSpending
        fields = ("line", "amount")


class EvidenceRead(Read):
    """A file of evidence; its bytes are at `/api/v1/documents/{document}/content/`."""

    class Meta:
        model = ActFile
        fields = ("document", "title", "added_at", "removed_at")


class HandedRead(Read):
    """An act as it was handed in, with the answer."""

    class Meta:
        model = ActVersion
        fields = ("number", "document", "digest", "handed_at", "outcome", "remarks", "answered_at")


class ActRow(Read):
    """An acceptance act, as lists show it."""

    contract = of("stage.contract.pk")

    class Meta:
        model = Act
        fields = (
            "id", "contract", "stage", "number", "status", "first_handed_at", "correct_until", "decided_at",
        )  # fmt: skip


class ActRead(ActRow):
    """The supplier's account of one stage. While it is being corrected, what counts is what was handed in last."""

    facts = FactRead(many=True)
    spending = SpendingRead(many=True)
    files = EvidenceRead(many=True)
    versions = HandedRead(many=True)

    class Meta:
        model = ActRow.Meta.model
        fields = (*ActRow.Meta.fields, "done", "people", "facts", "spending", "files", "versions")


def _returned(form: Any) -> dict[str, Any]:
    return {"remarks": form.cleaned_data["reason"], "correct_until": form.cleaned_data["correct_until"]}


class Acts(Resource):
    """Acts of acceptance of the asker's contracts, from the first handing in on."""

    area = "orders"
    title = "Acts of acceptance"
    followed = Act
    read = ActRead
    row = ActRow
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(contract="stage__contract_id", stage="stage_id")
    region = "stage__contract__lot__tender__body__region_id"
    workflow = ACT
    acts = {
        "return": Asked(
            run=actions.return_, subject="act", step="return", check=check_can_answer,
            takes=of_page(ReturnForm, name="ReturnAct", values=_returned), summary="Give an act back with remarks",
        ),
        "refuse": Asked(
            run=actions.refuse_act, subject="act", step="refuse", check=check_can_answer, takes=REASON,
            summary="Do not accept the work of a stage",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Act]:
        beneath = ("facts__indicator", "spending__line", "files", "versions")
        return self.rows(reader).prefetch_related(*beneath)

    def rows(self, reader: Any) -> QuerySet[Act]:
        return Act.objects.visible_to(reader).with_contract()
