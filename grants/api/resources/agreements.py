"""Agreements on grants; the cards of projects for everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import Conflict
from grants.actions import agreements as actions
from grants.actions import effects, tranches
from grants.api.resources.amendments import BEGIN
from grants.api.resources.effects import EffectRead
from grants.api.resources.tranches import TrancheRead, confirmed
from grants.choices import AgreementStatus
from grants.forms import agreements as forms
from grants.forms.effects import EffectForm
from grants.models import Agreement, AgreementIndicator, AgreementLine
from grants.queries.effects import finished
from grants.rules import agreements as rules
from grants.rules.effects import check_can_evaluate
from grants.rules.tranches import check_can_record_refund
from grants.workflow import AGREEMENT


class AgreedLineRead(Read):
    """A budget line as agreed."""

    class Meta:
        model = AgreementLine
        fields = ("number", "name", "kind", "amount", "own")


class AgreedIndicatorRead(Read):
    """What the project promises to count."""

    class Meta:
        model = AgreementIndicator
        fields = ("number", "name", "unit", "catalogue", "baseline", "target", "evidence", "is_dropped")


class AgreementRow(Read):
    """An agreement, as lists show it."""

    application = of("application.number")
    call = of("application.call.slug")
    bin = of("application.organisation.bin")

    class Meta:
        model = Agreement
        fields = (
            "number", "application", "call", "bin", "status", "amount", "title", "sphere", "region", "starts_on",
            "months", "ends_on", "concluded_at", "ended_at",
        )  # fmt: skip


class AgreementRead(AgreementRow):
    """An agreement whole, for its two parties."""

    lines = AgreedLineRead(many=True)
    indicators = AgreedIndicatorRead(many=True)
    tranches = TrancheRead(many=True)

    class Meta:
        model = AgreementRow.Meta.model
        fields = (
            *AgreementRow.Meta.fields, "content", "gates_tranches", "signs_reports", "line_deviation",
            "indicator_deviation", "approved_at", "end_reason", "lines", "indicators", "tranches",
        )  # fmt: skip


def _officer(user: Any, agreement: Agreement) -> None:
    rules.check_is_officer(user, agreement.application.call)


def _prepared(form: Any, tranches: Any, reports: Any) -> dict[str, Any]:
    planned = [rules.PlannedTranche(one["amount"], one["due_on"], one["condition"]) for one in tranches]
    due = [rules.PlannedReport(one["ends_on"], one["due_on"]) for one in reports]
    return {"plan": rules.Plan(tranches=planned, reports=due, **form.cleaned_data)}


ROWS = {"tranches": of_form(forms.TrancheForm), "reports": of_form(forms.ReportForm)}


def _refunded(form: Any) -> dict[str, Any]:
    return confirmed(form)


def _evaluates(user: Any, agreement: Agreement) -> None:
    """Only of a project that is finished, as its page shows it."""
    check_can_evaluate(user, agreement)
    if not finished().filter(pk=agreement.pk).exists():
        raise Conflict(_("The project is not finished yet."))


def _step(name: str, summary: str, run: Any, check: Any = _officer, *, asks: bool = False) -> Act:
    takes: dict[str, Any] = {"takes": REASON} if asks else {}
    return Act(run=run, subject="agreement", step=name, check=check, summary=summary, **takes)


class Agreements(Resource):
    """Agreements of the asker's body. Two officers: who prepares does not approve."""

    area = "grants"
    title = "Agreements"
    followed = Agreement
    read = AgreementRead
    row = AgreementRow
    rows_tell_actions = False
    lookup_field = "number"
    lookup_value_converter = "slug"
    order = ("-pk",)
    filters = by(call="application__call__slug", bin="application__organisation__bin", status=AgreementStatus)
    region = "application__call__operator__region_id"
    workflow = AGREEMENT
    acts = {
        "prepare": Act(
            run=actions.prepare, subject="agreement", step="propose", check=rules.check_can_prepare,
            takes=of_page(forms.PlanForm, name="PrepareAgreement", rows=ROWS, values=_prepared),
            summary="Write the terms of an agreement with its tranches and reports",
        ),
        "propose": _step("propose", "Send an agreement for approval", actions.propose),
        "send-back": _step(
            "send_back", "Send an agreement back with a reason", actions.send_back, rules.check_can_approve, asks=True
        ),
        "approve": _step(
            "approve", "Approve an agreement that another officer prepared", actions.approve, rules.check_can_approve
        ),
        "recall": _step("recall", "Take an agreement back from signing with a reason", actions.recall, asks=True),
        "complete": _step("complete", "Complete an agreement", actions.complete),
        "terminate": _step("terminate", "Terminate an agreement with a reason", actions.terminate, asks=True),
        "cancel": _step("cancel", "Cancel an agreement that is not signed", actions.cancel, asks=True),
        "record-refund": Act(
            run=tranches.record_refund, subject="agreement", check=check_can_record_refund,
            takes=of_page(forms.PaymentForm, name="Refund", values=_refunded),
            summary="Confirm that the NGO has returned money",
        ),
        "begin-amendment": BEGIN,
        "evaluate": Act(
            run=effects.write, subject="of", check=_evaluates, gives=EffectRead,
            takes=of_form(EffectForm, name="ProjectEffect"), summary="Evaluate the effect of a finished project",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Agreement]:
        beneath = ("lines", "indicators", "tranches__payments")
        return self.rows(reader).prefetch_related(*beneath)

    def rows(self, reader: Any) -> QuerySet[Agreement]:
        return Agreement.objects.visible_to(reader).with_parties()


class ProjectRead(Read):
    """The card of a project that gets a grant: no person is named."""

    call = of("application.call.slug")
    bin = of("application.organisation.bin")
    name_kk = of("application.organisation.name_kk")
    name_ru = of("application.organisation.name_ru")
    given_on_by = of("application.call.regranting.application.organisation.bin", "The NGO out of whose grant it is.")

    class Meta:
        model = Agreement
        fields = (
            "number", "call", "bin", "name_kk", "name_ru", "status", "amount", "title", "sphere", "region",
            "starts_on", "months", "ends_on", "concluded_at", "ended_at",
            "given_on_by",
        )  # fmt: skip


class Projects(Resource):
    """Projects with signed agreements, for everybody."""

    area = "grants"
    title = "Projects"
    read = ProjectRead
    is_public = True
    lookup_field = "number"
    lookup_value_converter = "slug"
    order = ("-pk",)
    filters = by(
        call="application__call__slug", bin="application__organisation__bin", sphere="sphere", region="region",
        given_on_by="application__call__regranting__application__organisation__bin",
    )  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Agreement]:
        given_on = "application__call__regranting__application__organisation"
        return Agreement.objects.public().with_parties().select_related(given_on)
