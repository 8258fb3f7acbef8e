"""Site visits with what has to be mended. Photographs are for the two sides, on the page."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import REASON
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.permissions import allowed
from foundation.core.screening import screened
from monitoring.actions import findings, visits
from monitoring.choices import Conclusion, FindingStatus, VisitStatus
from monitoring.forms.visits import CHECK_CHOICES, MoveForm
from monitoring.models import Finding, FindingMove, Visit
from monitoring.rules import check_is_officer
from monitoring.rules import visits as rules
from monitoring.workflow import FINDING, VISIT


class MoveRead(Read):
    """One turn of the exchange about a finding."""

    class Meta:
        model = FindingMove
        fields = ("step", "text", "made_at")


class FindingRead(Read):
    """What has to be mended, until when, and what was said about it."""

    moves = MoveRead(many=True)

    class Meta:
        model = Finding
        fields = ("id", "visit", "position", "text", "due_on", "status", "moves")


class VisitRow(Read):
    """A visit, as lists show it."""

    class Meta:
        model = Visit
        fields = (
            "id", "subject", "template", "status", "planned_on", "place", "purpose", "is_announced", "done_on",
            "conclusion", "reported_at", "cancel_reason",
        )  # fmt: skip


class VisitRead(VisitRow):
    """A visit with its checklist and findings. Numbers are taken out of free text but for the body that follows."""

    summary = serializers.SerializerMethodField()
    answers = serializers.SerializerMethodField()
    findings = FindingRead(many=True)

    class Meta:
        model = VisitRow.Meta.model
        fields = (*VisitRow.Meta.fields, "summary", "answers", "findings")

    def get_summary(self, visit: Visit) -> str:
        return visit.summary if self._is_own(visit) else screened(visit.summary)

    def get_answers(self, visit: Visit) -> list[dict[str, str]]:
        own = self._is_own(visit)
        return [
            {
                "question": code,
                "value": given["value"] if own else screened(given["value"]),
                "note": given["note"] if own else screened(given["note"]),
            }
            for code, given in sorted(visit.answers.items())
        ]

    def _is_own(self, visit: Visit) -> bool:
        return allowed(check_is_officer, self.context["view"].reader, visit.subject)


class AnswerInput(Strict):
    """The answer to one question of the checklist: yes, no, none; or words, or a number."""

    question = serializers.SlugField(max_length=40)
    value = serializers.CharField(
        max_length=rules.LONGEST_TEXT, allow_blank=True, help_text=", ".join(code for code, _label in CHECK_CHOICES)
    )
    note = serializers.CharField(max_length=rules.LONGEST_TEXT, required=False, allow_blank=True)


class FoundInput(Strict):
    """What has to be mended until when."""

    text = serializers.CharField(max_length=rules.LONGEST_TEXT)
    due_on = serializers.DateField()


class SheetInput(Strict):
    """The report of a visit; `key` is made with the form, so that one sent twice counts once. No photographs here."""

    key = serializers.UUIDField()
    done_on = serializers.DateField()
    answers: Any = serializers.ListSerializer(child=AnswerInput(), max_length=200)
    conclusion = serializers.ChoiceField(choices=Conclusion.choices)
    summary = serializers.CharField(max_length=rules.LONGEST_TEXT)
    findings: Any = serializers.ListSerializer(child=FoundInput(), required=False, max_length=rules.MOST_FINDINGS)
    reason = serializers.CharField(
        max_length=rules.LONGEST_TEXT, required=False, help_text="Why a report that was sent is corrected."
    )


def _sheet(sent: dict[str, Any], visit: Visit) -> dict[str, Any]:
    asked = set(visit.template.questions.values_list("code", flat=True))
    given = {one["question"]: (one["value"], one.get("note", "")) for one in sent["answers"]}
    if unknown := sorted(set(given) - asked):
        raise serializers.ValidationError({"answers": [unknown[0]]})
    sheet = rules.Sheet(
        key=sent["key"],
        done_on=sent["done_on"],
        answers={code: given.get(code, ("", "")) for code in asked},
        conclusion=sent["conclusion"],
        summary=sent["summary"],
        findings=[(one["text"], one["due_on"]) for one in sent.get("findings", [])],
        reason=sent.get("reason", ""),
    )
    return {"sheet": sheet}


def _reports(user: Any, visit: Visit) -> None:
    check = rules.check_can_correct if visit.status == VisitStatus.DONE else rules.check_can_report
    check(user, visit)


class Visits(Resource):
    """Visits: reported ones for everybody, planned ones for the body, and for the organisation that was told."""

    area = "monitoring"
    title = "Visits"
    followed = Visit
    read = VisitRead
    row = VisitRow
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(followed="subject_id", status=VisitStatus)
    region = "subject__body__region_id"
    workflow = VISIT
    acts = {
        "report": Act(
            run=visits.report, subject="visit", check=_reports, takes=SheetInput, values=_sheet,
            summary="Report a visit, or correct the report with the reason",
        ),
        "cancel": Act(
            run=visits.cancel, subject="visit", step="cancel", check=rules.check_can_cancel_visit, takes=REASON,
            summary="Give a planned visit up with a reason",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Visit]:
        return self.rows(reader).prefetch_related("findings__moves")

    def rows(self, reader: Any) -> QuerySet[Visit]:
        return Visit.objects.visible_to(reader).select_related("subject__body", "subject__organisation", "template")


def _judges(step: str, summary: str) -> Act:
    return Act(
        run=partial(findings.judge, step=step), subject="finding", step=step, takes=MOVE, summary=summary,
        check=lambda user, finding: rules.check_can_judge_finding(user, finding, step),
    )  # fmt: skip


MOVE = of_form(MoveForm, name="MoveFinding")


class Findings(Resource):
    """Findings of the visits that the asker sees, and what is said about them."""

    area = "monitoring"
    title = "Findings of visits"
    followed = Finding
    read = FindingRead
    is_public = True
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(visit="visit_id", followed="visit__subject_id", status=FindingStatus)
    region = "visit__subject__body__region_id"
    workflow = FINDING
    acts = {
        "return": _judges("return", "Return what the organisation has answered"),
        "settle": _judges("settle", "Settle a finding"),
    }

    def objects(self, reader: Any) -> QuerySet[Finding]:
        seen = Finding.objects.filter(visit__in=Visit.objects.visible_to(reader))
        return seen.select_related("visit__subject__body").prefetch_related("moves")
