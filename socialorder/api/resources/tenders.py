"""Tenders and questions about them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Sum
from rest_framework import serializers

from evaluation.models import Rubric
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from socialorder.actions.bids import deciding
from socialorder.actions.commission import members, sittings
from socialorder.actions.keys import keys
from socialorder.actions.tenders import lots as lot_actions
from socialorder.actions.tenders import questions
from socialorder.actions.tenders import tenders as actions
from socialorder.api.resources.commission import BeginInput, SittingRead
from socialorder.api.resources.keys import KeyRead
from socialorder.api.resources.lots import LotRead
from socialorder.api.resources.shared import offices, serves
from socialorder.choices import QuestionStatus
from socialorder.forms.commission import MembersForm
from socialorder.forms.plans import AnswerForm
from socialorder.forms.tenders import (
    AmendForm,
    CloneForm,
    HoldersForm,
    LotForm,
    NewTenderForm,
    SpecForm,
    TenderFilterForm,
    TenderForm,
)
from socialorder.models import Opening, Tender, TenderQuestion, TenderVersion, Topic
from socialorder.queries import tenders as queries
from socialorder.workflow import QUESTION, TENDER


class VersionRead(Read):
    """The conditions of a tender as they were published, with the reason of an amendment."""

    class Meta:
        model = TenderVersion
        fields = ("number", "facts", "reason", "made_at")


class OpeningRead(Read):
    """The protocol of the opening; `sha256` is that of its canonical JSON."""

    class Meta:
        model = Opening
        fields = ("opened_at", "protocol", "sha256")


class TenderRow(Read):
    """A tender, as lists show it."""

    body = of("body.code")
    lot_count = serializers.IntegerField()
    amount = serializers.DecimalField(max_digits=18, decimal_places=2, allow_null=True, help_text="Of all its lots.")

    class Meta:
        model = Tender
        fields = (
            "slug", "body", "title_kk", "title_ru", "title_en", "status", "opens_at", "closes_at", "questions_until",
            "lot_count", "amount", "announced_at", "ended_at", "ended_reason",
        )  # fmt: skip


class TenderRead(TenderRow):
    """A tender with its versions and, after the opening, its protocol. Its lots are at `/api/v1/lots/?tender=`."""

    versions = VersionRead(many=True)
    opening = OpeningRead(allow_null=True, help_text="Nothing before the opening.")

    class Meta:
        model = TenderRow.Meta.model
        fields = (*TenderRow.Meta.fields, "eligibility", "price_points", "rubric", "must_sign", "versions", "opening")


def _rubrics(user: Any, _subject: Any = None) -> dict[str, Any]:
    return {"rubrics": Rubric.objects.visible_to(user).newest_versions()}


def _begun(form: Any) -> dict[str, Any]:
    return {"body": form.cleaned_data["body"], "slug": form.cleaned_data["slug"], "values": form.values()}


def _cloned(form: Any) -> dict[str, Any]:
    given = form.cleaned_data
    return {"slug": given["slug"], "window": (given["opens_at"], given["closes_at"], given["questions_until"])}


class SpecInput(of_page(SpecForm(), values=lambda form: {"parts": form.parts()})):  # type: ignore[misc]
    """New words of the parts of one lot."""

    lot = serializers.IntegerField(min_value=1, max_value=32767, help_text="Its number in the tender.")

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        number = sent.pop("lot")
        return {"lot": number, **super().validate(sent)}


def _of_tender(_user: Any, tender: Any) -> dict[str, Any]:
    return {"tender": tender}


def _amended(form: Any, specifications: Any) -> dict[str, Any]:
    parts = {one["lot"]: one["parts"] for one in specifications}
    return {"values": form.values(), "specifications": parts, "reason": form.cleaned_data["reason"]}


class SoleInput(Strict):
    """Why the sole bid of a lot is offered the contract."""

    lot = serializers.IntegerField(min_value=1, max_value=32767, help_text="Its number in the tender.")
    reason = serializers.CharField(max_length=2000)


class DecideInput(Strict):
    """Why the tender is decided so; of lots with a sole bid, why it is offered the contract."""

    reason = serializers.CharField(max_length=2000)
    reasons: Any = serializers.ListSerializer(child=SoleInput(), required=False, max_length=200)


def _decided(sent: dict[str, Any], _tender: Tender) -> dict[str, Any]:
    return {"reason": sent["reason"], "reasons": {one["lot"]: one["reason"] for one in sent.get("reasons", [])}}


def _commission_named(*, tender: Tender, **given: Any) -> Tender:
    members.name(tender=tender, **given)
    return tender


def _added(form: Any) -> dict[str, Any]:
    return {"topic": form.cleaned_data["topic"], "values": form.values(), "parts": form.parts()}


class Tenders(Resource):
    """Tenders of social orders. Drafts are seen by their body alone; an announced one is changed with a reason."""

    area = "orders"
    title = "Tenders"
    followed = Tender
    read = TenderRead
    row = TenderRow
    is_public = True
    lookup_field = "slug"
    lookup_value_converter = "slug"
    order = ("-closes_at", "-pk")
    filters = TenderFilterForm
    region = "body__region_id"
    workflow = TENDER
    creates = Act(
        run=actions.create, takes=of_page(NewTenderForm, made=lambda user, _none: offices(user, None) | _rubrics(user),
                                          values=_begun),
        summary="Begin a tender",
    )  # fmt: skip
    changes = Act(
        run=actions.change, subject="tender", step="announce", check=serves("body_id"),
        takes=of_page(
            TenderForm, made=_rubrics, initial=TenderForm.initial_of, values=lambda form: {"values": form.values()}
        ),
        summary="Change the draft of a tender",
    )  # fmt: skip
    acts = {
        "add-lot": Act(
            run=lot_actions.add, subject="tender", step="announce", check=serves("body_id"), gives=LotRead,
            takes=of_page(
                LotForm(topics=Topic.objects.none()), name="NewLot",
                made=lambda _user, tender: {"topics": queries.topics_for(tender)}, values=_added,
            ),
            summary="Add a lot from an approved topic to the draft of a tender",
        ),
        "make-key": Act(
            run=keys.make, subject="tender", step="announce", check=serves("body_id"), gives=KeyRead,
            takes=of_page(HoldersForm, name="TenderKey", values=lambda form: {"holders": form.holders()}),
            summary="Name three key holders and divide a new key of the tender among them",
        ),
        "name-commission": Act(
            run=_commission_named, subject="tender", step="cancel", check=serves("body_id"),
            takes=of_page(MembersForm, name="Commission"),
            summary="Name the commission of a tender, in place of the one named before",
        ),
        "begin-sitting": Act(
            run=sittings.begin, subject="tender", step="decide", check=serves("body_id"), takes=BeginInput,
            gives=SittingRead, summary="Call the roll and put a proposal for each lot to the vote",
        ),
        "announce": Act(
            run=actions.announce, subject="tender", step="announce", check=serves("body_id"),
            summary="Announce a tender; what is missing is told line by line",
        ),
        "amend": Act(
            run=actions.amend, subject="tender", step="amend", check=serves("body_id"), gives=VersionRead,
            takes=of_page(
                AmendForm, name="AmendTender", made=_of_tender, initial=AmendForm.initial_of,
                rows={"specifications": SpecInput}, values=_amended,
            ),
            summary="Amend an announced tender with a reason and with more time for everybody",
        ),
        "cancel": Act(
            run=actions.cancel, subject="tender", step="cancel", check=serves("body_id"), takes=REASON,
            summary="Cancel a tender with a reason",
        ),
        "clone": Act(
            run=actions.clone, subject="tender", check=serves("body_id"),
            takes=of_page(CloneForm, name="CloneTender", values=_cloned),
            summary="Begin a tender like this one",
        ),
        "decide": Act(
            run=deciding.decide, subject="tender", step="decide", check=serves("body_id"), takes=DecideInput, values=_decided,
            summary="Decide an opened tender by the published arithmetic",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Tender]:
        return self.rows(reader).select_related("body__region", "opening").prefetch_related("versions")

    def rows(self, reader: Any) -> QuerySet[Any]:
        shown = Tender.objects.visible_to(reader)
        return shown.annotate(lot_count=Count("lots"), amount=Sum("lots__amount"))

    def narrowed(self, found: QuerySet[Tender], asked: dict[str, Any]) -> QuerySet[Tender]:
        return queries.narrowed(found, asked)


class QuestionRead(Read):
    """A question about a tender and its answer for everybody. Who asked is told to nobody."""

    tender = of("tender.slug")

    class Meta:
        model = TenderQuestion
        fields = ("id", "tender", "number", "text", "status", "asked_at", "answer", "answered_at")


class Questions(Resource):
    """Questions about tenders: answered ones for everybody, waiting ones for the body."""

    area = "orders"
    title = "Questions about tenders"
    followed = TenderQuestion
    read = QuestionRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(tender="tender__slug", status=QuestionStatus)
    region = "tender__body__region_id"
    workflow = QUESTION
    acts = {
        "answer": Act(
            run=questions.answer, subject="question", step="answer", check=serves("tender__body_id"),
            takes=of_form(AnswerForm, name="AnswerQuestion"), summary="Answer a question for everybody",
        ),
        "withhold": Act(
            run=questions.withhold, subject="question", step="withhold", check=serves("tender__body_id"), takes=REASON,
            summary="Do not publish a question, with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[TenderQuestion]:
        seen = TenderQuestion.objects.visible_to(reader).filter(tender__in=Tender.objects.visible_to(reader))
        return seen.select_related("tender__body")
