"""What is done with a call beside its conditions: own questions, quotas, asking for answers, its commission."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import serializers

from evaluation.choices import QuotaBound, QuotaUnit
from foundation.api.resources import Act
from foundation.api.serializers import Strict
from grants.actions import answers, call_quotas, calls
from grants.actions.commission import meetings
from grants.api.resources.meetings import PREPARE
from grants.api.resources.naming import in_rows, telling
from grants.api.resources.sittings import MeetingRead
from grants.choices import QuestionKind
from grants.forms.call_questions import questions_of
from grants.models import Call
from grants.models.questions import LANGUAGES
from grants.rules.call_questions import OPTIONS_MAX, QUESTIONS_MAX
from grants.rules.call_quotas import AWARDS_MAX, QUOTAS_MAX
from grants.rules.calls import check_can_edit
from grants.rules.checks import check_is_officer
from grants.rules.decisions import check_is_secretary

LABELS = [f"label_{language}" for language in LANGUAGES]


def _label() -> serializers.CharField:
    return serializers.CharField(max_length=300, allow_blank=True)


class OptionInput(Strict):
    """An answer of a list. One whose words the question had already keeps its key."""

    key = serializers.CharField(max_length=5, required=False, help_text="How `when` of a later question names it.")
    label_kk = _label()
    label_ru = _label()
    label_en = _label()


class WhenInput(Strict):
    """The question is asked only where an earlier one is answered so."""

    question = serializers.CharField(max_length=5, help_text="`key` of a question that stands before this one.")
    value = serializers.CharField(max_length=300, help_text="`yes`, `no`, or the `key` of an answer of its list.")


class QuestionInput(Strict):
    """A question of the call. A key that the call knows stays with its question; a new question gets one of its own."""

    key = serializers.RegexField(r"^q\d{1,4}$", max_length=5, required=False)
    kind = serializers.ChoiceField(choices=QuestionKind.choices)
    label_kk = _label()
    label_ru = _label()
    label_en = _label()
    is_required = serializers.BooleanField(default=False)
    options: Any = serializers.ListSerializer(
        child=OptionInput(), required=False, max_length=OPTIONS_MAX, help_text="Where one of a list is chosen."
    )
    when = WhenInput(required=False, allow_null=True)


class QuestionsInput(Strict):
    """All own questions of the call in their order, as `questions` of the call shows them."""

    questions: Any = serializers.ListSerializer(child=QuestionInput(), max_length=QUESTIONS_MAX)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        asked = sent["questions"]
        rows = [_row(question, asked[:place]) for place, question in enumerate(asked)]
        return {"questions": questions_of(self.context["subject"], rows)}


def _row(question: Mapping[str, Any], earlier: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A question as the form builder has it: conditions name a question by its place and an answer by its words."""
    row = {
        "key": "",
        **question,
        "options": [{name: one[name] for name in LABELS} for one in question.get("options", [])],
    }
    when = question.get("when") or {}
    for place, other in enumerate(earlier, 1):
        if when and other.get("key") == when["question"]:
            row["when_number"] = place
            chosen = next((one for one in other.get("options", []) if one.get("key") == when["value"]), None)
            row["when_answer"] = chosen["label_kk"] if chosen else when["value"]
            return row
    return row | ({"when_answer": when["value"]} if when else {})


class QuotaInput(Strict):
    """How much at least or at most goes to one group of applications."""

    code = serializers.CharField(
        max_length=5, required=False, help_text="As the call shows it; quotas are numbered anew."
    )
    bound = serializers.ChoiceField(choices=QuotaBound.choices)
    figure = serializers.IntegerField(min_value=0, max_value=AWARDS_MAX)
    unit = serializers.ChoiceField(choices=QuotaUnit.choices)
    of = serializers.CharField(
        max_length=20, help_text="`region`, `direction`, or the `key` of a question that is answered by choosing."
    )
    values = serializers.ListField(
        child=serializers.CharField(max_length=20), min_length=1, max_length=1,
        help_text="Code of the region, number of the sphere, or an answer.",
    )  # fmt: skip


class QuotasInput(Strict):
    """All quotas of the call in the order in which they are applied, as `quotas` of the call shows them."""

    quotas: Any = serializers.ListSerializer(child=QuotaInput(), max_length=QUOTAS_MAX)

    def validate(self, sent: dict[str, Any]) -> dict[str, Any]:
        return {"quotas": [{**quota, "code": f"q{place}"} for place, quota in enumerate(sent["quotas"], 1)]}


QUESTIONS_AT = in_rows("questions", {"when_number": "when.question", "when_answer": "when.value"})
QUOTAS_AT = in_rows("quotas", {"group": "values"})


def _edits(user: Any, call: Call) -> None:
    check_can_edit(user, call)


def _runs(user: Any, call: Call) -> None:
    """The rest of the rule asks the database, so lists leave it to the action."""
    check_is_officer(user, call)


def _keeps_minutes(user: Any, call: Call) -> None:
    """As above: the action looks for the ranking and for another sitting."""
    check_is_secretary(user, call)


ACTS = {
    "write-questions": Act(
        run=telling(calls.write_questions, QUESTIONS_AT), subject="call", step="announce", check=_edits,
        takes=QuestionsInput, summary="Replace the own questions of a call that is being prepared",
    ),
    "write-quotas": Act(
        run=telling(call_quotas.write, QUOTAS_AT), subject="call", step="announce", check=_edits, takes=QuotasInput,
        summary="Replace the quotas of a call that is being prepared",
    ),
    "ask-answers": Act(
        run=answers.ask, subject="call", step="start_decision", check=_runs,
        summary="Ask the applicants for their answers to their marks, before the commission",
    ),
    "prepare-meeting": Act(
        run=meetings.prepare, subject="call", step="decide", check=_keeps_minutes, takes=PREPARE, gives=MeetingRead,
        summary="Prepare the sitting of the commission on a call; its list is filled from the ranking",
    ),
}  # fmt: skip
