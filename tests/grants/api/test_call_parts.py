"""Own questions, quotas and answers of a call through the API."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.actions import rounds
from foundation.notifications.models import Message
from grants.models import Call
from tests.builders import api
from tests.builders import decisions as contests
from tests.builders import grants as build
from tests.builders.api_walk import done, read, refused
from tests.grants.api.test_commission import signed_in, system_of

pytestmark = pytest.mark.django_db


def words(text: str) -> dict[str, str]:
    return {f"label_{language}": f"{text} {language}" for language in ("kk", "ru", "en")}


LIST: dict[str, Any] = {
    "key": "q1", "kind": "choice", "is_required": True, **words("Where"),
    "options": [{"key": "o1", **words("Town")}, {"key": "o2", **words("Village")}],
}  # fmt: skip
DEPENDENT: dict[str, Any] = {
    "kind": "line", "is_required": False, **words("Which"), "when": {"question": "q1", "value": "o2"},
}  # fmt: skip


def test_questions_are_written_as_the_call_shows_them() -> None:
    draft = build.call_at("draft")
    system, address = api.system_of(draft.operator), f"calls/{draft.slug}/write-questions/"

    shown = done(system, address, {"questions": [LIST, DEPENDENT]})["questions"]
    assert shown == [LIST, {"key": "q2", **DEPENDENT}]
    assert done(system, address, {"questions": shown})["questions"] == shown  # what was read can be sent
    # The key of a question that is taken out is given to no other; words that stay keep the key of their answer.
    shorter = {**LIST, "options": [LIST["options"][1], words("Aul")]}
    yes = {"kind": "yes_no", **words("Sure")}
    new = done(system, address, {"questions": [shorter, yes, {"key": "q7", **yes, "when": None}]})["questions"]
    assert [one["key"] for one in new] == ["q1", "q3", "q4"]
    assert [one["key"] for one in new[0]["options"]] == ["o2", "o3"]
    assert Call.objects.get(pk=draft.pk).questions == new


def test_what_is_wrong_with_a_question_is_told_at_its_place() -> None:
    draft = build.call_at("draft")
    system, address = api.system_of(draft.operator), f"calls/{draft.slug}/write-questions/"
    foreign = api.system_of(api.akimat("other-akimat", "100000000"))
    done(system, address, {"questions": [LIST]})

    wrong = [
        {**LIST, "label_en": "", "options": LIST["options"][:1]},
        {**DEPENDENT, "when": {"question": "q1", "value": "o9"}},
        {**DEPENDENT, "when": {"question": "q8", "value": "yes"}},
        LIST,
    ]
    told = done(system, address, {"questions": wrong}, status=422)
    assert [one["field"] for one in told["errors"]] == [
        "questions.0.label_en", "questions.0.options", "questions.1.when.value", "questions.2.when.question",
        "questions.3.key",
    ]  # fmt: skip
    unknown = done(system, address, {"questions": [{**LIST, "kind": "riddle"}]}, status=422)
    assert [one["field"] for one in unknown["errors"]] == ["questions.0.kind"]
    assert refused(foreign, address, {"questions": []}) == (404, "not_found")  # a draft of another body
    there = f"calls/{build.call_at().slug}"
    assert refused(system, f"{there}/write-questions/", {"questions": []}) == (403, "not_permitted")
    own = api.system_of(Call.objects.exclude(pk=draft.pk).get().operator)
    assert refused(own, f"{there}/write-questions/", {"questions": []}) == (409, "conflict")  # it is announced
    assert Call.objects.get(pk=draft.pk).questions == [LIST]


def test_quotas_are_written_as_the_call_shows_them() -> None:
    draft = build.call_at("draft")
    system, address = api.system_of(draft.operator), f"calls/{draft.slug}/write-quotas/"
    done(system, f"calls/{draft.slug}/write-questions/", {"questions": [LIST]})
    least = {"bound": "at_least", "unit": "awards", "figure": 2, "of": "q1", "values": ["o2"]}

    shown = done(system, address, {"quotas": [least]})["quotas"]
    assert shown == [{"code": "q1", **least}]
    assert done(system, address, {"quotas": shown})["quotas"] == shown
    wrong = [{**least, "values": ["o9"]}, {**least, "figure": 0}, {**least, "unit": "percent", "figure": 101}]
    told = done(system, address, {"quotas": wrong}, status=422)
    assert {one["field"] for one in told["errors"]} >= {"quotas.0.values", "quotas.1.figure", "quotas.2.figure"}
    share = {"bound": "at_least", "unit": "percent", "figure": 60, "of": "q1"}
    over = [{**share, "values": ["o1"]}, {**share, "values": ["o2"]}]
    whole = done(system, address, {"quotas": over}, status=422)
    assert [one["field"] for one in whole["errors"]] == ["quotas"]
    assert Call.objects.get(pk=draft.pk).quotas == shown


def test_applicants_are_asked_for_their_answers() -> None:
    contest = contests.scoring(applications=2, answer_days=2)
    system, address = system_of(contest), f"calls/{contest.call.slug}/"

    assert refused(signed_in(contest.secretary), f"{address}ask-answers/") == (403, "not_permitted")
    assert refused(system, f"{address}ask-answers/") == (409, "conflict")  # the ranking is not computed
    contests.score(contest, contests.default_marks(2))
    rounds.close(round=contest.call.round, by=contest.officer, reason="The end of the test.")
    contests.compute(contest)
    before = Message.objects.count()
    assert "ask-answers" in read(system, address)["allowed_actions"]
    assert done(system, f"{address}ask-answers/")["slug"] == contest.call.slug
    assert Message.objects.count() > before
    assert contest.fresh().round.answers_until is not None
    assert refused(system, f"{address}ask-answers/") == (409, "conflict")
