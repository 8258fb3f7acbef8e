"""Lists of priority directions and what is in them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import Gone, of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from grants.actions import direction_lists as actions
from grants.actions import effects, listed_directions, year_plans
from grants.api.resources.effects import EffectRead
from grants.api.resources.plans import PlanInput, PlanRead, lines_of
from grants.choices import ListStatus
from grants.forms import directions as forms_of
from grants.forms.effects import EffectForm
from grants.models import DirectionList, ListedDirection
from grants.queries import directions as queries
from grants.rules import directions as rules
from grants.rules.effects import check_can_evaluate
from grants.rules.plans import check_can_plan
from grants.workflow import DIRECTION_LIST


class ListedRead(Read):
    """A direction in a list, in the words of its year. `code` is its own through the years."""

    code = of("direction.code")

    class Meta:
        model = ListedDirection
        fields = (
            "id", "list", "code", "position", "title_kk", "title_ru", "title_en", "goal_kk", "goal_ru", "goal_en",
            "sphere", "region",
        )  # fmt: skip


class ListRow(Read):
    """A body's list of one year."""

    body = of("body.code")

    class Meta:
        model = DirectionList
        fields = (
            "id", "body", "year", "status", "proposals_until", "discussed_from", "discussed_until", "replaces",
            "replacement_reason", "cancel_reason", "order_number", "order_on", "order_document", "approved_at",
        )  # fmt: skip


class ListRead(ListRow):
    """A body's list of one year with its directions."""

    directions = ListedRead(many=True)

    class Meta:
        model = ListRow.Meta.model
        fields = (*ListRow.Meta.fields, "directions")


def _runs(user: Any, found: DirectionList) -> None:
    rules.check_can_run(user, found.body)


def _bodies(user: Any, _none: Any) -> dict[str, Any]:
    return {"bodies": queries.officers_bodies(user)}


def _approved(form: Any) -> dict[str, Any]:
    given = form.cleaned_data
    return {"number": given["order_number"], "order_on": given["order_on"], "order": given["order"]}


def _added(form: Any) -> dict[str, Any]:
    return {"direction": form.cleaned_data["direction"], "values": form.cleaned_data}


class Lists(Resource):
    """Lists of priority directions: proposals are collected, the public discusses, an order approves."""

    area = "grants"
    title = "Lists of priority directions"
    followed = DirectionList
    read = ListRead
    row = ListRow
    is_public = True
    order = ("-year", "pk")
    lookup_value_converter = "int"
    filters = by(body="body__code", year="year", status=ListStatus)
    region = "body__region_id"
    workflow = DIRECTION_LIST
    creates = Act(
        run=actions.create, takes=of_page(forms_of.ListForm, name="NewDirectionList", made=_bodies),
        summary="Begin the list of a year",
    )  # fmt: skip
    acts = {
        "change-term": Act(
            run=actions.edit, subject="found", step="discuss", check=_runs,
            takes=of_form(forms_of.ProposalsUntilForm), summary="Set another last day for proposals",
        ),
        "add-direction": Act(
            run=listed_directions.add, subject="found", check=rules.check_can_write_directions, gives=ListedRead,
            takes=of_page(
                forms_of.DirectionForm, name="NewDirection", values=_added,
                made=lambda _user, found: {"continued": queries.continued(found)},
            ),
            summary="Add a direction to a list that is not discussed yet",
        ),
        "discuss": Act(
            run=actions.open_discussion, subject="found", step="discuss", check=_runs,
            takes=of_form(forms_of.LastDayForm, name="DiscussDirections"), summary="Open the public discussion",
        ),
        "extend": Act(
            run=actions.extend, subject="found", step="extend", check=_runs,
            takes=of_form(forms_of.ExtendForm, name="ExtendDiscussion"), summary="Extend the public discussion",
        ),
        "collect-again": Act(
            run=actions.collect_again, subject="found", step="collect_again", check=_runs,
            takes=of_form(forms_of.CollectForm, name="CollectAgain"), summary="Collect proposals again",
        ),
        "approve": Act(
            run=actions.approve, subject="found", step="approve", check=_runs,
            takes=of_page(forms_of.OrderForm, name="ApproveDirections", values=_approved),
            summary="Approve a list by an order",
        ),
        "cancel": Act(
            run=actions.cancel, subject="found", step="cancel", check=_runs,
            takes=of_form(forms_of.WhyForm, name="CancelDirections"), summary="Cancel a list with a reason",
        ),
        "plan": Act(
            run=year_plans.create, subject="found", check=check_can_plan, gives=PlanRead, takes=PlanInput,
            values=lines_of, summary="Begin the plan of the money of a list's year",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[DirectionList]:
        return self.rows(reader).prefetch_related("directions__direction")

    def rows(self, reader: Any) -> QuerySet[DirectionList]:
        return DirectionList.objects.visible_to(reader).select_related("body")


class Directions(Resource):
    """Directions of the lists that the asker sees. A new one is added at its list."""

    area = "grants"
    title = "Priority directions"
    read = ListedRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(list="list_id", body="list__body__code", year="list__year", code="direction__code", sphere="sphere")
    region = "list__body__region_id"
    changes = Act(
        run=listed_directions.edit, subject="listed", check=about(rules.check_can_write_directions, "list"),
        takes=of_page(
            forms_of.DirectionForm, name="ChangeDirection", initial=forms_of.words_of,
            values=lambda form: {"values": form.cleaned_data},
        ),
        summary="Write other words for a direction",
    )  # fmt: skip
    acts = {
        "remove": Act(
            run=listed_directions.remove, subject="listed", check=about(rules.check_can_write_directions, "list"),
            gives=Gone, summary="Take a direction off a list",
        ),
        "evaluate": Act(
            run=effects.write, subject="of", check=check_can_evaluate, gives=EffectRead,
            takes=of_form(EffectForm, name="Effect"), summary="Evaluate the effect of a direction in its year",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ListedDirection]:
        seen = ListedDirection.objects.filter(list__in=DirectionList.objects.visible_to(reader))
        return seen.select_related("list__body", "direction")
