"""Rounds as those who run them see them, and the steps of the officer."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from evaluation import queries, rules
from evaluation.actions import assignments, extras, likenesses, rounds, runs, terms
from evaluation.api.resources import calibration as examples
from evaluation.api.resources import conflicts as ties
from evaluation.api.resources.panels import AssignmentRead
from evaluation.api.resources.shared import MAYBE_REASON, reading
from evaluation.choices import RoundStatus, SheetStatus
from evaluation.forms import DiscussForm, DrawForm, ExtraForm, OpenForm, TermsForm
from evaluation.models import PanelTerms, Round, ScoreSheet
from evaluation.rules.conflicts import terms_of
from evaluation.rules.extras import check_can_call_extra, check_can_compare, check_can_see_divergence
from evaluation.workflow import ROUND
from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.own_resources import JobRead
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Nothing, Read
from foundation.core.models import Job
from foundation.core.permissions import allowed


class RoundRow(Read):
    """One scoring of many entries. Nobody's marks are told; the seed is empty until the draw."""

    body = of("body.code")

    class Meta:
        model = Round
        fields = (
            "id", "body", "rubric", "subject_type", "subject_id", "title_kk", "title_ru", "title_en", "kind",
            "first_stage", "status", "is_blind", "main_seats", "reserve_seats", "experts_per_entry", "has_discussion",
            "extra_over", "answer_days", "scoring_until", "extra_until", "discussion_until", "answers_until", "due_on",
            "seed_digest", "seed", "drawn_at", "draw_pool",
        )  # fmt: skip


class TermsRead(Read):
    """How experts are drawn and entries given."""

    class Meta:
        model = PanelTerms
        fields = (
            "by_direction", "draw_at", "public_source", "public_value", "ties_bar", "max_load", "bars_own_region",
            "allows_translator",
        )  # fmt: skip


class ProgressRead(serializers.Serializer):
    """How many score sheets there are and how many were submitted; nothing of a single entry."""

    entries = serializers.IntegerField()
    sheets = serializers.IntegerField()
    submitted = serializers.IntegerField()


class RoundRead(RoundRow):
    """A round with its terms and progress; both only for officers without a tie to an applicant and without a seat."""

    has_calibration = serializers.SerializerMethodField()
    terms = serializers.SerializerMethodField()
    progress = serializers.SerializerMethodField()

    class Meta:
        model = RoundRow.Meta.model
        fields = (*RoundRow.Meta.fields, "has_calibration", "terms", "progress")

    def get_has_calibration(self, round_: Round) -> bool:
        return hasattr(round_, "calibration")

    @extend_schema_field(TermsRead(allow_null=True))
    def get_terms(self, round_: Round) -> Any:
        return TermsRead(terms_of(round_)).data if self._sees_panel(round_) else None

    @extend_schema_field(ProgressRead(allow_null=True))
    def get_progress(self, round_: Round) -> Any:
        if not self._sees_panel(round_):
            return None
        live = ScoreSheet.objects.filter(entry__round=round_).exclude(status=SheetStatus.VOID)
        found = {
            "entries": round_.entries.count(),
            "sheets": live.count(),
            "submitted": live.filter(status=SheetStatus.SUBMITTED).count(),
        }
        return ProgressRead(found).data

    def _sees_panel(self, round_: Round) -> bool:
        return allowed(rules.check_can_see_panel, self.context["view"].reader, round_)


class DivergenceRead(serializers.Serializer):
    """An entry over the threshold: how far apart its sheets are, and numbers of the experts who were called for it."""

    number = serializers.IntegerField(source="entry.number")
    reference = serializers.CharField(source="entry.reference")
    spread = serializers.DecimalField(max_digits=9, decimal_places=2)
    experts = serializers.ListField(child=serializers.IntegerField())


class DivergencesRead(serializers.Serializer):
    """Entries over the threshold; no single mark."""

    results = DivergenceRead(many=True)


class DrawRead(serializers.Serializer):
    """What the stand-alone program reads to repeat the draw."""

    document = serializers.JSONField()


def _divergences(reader: Any, round_: Round, _asked: Any) -> dict[str, Any]:
    check_can_see_divergence(reader, round_)
    return {"results": queries.divergent(round_)}


def _draw_document(_reader: Any, round_: Round, _asked: Any) -> dict[str, Any]:
    return {"document": queries.draw_document(round_) if round_.seed_digest else None}


def _computing(*, round: Round, reason: str = "", by: Any) -> Job:  # noqa: A002 - the word of the domain
    return runs.request(round=round, reason=reason, by=by)[1]


def _changing_terms(*, round: Round, reason: str, by: Any, **wanted: Any) -> Round:  # noqa: A002 - the word of the domain
    terms.change(round=round, wanted=terms.Wanted(**wanted), reason=reason, by=by)
    return round


def _in_panel(check: Any) -> Any:
    """``check`` for an officer who may see the panel: pages of terms open for nobody else."""

    def asked(user: Any, round_: Round) -> None:
        rules.check_can_see_panel(user, round_)
        check(user, round_)

    return asked


TERMS = of_page(
    TermsForm, name="PanelTerms", initial=lambda round_: TermsForm.initial_of(round_, terms_of(round_)) | {"reason": ""}
)


class Rounds(Resource):
    """Rounds that the asker's body runs. Experts declare conflicts and give marks themselves; an officer does the rest.

    `compute`, `propose-assignment` and `search-likenesses` are work in the background: ask for the job until it is done.
    """

    area = "evaluation"
    title = "Rounds of evaluation"
    read = RoundRead
    row = RoundRow
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(status=RoundStatus, subject_type="subject_type", subject="subject_id__exact")
    region = "body__region_id"
    workflow = ROUND
    acts = {
        "change-terms": Act(
            run=_changing_terms, subject="round", takes=TERMS, check=_in_panel(rules.check_can_change_terms),
            summary="Say how experts are drawn and entries given",
        ),
        "draw": Act(
            run=rounds.draw, subject="round", step="draw", check=rules.check_can_draw, takes=of_form(DrawForm),
            summary="Reveal the seed and draw the experts",
        ),
        "open": Act(
            run=rounds.open, subject="round", step="open", check=rules.check_can_open,
            takes=of_page(OpenForm(), name="OpenScoring"), summary="Open the scoring",
        ),
        "end-marks": Act(
            run=extras.compare, subject="round", step="compare", check=check_can_compare, takes=MAYBE_REASON,
            summary="End the independent marks and look which diverge",
        ),
        "call-extra": Act(
            run=extras.call, subject="round", check=check_can_call_extra, gives=AssignmentRead,
            takes=of_form(ExtraForm, name="CallExtra"), summary="Call one more expert where marks diverge",
        ),
        "discuss": Act(
            run=rounds.discuss, subject="round", step="discuss", check=rules.check_can_discuss,
            takes=of_page(DiscussForm(), name="OpenDiscussion"), summary="Let the experts discuss their marks",
        ),
        "close": Act(
            run=rounds.close, subject="round", step="close", check=rules.check_can_close, takes=MAYBE_REASON,
            summary="End the scoring",
        ),
        "compute": Act(
            run=_computing, subject="round", check=rules.check_can_request_run, takes=MAYBE_REASON, gives=JobRead,
            summary="Compute the ranking, or compute it again with a reason",
        ),
        "propose-assignment": Act(
            run=assignments.propose, subject="round", check=rules.check_can_assign, takes=Nothing, gives=JobRead,
            summary="Have it worked out who scores what",
        ),
        "search-likenesses": Act(
            run=likenesses.request, subject="round", check=rules.check_can_see_panel, takes=Nothing,
            gives=JobRead, summary="Look again for entries that are alike",
        ),
        "write-calibration": examples.WRITE,
        "review-hint": ties.REVIEW,
    }  # fmt: skip
    calibration = reading(
        "calibration", examples.ExampleRead, examples.example, summary="The calibration example of a round"
    )
    conflicts = reading(
        "conflicts", ties.ConflictsRead, ties.of_round,
        summary="Known ties, what experts have declared, and weak signs of a round",
    )  # fmt: skip
    diverging = reading(
        "diverging", DivergencesRead, _divergences, summary="Entries on which the experts are far apart"
    )
    draw_data = reading("draw-data", DrawRead, _draw_document, summary="What the draw of a round is repeated from")

    def objects(self, reader: Any) -> QuerySet[Round]:
        return self.rows(reader).select_related("rubric", "terms", "calibration")

    def rows(self, reader: Any) -> QuerySet[Round]:
        shown = Round.objects.visible_to(reader).select_related("body__region") if reader.is_authenticated else None
        return Round.objects.none() if shown is None else shown
