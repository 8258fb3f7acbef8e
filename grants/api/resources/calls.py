"""Calls for applications."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.api.inputs import of_form
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core import clock
from foundation.core.errors import Conflict
from grants.actions import amendments, call_copies, effects, phases
from grants.actions import calls as actions
from grants.api.resources import call_parts
from grants.api.resources.effects import EffectRead
from grants.forms.amendments import KEPT, AmendForm, amendment_initial
from grants.forms.calls import CallForm, ScheduleForm, initial_of
from grants.forms.catalogue import FilterForm
from grants.forms.directions import WhyForm
from grants.forms.effects import EffectForm
from grants.models import Call, CallVersion
from grants.queries.calls import Wanted
from grants.rules import calls as rules
from grants.rules.amendments import check_can_amend
from grants.rules.checks import check_is_officer
from grants.rules.effects import check_can_evaluate
from grants.workflow import CALL
from registry.rules.roles import offices_of


class CallVersionRead(Read):
    """What a call said from a moment on; of an amendment with its reason."""

    class Meta:
        model = CallVersion
        fields = ("number", "facts", "reason", "made_at")


class CallRow(Read):
    """A call, as lists show it."""

    operator = of("operator.code")

    class Meta:
        model = Call
        fields = (
            "slug", "operator", "kind", "title_kk", "title_ru", "title_en", "status", "opens_at", "closes_at", "budget",
            "amount_min", "amount_max", "months_min", "months_max", "languages", "announced_at", "decided_at",
            "cancel_reason", "is_invented",
        )  # fmt: skip


class CallRead(CallRow):
    """A call with all of its conditions and what was changed in them."""

    versions = CallVersionRead(many=True)
    repeats = of("repeats.slug", "The call without a winner that it repeats.")

    class Meta:
        model = CallRow.Meta.model
        fields = (
            *CallRow.Meta.fields, "number_prefix", "summary_kk", "summary_ru", "summary_en", "spheres", "eligibility",
            "questions", "quotas", "enquiries_until", "applications_max", "window_reason", "is_shared", "repeats",
            "requires_signature", "allows_return", "correction_days", "direction", "acceptance_days",
            "check_appeal_days", "appeal_days", "review_days", "reserve_size", "rubric", "round", "main_seats",
            "reserve_seats", "is_blind", "experts_per_entry", "has_discussion", "extra_over", "answer_days",
            "check_days", "scoring_days", "commission_rubric", "names_experts", "note_kk", "note_ru", "note_en",
            "scoring_since", "deciding_since", "versions",
        )  # fmt: skip


def _operators(user: Any, call: Call | None) -> dict[str, Any]:
    return {"operators": offices_of(user), "call": call}


def _begun(form: Any) -> dict[str, Any]:
    return {"operator": form.cleaned_data["operator"], "facts": form.facts()}


def _of_call(_user: Any, call: Call) -> dict[str, Any]:
    return {"call": call}


def _stands(call: Call) -> dict[str, Any]:
    newest = call.versions.order_by("-number").values_list("number", flat=True).first() or 1
    return amendment_initial(call, newest)


def _amended(form: Any) -> dict[str, Any]:
    call = form.call
    facts = {**form.facts(), "questions": call.questions}
    return {"facts": facts, "reason": form.cleaned_data["reason"], "version": form.cleaned_data["version"]}


LEFT_OUT = [name for name in AmendForm.base_fields if name not in (*KEPT, "reason", "version")]
AmendInput = type(
    "AmendCallInput",
    (of_page(AmendForm, made=_of_call, initial=_stands, values=_amended),),
    {**dict.fromkeys(LEFT_OUT), "__doc__": "What an announced call may still change, and why."},
)


def _edits(user: Any, call: Call) -> None:
    rules.check_can_edit(user, call)


def _amends(user: Any, call: Call) -> None:
    check_can_amend(user, call, clock.now())


def _runs(user: Any, call: Call) -> None:
    check_is_officer(user, call)


def _repeats(user: Any, call: Call) -> None:
    """Of those that are over alone; the action asks whether somebody has won."""
    check_is_officer(user, call)
    if call.status not in rules.OVER:
        raise Conflict(_("A call can be repeated once it is decided or cancelled."))


class Calls(Resource):
    """Calls for applications: announced ones for everybody, those in preparation for the body that runs them."""

    area = "grants"
    title = "Calls"
    followed = Call
    read = CallRead
    row = CallRow
    is_public = True
    lookup_field = "slug"
    lookup_value_converter = "slug"
    order = ("-closes_at", "-pk")
    filters = FilterForm
    region = "operator__region_id"
    workflow = CALL
    creates = Act(
        run=actions.create, takes=of_page(CallForm, name="NewCall", made=_operators, values=_begun),
        summary="Begin a call",
    )  # fmt: skip
    changes = Act(
        run=actions.edit, subject="call", step="announce", check=_edits,
        takes=of_page(
            CallForm, made=_operators, initial=initial_of, values=lambda form: {"facts": form.facts()}
        ),
        summary="Change a call that is being prepared",
    )  # fmt: skip
    acts = {
        **call_parts.ACTS,
        "announce": Act(
            run=actions.announce, subject="call", step="announce", check=_edits,
            summary="Announce a call; what is missing is told line by line",
        ),
        "schedule": Act(
            run=actions.schedule, subject="call", step="announce", check=_edits,
            takes=of_form(ScheduleForm, name="ScheduleCall"), summary="Let a call announce itself at a moment",
        ),
        "unschedule": Act(
            run=actions.unschedule, subject="call", step="announce", check=_edits,
            summary="Take the announcement of a call off the clock",
        ),
        "amend": Act(
            run=amendments.amend, subject="call", check=_amends, takes=AmendInput, gives=CallVersionRead,
            summary="Amend an announced call with a reason",
        ),
        "start-check": Act(
            run=phases.start_check, subject="call", step="start_check", check=_runs, summary="Begin the formal check",
        ),
        "start-scoring": Act(
            run=phases.start_scoring, subject="call", step="start_scoring", check=_runs,
            summary="Hand the applications to the experts",
        ),
        "start-decision": Act(
            run=phases.start_decision, subject="call", step="start_decision", check=_runs,
            summary="Hand the ranking to the commission",
        ),
        "cancel": Act(
            run=phases.cancel, subject="call", step="cancel", check=_runs, takes=of_form(WhyForm, name="CancelCall"),
            summary="Cancel a call with a reason",
        ),
        "copy": Act(run=call_copies.clone, subject="call", check=_runs, summary="Begin a call like this one"),
        "repeat": Act(run=call_copies.repeat, subject="call", check=_repeats, summary="Repeat a call that nobody won"),
        "evaluate": Act(
            run=effects.write, subject="of", check=check_can_evaluate, gives=EffectRead,
            takes=of_form(EffectForm, name="CallEffect"), summary="Evaluate the effect of a call",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Call]:
        return self.rows(reader).select_related("repeats").prefetch_related("spheres", "versions")

    def rows(self, reader: Any) -> QuerySet[Call]:
        return Call.objects.visible_to(reader).select_related("operator")

    def narrowed(self, found: QuerySet[Call], asked: dict[str, Any]) -> QuerySet[Call]:
        wanted = {name: getattr(value, "pk", value) for name, value in asked.items()}
        return found.filter(Wanted(**wanted).condition(clock.now())) if wanted else found
