"""Reports of NGOs on their projects."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from foundation.api.narrowing import by
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read, Strict
from foundation.core.errors import Fault, Invalid
from grants.actions import reports as actions
from grants.choices import ReportStatus
from grants.models import Agreement, Expense, ProjectReport, ReportVersion
from grants.rules import reports as rules
from grants.rules.reports import check_can_decide
from grants.workflow import REPORT


class ExpenseRead(Read):
    """An expense with its paper; `document` is the file of the paper."""

    line = of("line.number", "Number of the budget line.")

    class Meta:
        model = Expense
        fields = (
            "id", "line", "spent_on", "supplier", "purpose", "paper_number", "amount", "document", "accepted", "refusal",
        )  # fmt: skip


class ReportVersionRead(Read):
    """What was sent."""

    class Meta:
        model = ReportVersion
        fields = ("number", "document", "digest", "submitted_at")


class ReportRow(Read):
    """A report, as lists show it."""

    agreement = of("agreement.number")

    class Meta:
        model = ProjectReport
        fields = (
            "id", "agreement", "number", "kind", "starts_on", "ends_on", "due_on", "status", "remarks", "correct_until",
            "spent", "accepted", "beneficiaries", "first_sent_on", "submitted_at", "decided_at",
        )  # fmt: skip


class ReportRead(ReportRow):
    """A report with what was sent and each expense: for the two parties alone."""

    versions = ReportVersionRead(many=True)
    expenses = serializers.SerializerMethodField()

    class Meta:
        model = ReportRow.Meta.model
        fields = (*ReportRow.Meta.fields, "versions", "expenses")

    def get_expenses(self, report: ProjectReport) -> list[dict[str, Any]]:
        sent = [one for one in report.expenses.all() if one.removed_at is None]
        return list(ExpenseRead(sent, many=True).data) if report.submitted_at else []


class VerdictInput(Strict):
    """What is accepted of one expense; why not the whole."""

    expense = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    accepted = serializers.DecimalField(max_digits=18, decimal_places=2, min_value=0)
    refusal = serializers.CharField(max_length=500, required=False, allow_blank=True)


class AcceptInput(Strict):
    """Accept the version that was read; expenses that are not named are accepted whole."""

    version = serializers.IntegerField(min_value=1, max_value=32767)
    remarks = serializers.CharField(max_length=3000, required=False, allow_blank=True)
    verdicts: Any = serializers.ListSerializer(child=VerdictInput(), required=False, max_length=1000)


class RemarkInput(Strict):
    """What to correct in one answer."""

    section = serializers.CharField(max_length=20)
    control = serializers.CharField(max_length=40)
    text = serializers.CharField(max_length=1000)


class ReturnInput(Strict):
    """Return the version that was read, with what is to be corrected until when."""

    version = serializers.IntegerField(min_value=1, max_value=32767)
    remarks = serializers.CharField(max_length=3000, required=False, allow_blank=True)
    correct_until = serializers.DateField()
    at_fields: Any = serializers.ListSerializer(child=RemarkInput(), required=False, max_length=200)


def _accepted(sent: dict[str, Any], _report: ProjectReport) -> dict[str, Any]:
    given = sent.get("verdicts", [])
    verdicts = {one["expense"]: (one["accepted"], one.get("refusal", "")) for one in given}
    return {"version": sent["version"], "remarks": sent.get("remarks", ""), "verdicts": verdicts}


def _returned(sent: dict[str, Any], report: ProjectReport) -> dict[str, Any]:
    at_fields = {(one["section"], one["control"]): one["text"] for one in sent.get("at_fields", [])}
    known = {(name, item.name) for name, part in rules.draft_of(report).parts.items() for item in part.items}
    if not known.issuperset(at_fields):
        raise Invalid(Fault(_("The report has no such answer."), "at_fields"))
    plain = {name: sent[name] for name in ("version", "correct_until")}
    return {**plain, "remarks": sent.get("remarks", ""), "at_fields": at_fields}


class Reports(Resource):
    """Reports on the projects of the asker's body: accepted, wholly or in part, or returned."""

    area = "grants"
    title = "Project reports"
    followed = ProjectReport
    read = ReportRead
    row = ReportRow
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(agreement="agreement__number", call="agreement__application__call__slug", status=ReportStatus)
    region = "agreement__application__call__operator__region_id"
    workflow = REPORT
    acts = {
        "accept": Act(
            run=actions.decide, subject="report", step="accept", check=check_can_decide, takes=AcceptInput,
            values=_accepted, summary="Accept a report, wholly or in part",
        ),
        "return": Act(
            run=actions.send_back, subject="report", step="return", check=check_can_decide, takes=ReturnInput,
            values=_returned, summary="Return a report for correction",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[ProjectReport]:
        return self.rows(reader).prefetch_related("versions", "expenses__line")

    def rows(self, reader: Any) -> QuerySet[ProjectReport]:
        seen = ProjectReport.objects.filter(agreement__in=Agreement.objects.visible_to(reader))
        seen = seen.select_related("agreement__application__call__operator")
        return seen if reader.is_authenticated else seen.none()
