"""What the public says about directions, and the answers."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import Fault, Invalid
from grants.actions import direction_comments as comments
from grants.actions import direction_proposals as actions
from grants.choices import ProposalStatus
from grants.forms.directions import TextForm, WhyForm
from grants.models import DirectionComment, DirectionProposal, ProposalEndorsement
from grants.rules import directions as rules
from grants.workflow import DIRECTION_PROPOSAL


class EndorsementRead(Read):
    """A partner NGO that stands behind a proposal, and what it adds."""

    bin = of("organisation.bin")

    class Meta:
        model = ProposalEndorsement
        fields = ("bin", "text", "made_at")


class ProposalRead(Read):
    """What somebody proposes as a direction. Whose words these are is told only when an NGO speaks."""

    organisation = of("organisation.bin")
    endorsements = EndorsementRead(many=True)

    class Meta:
        model = DirectionProposal
        fields = (
            "id", "list", "organisation", "language", "title", "problem", "people", "effect", "sphere", "region",
            "status", "sent_at", "taken_into", "answer", "answered_at", "hidden_at", "hidden_reason", "endorsements",
        )  # fmt: skip


class TakeInput(Strict):
    """Into which direction of the list it goes."""

    into = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    answer = serializers.CharField(max_length=5000, required=False)


def _runs(user: Any, said: Any) -> None:
    rules.check_can_run(user, said.list.body)


def _into(sent: dict[str, Any], proposal: DirectionProposal) -> dict[str, Any]:
    listed = proposal.list.directions.filter(pk=sent["into"]).first()
    if listed is None:
        raise Invalid(Fault(_("Choose a direction of the list."), "into"))
    return {"into": listed, "answer": sent.get("answer", "")}


def _text(form: Any) -> dict[str, Any]:
    return {"text": form.cleaned_data["answer"]}


REASON = of_form(WhyForm, name="Why")


class Proposals(Resource):
    """Proposals of directions: nobody goes unanswered. Hidden ones are seen by the body."""

    area = "grants"
    title = "Proposals of directions"
    followed = DirectionProposal
    read = ProposalRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(list="list_id", status=ProposalStatus)
    region = "list__body__region_id"
    workflow = DIRECTION_PROPOSAL
    acts = {
        "take": Act(
            run=actions.take, subject="proposal", step="take", check=_runs, takes=TakeInput, values=_into,
            summary="Gather a proposal into a direction",
        ),
        "decline": Act(
            run=actions.decline, subject="proposal", step="decline", check=_runs,
            takes=of_form(TextForm, name="DeclineDirection"), summary="Decline a proposal of a direction",
        ),
        "reconsider": Act(
            run=actions.reconsider, subject="proposal", step="reconsider", check=_runs, takes=REASON,
            summary="Take the answer to a proposal back",
        ),
        "hide": Act(
            run=actions.hide, subject="proposal", check=_runs, takes=REASON, summary="Hide a proposal from the public",
        ),
        "show": Act(
            run=actions.show, subject="proposal", check=_runs, takes=REASON, summary="Show a hidden proposal again",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[DirectionProposal]:
        shown = DirectionProposal.objects.visible_to(reader).select_related("list__body", "organisation")
        return shown.prefetch_related("endorsements__organisation")


class CommentRead(Read):
    """What somebody says about a direction, and the official answer."""

    organisation = of("organisation.bin")

    class Meta:
        model = DirectionComment
        fields = (
            "id", "list", "direction", "organisation", "text", "made_at", "answer", "answered_at", "hidden_at",
            "hidden_reason",
        )  # fmt: skip


class Comments(Resource):
    """Comments in the discussion of directions. Hidden ones are seen by the body."""

    area = "grants"
    title = "Comments on directions"
    read = CommentRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(list="list_id", direction="direction_id")
    region = "list__body__region_id"
    acts = {
        "answer": Act(
            run=comments.answer, subject="comment", check=_runs, summary="Answer a comment officially",
            takes=of_page(TextForm, name="AnswerDirectionComment", values=_text),
        ),
        "hide": Act(
            run=comments.hide, subject="comment", check=_runs, takes=REASON, summary="Hide a comment from the public",
        ),
        "show": Act(
            run=comments.show, subject="comment", check=_runs, takes=REASON, summary="Show a hidden comment again",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[DirectionComment]:
        shown = DirectionComment.objects.visible_to(reader)
        return shown.select_related("list__body", "organisation")
