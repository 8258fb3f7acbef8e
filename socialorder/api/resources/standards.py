"""Standards of services."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from socialorder.actions.standards import standards as actions
from socialorder.api.resources.shared import offices, serves
from socialorder.choices import StandardStatus
from socialorder.forms.plans import ApproveForm, CriterionForm, NewStandardForm, StandardForm
from socialorder.models import Criterion, Standard
from socialorder.rules.standards import CRITERION
from socialorder.workflow import STANDARD


class CriterionRead(Read):
    """How quality is seen."""

    class Meta:
        model = Criterion
        fields = CRITERION


class StandardRow(Read):
    """A version of a standard, as lists show it."""

    body = of("body.code")

    class Meta:
        model = Standard
        fields = (
            "id", "body", "code", "version", "sphere", "title_kk", "title_ru", "title_en",
            "unit_kk", "unit_ru", "unit_cost", "status", "order_number", "approved_on",
        )  # fmt: skip


class StandardRead(StandardRow):
    """A version of a standard: what the service is, how its quality is seen, what a unit costs and why."""

    criteria = CriterionRead(many=True)

    class Meta:
        model = StandardRow.Meta.model
        fields = (*StandardRow.Meta.fields, "content_kk", "content_ru", "cost_grounds", "criteria")


CRITERIA = {"criteria": of_form(CriterionForm)}


def _stands(standard: Standard) -> dict[str, Any]:
    rows = [{name: getattr(row, name) for name in CRITERION} for row in standard.criteria.all()]
    return {**StandardForm.initial_of(standard), "criteria": rows}


def _written(form: Any, criteria: Any) -> dict[str, Any]:
    given = form.cleaned_data
    return {"body": given["body"], "code": given["code"], "values": form.values(), "criteria": criteria}


def _changed(form: Any, criteria: Any) -> dict[str, Any]:
    return {"values": form.values(), "criteria": criteria}


class Standards(Resource):
    """Standards of services, each version by itself. Officers of the body write drafts and approve them by an order."""

    area = "orders"
    title = "Standards of services"
    followed = Standard
    read = StandardRead
    row = StandardRow
    is_public = True
    lookup_value_converter = "int"
    filters = by(body="body__code", sphere="sphere", code="code", status=StandardStatus)
    region = "body__region_id"
    workflow = STANDARD
    creates = Act(
        run=actions.write, takes=of_page(NewStandardForm, made=offices, rows=CRITERIA, values=_written),
        summary="Write a standard, or the next version of one",
    )  # fmt: skip
    changes = Act(
        run=actions.change, subject="standard", check=serves("body_id"), step="approve",
        takes=of_page(StandardForm, initial=_stands, rows=CRITERIA, values=_changed),
        summary="Change the draft of a standard",
    )  # fmt: skip
    acts = {
        "approve": Act(
            run=actions.approve, subject="standard", step="approve", check=serves("body_id"),
            takes=of_form(ApproveForm, name="ApproveStandard"), summary="Put a standard into force by an order",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Standard]:
        return self.rows(reader).prefetch_related("criteria")

    def rows(self, reader: Any) -> QuerySet[Standard]:
        return Standard.objects.visible_to(reader)
