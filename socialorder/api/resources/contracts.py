"""Contracts of social orders: drawn up, offered, carried out, ended. What needs a signature is signed on its page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import about, of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import Conflict
from monitoring.models import Subject
from registry.models import ProjectPerson
from socialorder.actions.contracts import amendments, ending, money, refusals
from socialorder.actions.contracts import contracts as actions
from socialorder.actions.following import following
from socialorder.actions.reviews import reviews
from socialorder.api.resources.reviews import ReviewRead
from socialorder.api.resources.shared import serves
from socialorder.choices import ContractStatus, Side
from socialorder.forms import contracts as forms
from socialorder.forms.reviews import BeginReviewForm
from socialorder.models import (
    Contract,
    ContractAmendment,
    ContractIndicator,
    ContractLine,
    ContractStage,
    ContractVersion,
    Penalty,
)
from socialorder.models.acts import StagePayment
from socialorder.queries.contract_teams import team_of
from socialorder.rules.contracts import amendments as amendment_rules
from socialorder.rules.contracts import contracts as rules
from socialorder.rules.contracts.acts import check_can_pay
from socialorder.rules.contracts.penalties import check_can_impose
from socialorder.rules.offices import check_serves
from socialorder.rules.reviews import stages_open
from socialorder.workflow.contract import CHANGE, CONTRACT, PENALTY


class PaymentRead(Read):
    """A payment on a stage as the bank confirms it."""

    class Meta:
        model = StagePayment
        fields = ("reference", "paid_on", "amount")


class StageRead(Read):
    """A part of the work with its sum, and what was paid on it."""

    payments = PaymentRead(many=True)

    class Meta:
        model = ContractStage
        fields = ("id", "contract", "number", "title", "due_on", "amount", "payments")


class BudgetLineRead(Read):
    """A line of the budget."""

    class Meta:
        model = ContractLine
        fields = ("number", "name", "amount")


class PromisedRead(Read):
    """What the supplier promises to count."""

    class Meta:
        model = ContractIndicator
        fields = ("number", "name_kk", "name_ru", "unit", "baseline", "target")


class TextRead(Read):
    """The text that is signed."""

    class Meta:
        model = ContractVersion
        fields = ("number", "document", "digest", "made_at", "effective_at", "void_at")


class PenaltyRead(Read):
    """What the supplier owes for a breach."""

    contract = of("contract.pk")

    class Meta:
        model = Penalty
        fields = (
            "id", "contract", "number", "stage", "kind", "clause", "base", "rate", "days", "amount", "reason", "status",
            "imposed_at", "lifted_at", "lifted_reason",
        )  # fmt: skip


class AmendmentRead(Read):
    """A change that one side asks for: what stood, what is to stand."""

    class Meta:
        model = ContractAmendment
        fields = (
            "id", "contract", "number", "side", "status", "reason", "before", "after", "proposed_at", "decided_at",
            "decision_reason",
        )  # fmt: skip


class FollowedRead(Read):
    """What is followed: its surveys and visits are at `/api/v1/followed/`."""

    class Meta:
        model = Subject
        fields = ("id",)


class CardRead(Read):
    """The card of a contract."""

    tender = of("lot.tender.slug")
    body = of("lot.tender.body.code")
    bin = of("bid.organisation.bin")

    class Meta:
        model = Contract
        fields = (
            "id", "number", "tender", "lot", "body", "bin", "status", "amount", "starts_on", "months", "ends_on",
            "concluded_at", "ended_at", "end_side", "end_reason",
        )  # fmt: skip


class PersonRead(Read):
    """Somebody of the team, with the per cent of full time that the contract takes."""

    class Meta:
        model = ProjectPerson
        fields = ("name", "workload")


class ContractRead(CardRead):
    """A contract whole, for its two parties."""

    stages = StageRead(many=True)
    lines = BudgetLineRead(many=True)
    indicators = PromisedRead(many=True)
    penalties = PenaltyRead(many=True)
    versions = TextRead(many=True)
    team = serializers.SerializerMethodField(help_text="Whom the supplier has named, with the share of their time.")

    class Meta:
        model = CardRead.Meta.model
        fields = (
            *CardRead.Meta.fields, "bid", "approved_at", "sign_until", "stages", "lines", "indicators", "penalties",
            "versions", "team",
        )  # fmt: skip

    def get_team(self, contract: Contract) -> list[dict[str, Any]]:
        return list(PersonRead(team_of(contract), many=True).data)


class Cards(Resource):
    """Cards of contracts that both sides have signed, for everybody."""

    area = "orders"
    title = "Cards of contracts"
    read = CardRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(tender="lot__tender__slug", body="lot__tender__body__code", bin="bid__organisation__bin")

    def objects(self, reader: Any) -> QuerySet[Contract]:
        return Contract.objects.public().with_parties()


def _prepared(form: Any, stages: Any, lines: Any) -> dict[str, Any]:
    planned = [rules.PlannedStage(**one) for one in stages]
    return {"plan": rules.Plan(stages=planned, lines=[rules.PlannedLine(**one) for one in lines], **form.cleaned_data)}


class TargetInput(Strict):
    """Another target of an indicator."""

    indicator = serializers.IntegerField(min_value=1, max_value=32767)
    target = serializers.DecimalField(max_digits=18, decimal_places=2)


ROWS = {"stages": of_form(forms.StageForm, name="ContractStage"), "lines": of_form(forms.LineForm, name="ContractLine")}


def _proposed(form: Any, stages: Any, lines: Any, targets: Any) -> dict[str, Any]:
    change = amendment_rules.Change(
        months=form.cleaned_data["months"],
        stages=[rules.PlannedStage(**one) for one in stages],
        lines=[rules.PlannedLine(**one) for one in lines],
        targets={one["indicator"]: one["target"] for one in targets},
    )
    return {"side": Side.BODY, "change": change, "reason": form.cleaned_data["reason"]}


def _contract(_user: Any, contract: Contract) -> dict[str, Any]:
    return {"contract": contract}


def _stages(user: Any, contract: Contract) -> dict[str, Any]:
    return {"stages": stages_open(user, contract)}


def _reviews(user: Any, contract: Contract) -> None:
    check_serves(user, contract.body)
    if not stages_open(user, contract):
        raise Conflict(_("No evaluation of results can begin now."))


def _proposes(user: Any, contract: Contract) -> None:
    amendment_rules.check_can_propose(user, contract, Side.BODY)


class Contracts(Resource):
    """Contracts of the asker's body. Two officers: who draws up does not approve. Signatures are given on the page."""

    area = "orders"
    title = "Contracts"
    followed = Contract
    read = ContractRead
    row = CardRead
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(tender="lot__tender__slug", bin="bid__organisation__bin", status=ContractStatus)
    region = "lot__tender__body__region_id"
    workflow = CONTRACT
    acts = {
        "prepare": Act(
            run=actions.prepare, subject="contract", step="propose", check=rules.check_can_prepare,
            takes=of_page(forms.TermsForm, name="PrepareContract", rows=ROWS, values=_prepared),
            summary="Write the terms of a contract with its stages and budget",
        ),
        "propose": Act(
            run=actions.propose, subject="contract", step="propose", check=rules.check_can_prepare,
            summary="Give a contract to a second officer",
        ),
        "offer": Act(
            run=actions.offer, subject="contract", step="offer", check=rules.check_can_approve,
            summary="Approve a contract that another officer drew up",
        ),
        "send-back": Act(
            run=actions.send_back, subject="contract", step="send_back", check=rules.check_can_approve, takes=REASON,
            summary="Send a contract back with a reason",
        ),
        "recall": Act(
            run=actions.recall, subject="contract", step="recall", check=serves("lot__tender__body_id"), takes=REASON,
            summary="Call a contract back from signing",
        ),
        "lapse": Act(
            run=refusals.lapse, subject="contract", step="lapse", check=serves("lot__tender__body_id"), takes=REASON,
            summary="State that a contract was not signed in time",
        ),
        "complete": Act(
            run=ending.complete, subject="contract", step="complete", check=rules.check_can_complete,
            summary="Complete a contract",
        ),
        "terminate": Act(
            run=ending.terminate, subject="contract", step="terminate", check=rules.check_can_end,
            takes=of_page(forms.EndForm, name="EndContract"), summary="Terminate a contract with a reason",
        ),
        "impose-penalty": Act(
            run=money.impose, subject="contract", check=check_can_impose, gives=PenaltyRead,
            takes=of_page(
                forms.PenaltyForm, name="Penalty", made=_contract, values=lambda form: {"values": form.cleaned_data}
            ),
            summary="Impose a penalty for a breach",
        ),
        "propose-amendment": Act(
            run=amendments.propose, subject="contract", check=_proposes, gives=AmendmentRead,
            takes=of_page(
                forms.ChangeForm, name="ContractChange", rows={**ROWS, "targets": TargetInput}, values=_proposed
            ),
            summary="Propose a change of a contract, whole, for the customer",
        ),
        "follow": Act(
            run=following.follow, subject="contract", check=serves("lot__tender__body_id"), gives=FollowedRead,
            summary="Begin to follow a contract by surveys and visits",
        ),
        "begin-review": Act(
            run=reviews.begin, subject="contract", check=_reviews, gives=ReviewRead,
            takes=of_page(BeginReviewForm, name="BeginReview", made=_stages),
            summary="Ask an expert council about the results of a contract",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Contract]:
        beneath = ("stages__payments", "lines", "indicators", "penalties__contract", "versions")
        return self.rows(reader).prefetch_related(*beneath)

    def rows(self, reader: Any) -> QuerySet[Contract]:
        return Contract.objects.visible_to(reader).with_parties()


class Stages(Resource):
    """Stages of the contracts of the asker's body: payments are noted here."""

    area = "orders"
    title = "Stages of contracts"
    read = StageRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(contract="contract_id", tender="contract__lot__tender__slug")
    region = "contract__lot__tender__body__region_id"
    acts = {
        "pay": Act(
            run=money.pay, subject="stage", check=about(check_can_pay, "contract"), gives=PaymentRead,
            takes=of_form(forms.StagePaymentForm, name="StagePayment"), summary="Note a payment on an accepted stage",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ContractStage]:
        seen = ContractStage.objects.filter(contract__in=Contract.objects.visible_to(reader))
        return seen.select_related("contract__lot__tender__body").prefetch_related("payments")


class Penalties(Resource):
    """Penalties of the contracts of the asker's body."""

    area = "orders"
    title = "Penalties"
    followed = Penalty
    read = PenaltyRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(contract="contract_id")
    region = "contract__lot__tender__body__region_id"
    workflow = PENALTY
    acts = {
        "lift": Act(
            run=money.lift, subject="penalty", step="lift", check=serves("contract__lot__tender__body_id"),
            takes=REASON, summary="Withdraw a penalty with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Penalty]:
        seen = Penalty.objects.filter(contract__in=Contract.objects.visible_to(reader))
        return seen.select_related("contract__lot__tender__body")


class Amendments(Resource):
    """Changes of the contracts of the asker's body: one side asks, the other decides, both sign on the page."""

    area = "orders"
    title = "Amendments of contracts"
    followed = ContractAmendment
    read = AmendmentRead
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(contract="contract_id")
    region = "contract__lot__tender__body__region_id"
    workflow = CHANGE
    acts = {
        "approve": Act(
            run=amendments.approve, subject="amendment", step="approve", check=amendment_rules.check_can_decide,
            summary="Approve a change that the supplier asks for",
        ),
        "decline": Act(
            run=amendments.decline, subject="amendment", step="decline", check=amendment_rules.check_can_decide,
            takes=REASON, summary="Decline a change with a reason",
        ),
        "withdraw": Act(
            run=amendments.withdraw, subject="amendment", step="withdraw", check=amendment_rules.check_can_withdraw,
            summary="Take a change of one's own side back",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ContractAmendment]:
        seen = ContractAmendment.objects.filter(contract__in=Contract.objects.visible_to(reader))
        return seen.select_related("contract__lot__tender__body", "contract__bid__organisation")
