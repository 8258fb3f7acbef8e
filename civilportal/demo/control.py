"""What one council did to the state's work: a draft act, a hearing, a report of a head, an appeal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone, translation

from civilportal.demo import cast
from civilportal.demo.councils import SLUG
from civilportal.demo.data import read
from civilportal.demo.stage import at
from councils.actions import appeals, head_reports, recommendations, references
from councils.actions.acts import drafts, opinions, remarks
from councils.actions.control import findings, plans
from councils.choices.acts import Opinion, Verdict
from councils.models import Appeal, Control, Council, DraftAct, HeadReport, Motion, Seat
from councils.rules.control import people_of
from foundation.accounts.models import User
from foundation.core.calendar import cut_off, local_date
from foundation.searches import actions as searches
from foundation.searches import lists
from foundation.searches.models import SavedSearch
from grants.models import Agreement
from registry.rules.placing import Typed

NOON = dt.time(12)


def is_loaded() -> bool:
    return Appeal.objects.filter(council__slug=SLUG).exists()


def load() -> None:
    """Everything that is not there yet; each part asks the data whether it was played."""
    council = Council.objects.get(slug=SLUG)
    secretary = User.objects.get(email=cast.email("akimat_officer"))
    citizen = User.objects.get(email=cast.email("ngo_head2"))
    told = read("control.toml")
    with translation.override("kk"):
        if not DraftAct.objects.filter(council=council).exists():
            _act(council, secretary, citizen, told["act"])
        if not Control.objects.filter(council=council).exists():
            _hearing(council, secretary, told["hearing"])
        if not HeadReport.objects.filter(council=council).exists():
            _report(council, secretary, citizen, told["report"])
        if not SavedSearch.objects.filter(owner=citizen).exists():
            _search(citizen, told["search"])
        if not is_loaded():
            _appeal(council, secretary, citizen, told["appeal"])


def _search(citizen: User, name: str) -> None:
    """What comes before the councils next is told."""
    listed = lists.known("acts")
    if listed is not None:
        searches.save(listed=listed, query="", name=name, by=citizen)


def _days_ago(days: int) -> Any:
    """Noon of so many days ago, or of so many days ahead when below zero."""
    return at(cut_off(local_date(timezone.now()) - dt.timedelta(days=days), NOON))


def _act(council: Council, secretary: User, citizen: User, told: dict[str, Any]) -> None:
    """One act from its draft to the final text, and one that waits for the opinion today."""
    member = Seat.objects.filter(term__council=council, user__isnull=False).earliest("pk").user
    with _days_ago(90):
        act = drafts.write(council=council, body=council.body, values=told["draft"], by=secretary)
        act = drafts.send(act=act, by=secretary)
        until = local_date(timezone.now()) - dt.timedelta(days=85)
        act = drafts.open_to_public(act=act, public_until=until, by=secretary)
    articles = {one.key: one for one in act.articles.all()}
    with _days_ago(88):
        for said in told["comments"]:
            by = member if said["by"] == "member" else citizen
            latitude, longitude = (Decimal(said[name]) if name in said else None for name in ("latitude", "longitude"))
            where = Typed(latitude=latitude, longitude=longitude)
            remarks.comment(act=act, article=articles.get(said["article"]), text=said["text"], where=where, by=by)
    with _days_ago(82):
        remarks.add_point(act=act, article=articles["2"], text=told["point"], by=secretary)
        motion = Motion.objects.filter(item__meeting__council=council, status="carried").earliest("pk")
        act = opinions.decide(
            act=act,
            opinion=Opinion.REMARKS,
            opinion_text=told["opinion"],
            motion=motion,
            own_rules="",
            by=secretary,
        )
    with _days_ago(75):
        for remark, (verdict, text) in zip(act.remarks.order_by("number"), told["answers"], strict=True):
            remarks.answer(remark=remark, verdict=Verdict(verdict), text=text, by=secretary)
        act = opinions.finish_answers(act=act, by=secretary)
    with _days_ago(60):
        adopted_on = local_date(timezone.now()) - dt.timedelta(days=60)
        drafts.adopt(act=act, values=told["final"] | {"adopted_on": adopted_on}, by=secretary)
    with _days_ago(2):
        act = drafts.write(council=council, body=council.body, values=told["waiting"], by=secretary)
        act = drafts.send(act=act, by=secretary)
        drafts.open_to_public(act=act, public_until=act.opinion_due_on, by=secretary)


def _hearing(council: Council, secretary: User, told: dict[str, Any]) -> None:
    """A hearing with its final document, joined to a grant; the proposals wait for replies."""
    today = local_date(timezone.now())
    with _days_ago(30):
        starts_at = cut_off(today - dt.timedelta(days=20), dt.time(15))
        control = plans.plan(
            council=council, body=council.body, values=told["plan"] | {"starts_at": starts_at}, by=secretary
        )
        for seat in Seat.objects.filter(term__council=council, is_public_servant=False).order_by("pk")[:3]:
            person = {"full_name": "", "part": "participant", "seat": seat, "organisation": None, "user": None}
            values = person | {"has_declared": True, "conflict": ""}
            plans.add_participant(control=control, values=values, by=secretary)
        for named in people_of(control, today):
            if not named.fits:
                plans.dismiss_sign(participant=named.participant, reason=told["dismissed"], by=secretary)
        findings.write_checklist(control=control, questions=told["questions"], by=secretary)
        control = plans.announce(control=control, by=secretary)
    with _days_ago(20):
        control = plans.start(control=control, by=secretary)
        answers = {place: (answer, note) for place, (answer, note) in enumerate(told["answers"], 1)}
        findings.fill_checklist(control=control, answers=answers, by=secretary)
        for text in told["facts"]:
            findings.record_fact(control=control, text=text, by=secretary)
        control = plans.end(control=control, by=secretary)
    with _days_ago(15):
        values = told["document"] | {"held_on": today - dt.timedelta(days=20)}
        document = findings.conclude(control=control, values=values, proposals=told["proposals"], by=secretary)
        asked = document.recommendations.earliest("number")
    with _days_ago(8):
        until = today + dt.timedelta(days=60)
        recommendations.reply(recommendation=asked, kind="accepted", text=told["reply"], do_until=until, by=secretary)
    grant = Agreement.objects.public().order_by("pk").first()
    if grant is not None:
        target = f"grants.agreement:{grant.number}"
        references.join(thing=control, target=target, note=told["note"], by=secretary)


def _report(council: Council, secretary: User, citizen: User, told: dict[str, Any]) -> None:
    """A report that was heard, with one question answered and one not published; another one takes questions."""
    today = local_date(timezone.now())
    with _days_ago(40):
        when = {
            "held_at": cut_off(today - dt.timedelta(days=25), dt.time(11)),
            "questions_until": today - dt.timedelta(days=26),
        }
        report = head_reports.plan(council=council, body=council.body, values=told["plan"] | when, by=secretary)
        report = head_reports.announce(report=report, by=secretary)
        asked = [head_reports.ask(report=report, text=text, by=citizen) for text in told["questions"]]
        head_reports.moderate(question=asked[0], step="publish", reason="", by=secretary)
        head_reports.moderate(question=asked[1], step="refuse", reason=told["refused"], by=secretary)
    with _days_ago(25):
        report = head_reports.hear(report=report, by=secretary)
    with _days_ago(18):
        head_reports.answer(question=asked[0], step="answer", text=told["answer"], by=secretary)
        head_reports.close(report=report, by=secretary)
    ahead = {
        "held_at": cut_off(today + dt.timedelta(days=12), dt.time(11)),
        "questions_until": today + dt.timedelta(days=10),
    }
    coming = head_reports.plan(council=council, body=council.body, values=told["coming"] | ahead, by=secretary)
    head_reports.announce(report=coming, by=secretary)


def _appeal(council: Council, secretary: User, citizen: User, told: dict[str, Any]) -> None:
    """One appeal answered and published without personal data, one that waits."""
    with _days_ago(12):
        one = appeals.send(council=council, topic=told["topic"], text=told["text"], may_publish=True, by=citizen)
    with _days_ago(6):
        one = appeals.settle(appeal=one, step="answer", text=told["answer"], by=secretary)
        appeals.publish(appeal=one, by=secretary, **told["public"])
    appeals.send(council=council, topic=told["second"], text=told["second_text"], may_publish=False, by=citizen)
