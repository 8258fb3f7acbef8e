"""Compositions of councils and their members."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from councils.actions import councils as actions
from councils.actions import seats
from councils.api.resources.shared import secretariat
from councils.choices import Side, TermStatus
from councils.forms.councils import AddSeatForm, ApproveForm, EndSeatForm, LinkForm, PostForm, SeatForm
from councils.models import Seat, Term
from councils.querysets import serves
from councils.workflow import TERM
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON, of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read


class SeatRead(Read):
    """A member: what everybody may know of the person."""

    council = of("term.council.slug")
    organisation = of("organisation.bin", "BIN of the organisation that the member speaks for.")

    class Meta:
        model = Seat
        fields = (
            "id", "council", "term", "full_name", "side", "organisation", "occupation", "is_public_servant", "post",
            "started_on", "ended_on", "end_reason",
        )  # fmt: skip


class TermRead(Read):
    """One composition of a council."""

    council = of("council.slug")

    class Meta:
        model = Term
        fields = ("id", "council", "number", "size", "status", "starts_on", "ends_on", "decision_number", "decided_on")


def _approved(form: Any, seats: Any) -> dict[str, Any]:
    return {**form.cleaned_data, "seats": [row["seat"] for row in seats]}


def _added(form: Any) -> dict[str, Any]:
    return {"seat": form.seat(), "started_on": form.cleaned_data["started_on"]}


SEATS = {"seats": of_page(SeatForm, values=lambda form: {"seat": form.seat()})}


class Terms(Resource):
    """Compositions of councils, from their approval to their end."""

    area = "councils"
    title = "Compositions of councils"
    read = TermRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(council="council__slug", status=TermStatus)
    region = "council__body__region_id"
    workflow = TERM
    acts = {
        "approve": Act(
            run=actions.approve, subject="term", step="approve", check=secretariat("council"),
            takes=of_page(ApproveForm, name="ApproveTerm", rows=SEATS, values=_approved),
            summary="Seat the members that an act has approved",
        ),
        "add-seat": Act(
            run=seats.add, subject="term", step="end", check=secretariat("council"), gives=SeatRead,
            takes=of_page(AddSeatForm, values=_added), summary="Seat a member who was elected later",
        ),
        "end": Act(
            run=actions.end_term, subject="term", step="end", check=secretariat("council"), takes=REASON,
            summary="End the work of a composition with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Term]:
        return Term.objects.filter(~Q(status=TermStatus.FORMING) | serves(reader, "council__body")).select_related(
            "council__body"
        )


class Seats(Resource):
    """Members of councils, those who have left too."""

    area = "councils"
    title = "Members of councils"
    read = SeatRead
    is_public = True
    lookup_value_converter = "int"
    filters = by(council="term__council__slug", term="term_id", side=Side)
    region = "term__council__body__region_id"
    acts = {
        "give-post": Act(
            run=seats.give_post, subject="seat", check=secretariat("term__council"),
            takes=of_form(PostForm, name="GivePost"), summary="Enter a post that the council has voted on",
        ),
        "link": Act(
            run=seats.link, subject="seat", check=secretariat("term__council"), takes=of_form(LinkForm, name="LinkSeat"),
            summary="Say which account is the member's",
        ),
        "end": Act(
            run=seats.end, subject="seat", check=secretariat("term__council"), takes=of_form(EndSeatForm),
            summary="A member leaves, with the reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Seat]:
        shown = Seat.objects.filter(~Q(term__status=TermStatus.FORMING) | serves(reader, "term__council__body"))
        return shown.select_related("term__council__body", "organisation")
