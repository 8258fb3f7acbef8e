"""What officers read of conflicts of interest in a round, and what they find behind a weak sign."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework import serializers

from evaluation import queries, rules
from evaluation.actions import conflicts
from evaluation.forms import NamedHintForm
from evaluation.models import HintReview, Round
from evaluation.queries import HintRow
from evaluation.rules.conflicts import tied_organisations
from foundation.api.inputs import of_form
from foundation.api.resources import Act
from foundation.api.serializers import Moment


class TieRead(serializers.Serializer):
    """A tie that the data knows or the expert has declared; nobody can dismiss it."""

    seat = serializers.IntegerField(source="seat.number", help_text="Number of the expert in the round.")
    expert = serializers.CharField(source="seat.expert")
    status = serializers.CharField(source="seat.status")
    organisation = serializers.CharField(source="organisation.bin")


class DeclarationRead(serializers.Serializer):
    """What an expert has declared."""

    seat = serializers.IntegerField(source="seat.number")
    expert = serializers.CharField(source="seat.expert")
    entry = serializers.IntegerField(source="entry.number")
    organisation = serializers.CharField(source="entry.organisation.bin")
    kind = serializers.CharField()
    text = serializers.CharField()
    declared_at = Moment()


class ReviewRead(serializers.Serializer):
    """What an officer has found behind a sign."""

    outcome = serializers.CharField()
    reason = serializers.CharField()
    reviewed_at = Moment()


class HintRead(serializers.Serializer):
    """A weak sign of a tie: it can be chance, and bars nobody before an officer has said so."""

    seat = serializers.IntegerField(source="seat.number")
    expert = serializers.CharField(source="seat.expert")
    organisation = serializers.CharField(source="organisation.bin")
    kind = serializers.CharField(source="kind.value")
    review = ReviewRead(allow_null=True)


class ConflictsRead(serializers.Serializer):
    """Conflicts of interest in a round."""

    ties = TieRead(many=True)
    declarations = DeclarationRead(many=True)
    hints = HintRead(many=True)


def of_round(reader: Any, round_: Round, _asked: Any) -> dict[str, Any]:
    """Everything that the page of conflicts shows, for who may open it."""
    rules.check_can_see_panel(reader, round_)
    tied = tied_organisations(round_)
    return {
        "ties": queries.tie_rows(round_, tied),
        "declarations": queries.declarations(round_),
        "hints": queries.hint_rows(round_, tied),
    }


def _reviewed(*, round: Round, seat: int, organisation: str, kind: str, by: Any, **found: Any) -> HintReview:  # noqa: A002
    """What was found behind a sign that stands in the list of the round."""
    row = _hint(round, seat, organisation, kind)
    return conflicts.review(
        round=round, expert=row.seat.expert, organisation=row.organisation, kind=kind, by=by, **found
    )


def _hint(round_: Round, seat: int, organisation: str, kind: str) -> HintRow:
    for row in queries.hint_rows(round_, tied_organisations(round_)):
        if (row.seat.number, row.organisation.bin, row.kind) == (seat, organisation, kind):
            return row
    raise Http404


REVIEW = Act(
    run=_reviewed, subject="round", check=rules.check_can_see_panel, gives=ReviewRead,
    takes=of_form(NamedHintForm, name="HintReview"), summary="Say what a weak sign of a conflict is worth",
)  # fmt: skip
