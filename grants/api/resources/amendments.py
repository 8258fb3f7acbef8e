"""Changes of agreements: a body writes its own, and an officer decides on what the NGO proposes. Both sides sign in person."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.content.items import Item
from foundation.core.errors import Fault, Invalid
from foundation.core.permissions import allowed
from grants.actions import agreement_amendments as actions
from grants.choices import AmendedPart, AmendmentStatus, Side
from grants.forms.agreement_amendments import ProposeForm
from grants.models import Agreement, Amendment, AmendmentSection
from grants.queries.amendments import changes_of
from grants.rules import agreement_amendments as rules
from grants.workflow import AMENDMENT


class SectionRead(Read):
    """What is written in one part. Send its `version` when you save it."""

    class Meta:
        model = AmendmentSection
        fields = ("name", "data", "version", "saved_at")


class ChangeRead(serializers.Serializer):
    """A field that the change says differently from what is agreed, in the language that you ask in."""

    section = serializers.CharField()
    field = serializers.CharField(source="label")
    before = serializers.SerializerMethodField()
    after = serializers.CharField(source="new")

    def get_before(self, change: Any) -> str:
        return " ".join(text for mark, text in change.pieces if mark != "new")


class MissingRead(serializers.Serializer):
    """What hinders the change from being sent, told to its side."""

    section = serializers.CharField()
    field = serializers.CharField()
    rule = serializers.CharField()
    detail = serializers.CharField(source="message")


class AmendmentRow(Read):
    """A change of an agreement that one side proposes, as lists show it."""

    agreement = of("agreement.number")

    class Meta:
        model = Amendment
        fields = (
            "id", "agreement", "number", "kind", "side", "status", "reason", "started_at", "proposed_at", "decided_at",
            "decision_reason",
        )  # fmt: skip


class AmendmentRead(AmendmentRow):
    """A change whole: its parts, what it changes, and while it is being written what is missing."""

    sections = SectionRead(many=True)
    changes = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()

    class Meta:
        model = AmendmentRow.Meta.model
        fields = (*AmendmentRow.Meta.fields, "sections", "changes", "missing")

    @extend_schema_field(ChangeRead(many=True))
    def get_changes(self, amendment: Amendment) -> Any:
        if amendment.status == AmendmentStatus.EFFECTIVE:  # the agreement says it
            return []
        return ChangeRead(changes_of(amendment, rules.parts_of(amendment)), many=True).data

    @extend_schema_field(MissingRead(many=True))
    def get_missing(self, amendment: Amendment) -> Any:
        if not allowed(rules.check_can_edit, self.context["request"].user, amendment):
            return []
        told = [
            {"section": part.name, "field": fault.field, "rule": fault.rule, "message": fault.message}
            for part in rules.progress(rules.draft_of(amendment))
            for fault in part.faults
        ]
        return MissingRead(told, many=True).data


class SectionInput(Strict):
    """One part whole, as texts; what is left out is empty. `version` is the one that you have read."""

    section = serializers.ChoiceField(choices=AmendedPart.choices)
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    values = serializers.DictField(child=serializers.CharField(allow_blank=True), required=False, default=dict)
    rows = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField(allow_blank=True)), required=False, max_length=50
    )


def _typed(sent: dict[str, Any], amendment: Amendment) -> dict[str, Any]:
    """What the form of the part would give. Raises Invalid for a part or a field that there is not."""
    part = rules.parts_of(amendment).get(sent["section"])
    rows = [row for row in sent.get("rows", []) if any(row.values())]
    faults = [Fault(_("There is no such field here."), "section")] if part is None else []
    if part is not None:
        faults += _unknown("values", sent["values"], part.items)
        most = part.rows.most if part.rows else 0
        for place, row in enumerate(rows):
            faults += _unknown(f"rows.{place}", row, part.row_items if place < most else ())
    if faults:
        raise Invalid(*faults)
    typed = {**sent["values"], **({"rows": rows} if rows else {})}
    return {"name": sent["section"], "version": sent["version"], "typed": typed}


def _unknown(place: str, values: dict[str, str], items: tuple[Item, ...]) -> list[Fault]:
    names = sorted(set(values) - {item.name for item in items})
    return [Fault(_("There is no such field here."), f"{place}.{name}") for name in names]


def _begins(user: Any, agreement: Agreement) -> None:
    rules.check_can_start(user, agreement, Side.BODY)


BEGIN = Act(
    run=actions.start, subject="agreement", check=_begins, values=lambda _sent, _agreement: {"side": Side.BODY},
    gives=AmendmentRead, summary="Begin a change of an agreement for the body, filled with what is agreed now",
)  # fmt: skip


def _decides(name: str, summary: str, run: Any, *, asks: bool = False) -> Act:
    takes: dict[str, Any] = {"takes": REASON} if asks else {}
    return Act(run=run, subject="amendment", step=name, check=rules.check_can_decide, summary=summary, **takes)


class Amendments(Resource):
    """Changes of the agreements of the asker's body. Who proposes one does not decide on it."""

    area = "grants"
    title = "Amendments of agreements"
    followed = Amendment
    read = AmendmentRead
    row = AmendmentRow
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="agreement__number", status=AmendmentStatus)
    region = "agreement__application__call__operator__region_id"
    workflow = AMENDMENT
    acts = {
        "save-section": Act(
            run=actions.save_section, subject="amendment", check=rules.check_can_edit, takes=SectionInput,
            values=_typed, summary="Keep one part of the body's own change, complete or not",
        ),
        "propose": Act(
            run=actions.propose, subject="amendment", step="propose", check=rules.check_can_edit,
            takes=of_page(ProposeForm, name="ProposeAmendment", made=lambda _user, one: {"amendment": one}),
            summary="Send the body's own change for a decision; another officer decides",
        ),
        "withdraw": Act(
            run=actions.withdraw, subject="amendment", step="withdraw", check=rules.check_can_withdraw,
            summary="Give the body's own change up, also while it is being signed",
        ),
        "approve": _decides("approve", "Accept a change of an agreement", actions.approve),
        "return": _decides("return", "Return a change for correction", actions.send_back, asks=True),
        "decline": _decides("decline", "Decline a change with a reason", actions.decline, asks=True),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Amendment]:
        return self.rows(reader).prefetch_related("sections")

    def rows(self, reader: Any) -> QuerySet[Amendment]:
        seen = Amendment.objects.filter(agreement__in=Agreement.objects.visible_to(reader))
        seen = seen.select_related("agreement__application__call__operator", "agreement__application__organisation")
        return seen if reader.is_authenticated else seen.none()
