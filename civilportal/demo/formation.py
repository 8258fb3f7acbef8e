"""One council from its competition to its yearly report, with a by-election behind it and one that is open now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone, translation

from civilportal.demo import cast
from civilportal.demo.data import read
from civilportal.demo.ngos import people as names
from civilportal.demo.script import Applicant
from civilportal.demo.stage import at
from councils.actions import (
    commissions,
    councils,
    followers,
    meetings,
    motions,
    proposals,
    recommendations,
    seats,
    years,
)
from councils.actions.attendance import mark
from councils.actions.composing import Act
from councils.actions.formation import candidates, competitions, selecting
from councils.choices import BallotKind, Choice, FormationKind, Level, Majority, Post, ReplyKind, Side
from councils.models import Candidate, Council, Formation, Meeting
from councils.rules.candidates import criteria_of, declared
from councils.rules.councils import NewSeat
from councils.rules.formation import NewGroupMember
from foundation.accounts.models import User
from foundation.core.calendar import add_working_days, cut_off, local_date
from publishing.reports import pdf
from publishing.reports.blocks import Paragraph, Printed, Section
from registry.actions import bodies
from registry.choices import BodyKind, Role
from registry.models import Body
from registry.queries import working_day_overrides

SLUG = "demo-competition-council"
SEED, PEOPLE = 4711, 12
PLACES, STATE_PLACES = 6, 1
NOON, EVENING = dt.time(12), dt.time(18)
DAY = dt.timedelta(days=1)
# Days before today on which each part of the story begins.
FORMED, MET, LEFT, AGAIN, NOW = 420, 300, 260, 240, 3


@dataclass
class Story:
    """Who plays: ``people`` are accounts that nobody signs in with; ``ngos`` name candidates."""

    council: Council
    secretary: User
    people: list[User]
    ngos: Sequence[Applicant]

    def group(self) -> list[User]:
        """The working group: one of an organisation, one of the citizens, one of the state."""
        return self.people[:3]


def is_loaded() -> bool:
    return Formation.objects.filter(council__slug=SLUG).count() >= 3


def load(applicants: Sequence[Applicant]) -> None:
    """Formed by competition, a year of work, a by-election; another one takes nominations now."""
    if is_loaded():
        return
    texts = read("formation.toml")
    with translation.override("kk"):
        story = _story(texts, applicants[-4:])
        if not story.council.formations.exists():
            _formed(story, texts)
            _year(story, texts)
        _by_election(story, texts)
        _open(story, texts)


def _story(texts: dict[str, Any], ngos: Sequence[Applicant]) -> Story:
    secretary = User.objects.get(email=cast.email("akimat_officer"))
    region = Body.objects.get(code=read("calls.toml")["bodies"]["akimat"]["code"]).region
    body = Body.objects.filter(code=texts["body"]["code"]).first() or bodies.create(
        values={**texts["body"], "kind": BodyKind.AKIMAT, "region": region, "is_invented": True}, by=None
    )
    cast.hold_office(secretary, Role.OFFICER, body)
    facts = {**texts["council"], "body": body, "level": Level.DISTRICT, "region": region, "is_invented": True}
    council = Council.objects.filter(slug=SLUG).first() or councils.create(values=facts, by=None)
    people = [cast.bystander(f"competition-{place}", name) for place, name in enumerate(names(PEOPLE, seed=SEED), 1)]
    return Story(council, secretary, people, ngos)


def _days_ago(days: int, time: dt.time = NOON) -> dt.datetime:
    return cut_off(local_date(timezone.now()) - days * DAY, time)


def _announced(story: Story, kind: str, words: dict[str, str], begun: dt.datetime, **places: int) -> Formation:
    """Started and announced at once; nominations stay open for eleven working days."""
    until = cut_off(add_working_days(local_date(begun), 11, working_day_overrides()), EVENING)
    ngo, citizen, servant = story.group()
    members = [
        NewGroupMember(ngo, Side.NGO, story.ngos[3].organisation, is_head=True),
        NewGroupMember(citizen, Side.CITIZEN),
        NewGroupMember(servant, Side.STATE),
    ]
    with at(begun):
        one = competitions.start(council=story.council, values={"kind": kind, **places}, by=story.secretary)
        about = {"about_kk": words["kk"], "about_ru": words["ru"], "nominations_until": until}
        one = competitions.change(formation=one, values=about, by=story.secretary)
        competitions.name_group(formation=one, members=members, by=story.secretary)
        return competitions.announce(formation=one, by=story.secretary)


def _sent(formation: Formation, person: User, begun: dt.datetime, ngo: Applicant | None = None) -> Candidate:
    with at(begun + DAY):
        if ngo is None:
            candidate = candidates.stand(formation=formation, by=person)
        else:
            candidate = candidates.nominate(
                formation=formation,
                organisation=ngo.organisation,
                email=person.email,
                full_name=person.full_name,
                by=ngo.head,
            )
        cv = ContentFile(_cv(begun), "cv.pdf")
        candidates.add_paper(candidate=candidate, kind="cv", upload=cv, by=person)
        values = {
            "full_name": person.full_name,
            "occupation": "мұғалім" if ngo is None else "ұйым қызметкері",
            "programme": "Ауыз су мен балалар алаңдарына назар аударамын.",
            "is_public_servant": False,
            "statements": declared(formation),
            "consents": True,
        }
        return candidates.submit(candidate=candidate, values=values, by=person)


@cache
def _cv(moment: dt.datetime) -> bytes:
    """A curriculum vitae of one page, the same for everybody: it is made up, and only its readers see it."""
    told = read("formation.toml")["cv"]
    sections = [Section(told["heading"], [Paragraph(told["text"])])]
    return pdf.render(
        Printed(told["title"], told["subtitle"], told["title"], "kk", told["title"], sections), moment=moment
    )


def _elected(story: Story, one: Formation, standing: list[Candidate], texts: dict[str, Any], unmet: int) -> Formation:
    """Closed, checked, voted on, counted: within two days of the end of nominations."""
    until = one.nominations_until or timezone.now()
    with at(until + DAY):
        one = competitions.close(formation=one, by=story.secretary)
        for place, candidate in enumerate(standing, 1):
            answers = dict.fromkeys(criteria_of(candidate), (True, ""))
            if place == unmet:
                answers["documents"] = (False, texts["refusal"]["reason"])
            selecting.check(candidate=candidate, answers=answers, by=story.secretary)
        one = selecting.publish_list(formation=one, by=story.secretary)
    with at(until + 2 * DAY):
        for member in story.group():
            choices = {
                candidate.pk: Choice.AGAINST if candidate is standing[-1] and len(standing) > 1 else Choice.FOR
                for candidate in standing
            }
            selecting.vote(formation=one, choices=choices, by=member)
        return selecting.count(formation=one, by=story.secretary)


def _formed(story: Story, texts: dict[str, Any]) -> None:
    begun = _days_ago(FORMED)
    numbers = {"places": PLACES, "state_places": STATE_PLACES}
    one = _announced(story, FormationKind.RENEWAL, texts["announcement"], begun, **numbers)
    standing = [_sent(one, story.people[3 + place], begun, ngo) for place, ngo in enumerate(story.ngos[:3])]
    standing += [_sent(one, person, begun) for person in story.people[6:10]]
    one = _elected(story, one, standing, texts, unmet=6)
    starts_on = local_date(one.nominations_until or begun) + 10 * DAY
    ends_on = starts_on.replace(year=starts_on.year + 3, day=min(starts_on.day, 28)) - DAY
    delegate = NewSeat(texts["delegate"]["full_name"], Side.STATE, None, texts["delegate"]["occupation"], True)
    with at(cut_off(starts_on, NOON)):
        act = Act("12-Д", starts_on, starts_on, ends_on)
        selecting.approve(formation=one, act=act, delegates=[delegate], by=story.secretary)


def _year(story: Story, texts: dict[str, Any]) -> None:
    """Posts, a commission, the plan, a proposed point, a meeting with a recommendation, the report of that year."""
    council, secretary = story.council, story.secretary
    seated = list(council.terms.get(status="sitting").seats.order_by("pk"))
    met = _days_ago(MET, dt.time(15))
    with at(met - 20 * DAY):
        for seat, post in zip(seated, (Post.CHAIR, Post.DEPUTY, Post.PRESIDIUM), strict=False):
            seats.give_post(seat=seat, post=post, by=secretary)
        commissions.form(council=council, names=texts["commission"], chair=seated[1], members=seated[2:4], by=secretary)
        followers.follow(council=council, by=story.people[11])
        _planned(story, texts, met.year)
        meeting = _meeting(story, texts, met)
    with at(met):
        _held(story, meeting, texts)
    with at(met + 9 * DAY):
        one = council.recommendations.get()
        until = local_date(met) + 120 * DAY
        recommendations.reply(
            recommendation=one, kind=ReplyKind.ACCEPTED, text=texts["meeting"]["reply"], do_until=until, by=secretary
        )
    with at(cut_off(dt.date(met.year, 12, 30), NOON) if met.year < timezone.now().year else timezone.now()):
        report = years.make_report(council=council, year=met.year, by=secretary)
        words = {"words_kk": texts["report"]["kk"], "words_ru": texts["report"]["ru"]}
        years.publish_report(report=years.write_report(report=report, by=secretary, **words), by=secretary)


def _planned(story: Story, texts: dict[str, Any], year: int) -> None:
    points = [years.NewPoint(one["month"], one["title"], one["responsible"]) for one in texts["plan"]]
    plan = years.write_plan(council=story.council, year=year, points=points, by=story.secretary)
    plan = years.approve_plan(plan=plan, by=story.secretary)
    outcomes = {
        point.pk: told["outcome"]
        for point, told in zip(plan.points.order_by("position"), texts["plan"], strict=True)
        if told["outcome"]
    }
    years.write_outcomes(plan=plan, outcomes=outcomes, by=story.secretary)


def _meeting(story: Story, texts: dict[str, Any], met: dt.datetime) -> Meeting:
    """One proposed point is taken, one is declined, one waits."""
    plan = {"topic": texts["meeting"]["topic"], "held_at": met, "place": texts["meeting"]["place"]}
    meeting = meetings.plan(council=story.council, values={**plan, "video_url": ""}, by=story.secretary)
    for told in texts["proposals"]:
        given = {"title": told["title"], "text": told["text"], "side": "citizen"}
        one = proposals.propose(council=story.council, by=story.people[11], **given)
        if told.get("decline"):
            proposals.decline(proposal=one, answer=told["decline"], by=story.secretary)
        elif not meeting.items.exists():
            proposals.take(proposal=one, meeting=meeting, by=story.secretary)
    return meetings.announce(meeting=meeting, by=story.secretary)


def _held(story: Story, meeting: Meeting, texts: dict[str, Any]) -> None:
    secretary = story.secretary
    meeting = meetings.open_meeting(meeting=meeting, by=secretary)
    there = [one.seat for one in meeting.attendance.select_related("seat__user").order_by("seat__pk")][:5]
    mark(meeting=meeting, present=[seat.pk for seat in there], by=secretary)
    item = meeting.items.get(position=1)
    meetings.record_words(item=item, text=texts["meeting"]["said"], by=secretary)
    words = texts["meeting"]["motion"]
    motion = motions.put(item=item, text=words, ballot=BallotKind.OPEN, majority=Majority.SIMPLE, by=secretary)
    motion = motions.open_vote(motion=motion, conflicts={}, by=secretary)
    for seat in there:
        if seat.user is not None:
            motions.vote(motion=motion, choice=Choice.FOR, by=seat.user)
    motion = motions.close_vote(motion=motion, by=secretary)
    meetings.publish(meeting=meetings.close(meeting=meeting, by=secretary), by=secretary)
    one = recommendations.write(
        council=story.council, addressee=story.council.body, text=words, motion=motion, by=secretary
    )
    recommendations.send(recommendation=one, by=secretary)


def _leaves(story: Story, days: int, texts: dict[str, Any]) -> None:
    """The newest plain member moves away."""
    seat = story.council.terms.get(status="sitting").seats.filter(ended_on=None, post=Post.MEMBER, side=Side.CITIZEN)
    gone = seat.order_by("pk")[0]
    with at(_days_ago(days)):
        seats.end(seat=gone, ended_on=_days_ago(days).date(), reason=texts["left"]["reason"], by=story.secretary)


def _by_election(story: Story, texts: dict[str, Any]) -> None:
    if story.council.formations.count() > 1:
        return
    _leaves(story, LEFT, texts)
    begun = _days_ago(AGAIN)
    one = _announced(story, FormationKind.BY_ELECTION, texts["later"], begun, places=1)
    one = _elected(story, one, [_sent(one, story.people[10], begun)], texts, unmet=0)
    day = local_date(one.nominations_until or begun) + 5 * DAY
    with at(cut_off(day, NOON)):
        selecting.approve(formation=one, act=Act("31-Д", day, day, day), delegates=[], by=story.secretary)


def _open(story: Story, texts: dict[str, Any]) -> None:
    """A visitor can name a candidate, or stand, today."""
    _leaves(story, NOW + 5, texts)
    begun = _days_ago(NOW)
    one = _announced(story, FormationKind.BY_ELECTION, texts["later"], begun, places=1)
    _sent(one, story.people[11], begun)
