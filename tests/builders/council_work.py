"""Draft acts, controls, reports and appeals at each of their states, reached by calling the real actions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from councils.actions import head_reports
from councils.actions.acts import drafts, opinions, remarks
from councils.actions.control import findings, plans
from councils.models import Control, DraftAct, FinalDocument, HeadReport
from foundation.core import clock
from foundation.core.calendar import cut_off, local_date
from registry.choices import Certainty
from registry.models import RuleParameters
from tests.builders.councils import Built

TERMS = {"councils.draft_act": 10, "councils.head_report": 10, "councils.appeal": 15}
KAZAKH = "1-бап. Су таза болуы тиіс.\n\n2-бап. Сынама жылына екі рет алынады."
RUSSIAN = "Статья 1. Вода должна быть чистой.\n\nСтатья 2. Пробы берут два раза в год."
FINAL_KAZAKH = "1-бап. Су таза болуы тиіс.\n\n2-бап. Сынама жылына төрт рет алынады.\n\n3-бап. Нәтиже жарияланады."
FINAL_RUSSIAN = (
    "Статья 1. Вода должна быть чистой.\n\nСтатья 2. Пробы берут четыре раза в год.\n\nСтатья 3. Итоги публикуют."
)


def with_terms() -> None:
    """The rows of the reference tables that give the terms."""
    known = set(RuleParameters.objects.values_list("code", flat=True))
    for code, days in TERMS.items():
        if code not in known:
            RuleParameters.objects.create(
                key=f"{code}-test",
                code=code,
                valid_from=dt.date(2016, 1, 1),
                values={"working_days": days},
                source="A source",
                certainty=Certainty.ASSUMED,
            )


def at(day: dt.date, hour: int = 12):
    """Noon of a day in Almaty."""
    return clock.playing(cut_off(day, dt.time(hour)))


def act_values(**changes: Any) -> dict[str, Any]:
    values = {
        "title_kk": "Су туралы",
        "title_ru": "О воде",
        "kind": "law",
        "purpose": "Rivers are dirty",
        "kazakh": KAZAKH,
        "russian": RUSSIAN,
    }
    return values | changes


def written(built: Built, **changes: Any) -> DraftAct:
    return drafts.write(council=built.council, body=built.body, values=act_values(**changes), by=built.secretary)


def sent(built: Built, **changes: Any) -> DraftAct:
    """A draft that waits for the opinion."""
    with_terms()
    return drafts.send(act=written(built, **changes), by=built.secretary)


def decided(built: Built, act: DraftAct | None = None) -> DraftAct:
    """A draft with one point of the opinion on article 2."""
    act = act or sent(built)
    remarks.add_point(act=act, article=act.articles.get(key="2"), text="Four times a year", by=built.secretary)
    return opinions.decide(
        act=act, opinion="remarks", opinion_text="Good, but", motion=None, own_rules="Clause 12", by=built.secretary
    )


def adopted(built: Built) -> DraftAct:
    """An act whose second article was changed and whose third is new."""
    act = decided(built)
    remarks.answer(remark=act.remarks.get(), verdict="accepted", text="We agree", by=built.secretary)
    act = opinions.finish_answers(act=act, by=built.secretary)
    final = {"kazakh": FINAL_KAZAKH, "russian": FINAL_RUSSIAN, "act_number": "12-7"}
    final["adopted_on"] = local_date(clock.now())
    return drafts.adopt(act=act, values=final, by=built.secretary)


def control_values(**changes: Any) -> dict[str, Any]:
    values = {
        "form": "monitoring",
        "title": "Bins of the town",
        "task": "Are they emptied in time?",
        "programme": "Three streets in a week",
        "place": "Abai street",
        "starts_at": clock.now() + dt.timedelta(days=7),
    }
    return values | changes


def person_values(**changes: Any) -> dict[str, Any]:
    values = {
        "full_name": "Ahmetov Daniyar",
        "part": "participant",
        "seat": None,
        "organisation": None,
        "user": None,
        "has_declared": True,
        "conflict": "",
    }
    return values | changes


def planned_control(built: Built, **changes: Any) -> Control:
    """A control with one participant, the first member."""
    control = plans.plan(council=built.council, body=built.body, values=control_values(**changes), by=built.secretary)
    plans.add_participant(control=control, values=person_values(seat=built.seats[0]), by=built.secretary)
    return control


def announced_control(built: Built, **changes: Any) -> Control:
    return plans.announce(control=planned_control(built, **changes), by=built.secretary)


def ended_control(built: Built, **changes: Any) -> Control:
    """A control whose final document is due."""
    control = plans.start(control=announced_control(built, **changes), by=built.secretary)
    return plans.end(control=control, by=built.secretary)


def document_values(**changes: Any) -> dict[str, Any]:
    values = {
        "kind": "conclusion",
        "held_on": dt.date(2026, 11, 20),
        "held_time": "10:00",
        "place": "Abai street",
        "task": "Are they emptied in time?",
        "subjects": "Member 01: fits",
        "form": "monitoring",
        "facts": "Two of three bins are full",
    }
    return values | changes


def concluded(built: Built, proposals: tuple[str, ...] = ("Empty the bins daily",)) -> FinalDocument:
    return findings.conclude(
        control=ended_control(built), values=document_values(), proposals=proposals, by=built.secretary
    )


def report_values(**changes: Any) -> dict[str, Any]:
    values = {
        "topic": "Water of the town",
        "head_name": "Omarova Aigul",
        "head_post": "Akim",
        "held_at": clock.now() + dt.timedelta(days=10),
        "place": "Hall 2",
        "questions_until": local_date(clock.now()) + dt.timedelta(days=8),
    }
    return values | changes


def announced_report(built: Built, **changes: Any) -> HeadReport:
    """A report that takes questions."""
    with_terms()
    report = head_reports.plan(
        council=built.council, body=built.body, values=report_values(**changes), by=built.secretary
    )
    return head_reports.announce(report=report, by=built.secretary)
