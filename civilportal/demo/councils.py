"""The country's councils in real proportions, and one council that works for a year."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from civilportal.demo import cast
from civilportal.demo.data import read
from civilportal.demo.ngos import people as names
from civilportal.demo.stage import at
from councils.actions import attendance, councils, meetings, motions, paper, recommendations, seats
from councils.choices import BallotKind, Choice, Level, Majority, Post, ReplyKind, Side
from councils.models import Council, Meeting, Motion, Seat
from councils.rules.councils import NewSeat
from foundation.accounts.models import User
from foundation.core.calendar import cut_off, local_date
from publishing.reports import pdf
from publishing.reports.blocks import Items, Printed, Section
from registry.actions import bodies
from registry.choices import BodyKind, OrganisationStatus
from registry.models import Body, Organisation, Region

WHOLE = 23_335  # NGOs of the real registry: the number of councils follows the size of the demo
SLUG = "demo-akimat-council"
ACCOUNTS, PRESENT = 14, 14
# Place of a meeting in the year → how it votes; openly in all others.
BALLOTS = {1: BallotKind.SECRET, 2: BallotKind.PAPER}
AFTERNOON = dt.time(15)


@dataclass(frozen=True)
class Kind:
    """Councils of one level: how many in the whole country, members of each; 258 and about 4,000 together."""

    level: str
    body: str
    total: int
    members: int


# 258 councils with about 4,000 members are real figures (implementation of the Concept); their split is invented.
KINDS = (
    Kind(Level.REPUBLICAN, BodyKind.CENTRAL, 22, 20),
    Kind(Level.REGION, BodyKind.AKIMAT, 20, 19),
    Kind(Level.DISTRICT, BodyKind.AKIMAT, 196, 15),
    Kind(Level.QUASI_STATE, BodyKind.QUASI_STATE, 20, 12),
)


def is_loaded() -> bool:
    return Meeting.objects.filter(council__slug=SLUG).count() >= len(read("councils.toml")["meetings"])


def load() -> None:
    """All councils, then the year of the one at the demo's akimat."""
    if is_loaded():
        return
    with translation.override("kk"):
        for serial, kind, body, region in _places():
            _council(serial, kind, body, region)
        _play(Council.objects.get(slug=SLUG))


def _places() -> Iterator[tuple[int, Kind, Body, Region | None]]:
    """Number, level, body and region of each council; the demo's akimat is the first of the regions."""
    regions = list(Region.objects.order_by("code"))
    akimat = Body.objects.select_related("region").get(code=read("calls.toml")["bodies"]["akimat"]["code"])
    serial = 0
    for kind in KINDS:
        total = max(1, round(kind.total * settings.DEMO_NGOS / WHOLE))
        for place in range(total):
            serial += 1
            if kind.level == Level.REGION and place == 0:
                yield serial, kind, akimat, akimat.region
                continue
            region = regions[(place + serial) % len(regions)] if kind.body == BodyKind.AKIMAT else None
            yield serial, kind, _body(serial, kind, region), region


def _body(serial: int, kind: Kind, region: Region | None) -> Body:
    words = read("councils.toml")["bodies"][kind.level]
    code = f"demo-{kind.level.replace('_', '-')}-{serial}"
    found = Body.objects.filter(code=code).first()
    values = {f"name_{one}": _named(words[one], serial, region, one) for one in ("kk", "ru", "en")}
    return found or bodies.create(
        values={**values, "code": code, "kind": kind.body, "region": region, "is_invented": True}, by=None
    )


def _named(words: str, serial: int, region: Region | None, language: str) -> str:
    return words.format(number=serial, region=getattr(region, f"name_{language}") if region else "")


def _council(serial: int, kind: Kind, body: Body, region: Region | None) -> None:
    """A council with its approved members, unless it is there."""
    if Council.objects.filter(body=body).exists():
        return
    words = read("councils.toml")["council"]
    facts: dict[str, Any] = {
        f"name_{one}": words[one].format(body=getattr(body, f"name_{one}")) for one in ("kk", "ru", "en")
    }
    slug = SLUG if body.code == "demo-akimat" else f"{body.code}-council"
    facts |= {"slug": slug, "body": body, "level": kind.level, "region": region, "is_invented": True}
    council = councils.create(values=facts, by=None)
    starts_on = local_date(timezone.now()) - dt.timedelta(days=400 + serial)
    councils.approve(
        term=councils.start_term(council=council, size=kind.members, by=None),
        seats=_members(serial, kind, region),
        starts_on=starts_on,
        ends_on=starts_on.replace(year=starts_on.year + 3, day=min(starts_on.day, 28)),
        decision_number=f"{serial}-Д",
        decided_on=starts_on,
        by=None,
    )


def _members(serial: int, kind: Kind, region: Region | None) -> list[NewSeat]:
    """One in seven from the state, which is the real share; the others from organisations and citizens by turns."""
    ngos = iter(_ngos(serial, kind.members, region))
    occupations = itertools.cycle(read("councils.toml")["occupations"])
    found = []
    for place, name in enumerate(names(kind.members, seed=serial)):
        if place and place % 7 == 0:
            found.append(NewSeat(name, Side.STATE, None, "мемлекеттік қызметші", is_public_servant=True))
            continue
        ngo = next(ngos, None) if place % 2 == 0 else None
        post = {0: Post.CHAIR, 1: Post.DEPUTY, 2: Post.PRESIDIUM}.get(place, Post.MEMBER)
        found.append(NewSeat(name, Side.NGO if ngo else Side.CITIZEN, ngo, next(occupations), post=post))
    return found


def _ngos(serial: int, most: int, region: Region | None) -> Sequence[Organisation]:
    rows = Organisation.objects.filter(is_invented=True, status=OrganisationStatus.ACTIVE, bin__isnull=False)
    if region is not None:
        rows = rows.filter(region=region)
    first = serial * 7 % max(1, rows.count() - most)
    return list(rows.order_by("pk")[first : first + most])


def _play(council: Council) -> None:
    """A year: four meetings with votes and recommendations, one meeting ahead."""
    secretary = User.objects.get(email=cast.email("akimat_officer"))
    members = _link(council, secretary)
    told = read("councils.toml")["rules"]
    councils.change(council=council, values={"paper_rule": told["paper"]}, reason=told["reason"], by=secretary)
    today = local_date(timezone.now())
    for place, told in enumerate(read("councils.toml")["meetings"]):
        held_at = cut_off(today - dt.timedelta(days=told["days_ago"]), AFTERNOON)
        with at(min(held_at - dt.timedelta(days=12), timezone.now())):
            meeting = _planned(council, secretary, told, held_at)
        if held_at < timezone.now():
            with at(held_at):
                motion = _held(meeting, secretary, members, told, BALLOTS.get(place, BallotKind.OPEN))
            _recommended(council, motion, secretary, told, held_at)


def _link(council: Council, secretary: User) -> list[tuple[Seat, User]]:
    """The first members have accounts; one of them is in the file of accounts."""
    found = []
    for place, seat in enumerate(Seat.objects.filter(term__council=council).order_by("pk")[:ACCOUNTS]):
        user = cast.council_member(place, seat.full_name)
        if seat.user_id is None:
            seats.link(seat=seat, email=user.email, by=secretary)
        found.append((seat, user))
    return found


def _planned(council: Council, secretary: User, told: dict[str, Any], held_at: dt.datetime) -> Meeting:
    plan = {"topic": told["topic"], "held_at": held_at, "place": told["place"], "video_url": ""}
    meeting = meetings.plan(council=council, values=plan, by=secretary)
    for item in told["items"]:
        meetings.add_item(meeting=meeting, values=item, by=secretary)
    return meetings.announce(meeting=meeting, by=secretary)


def _held(
    meeting: Meeting, secretary: User, members: list[tuple[Seat, User]], told: dict[str, Any], ballot: str
) -> Motion:
    meeting = meetings.open_meeting(meeting=meeting, by=secretary)
    there = [seat.pk for seat, _user in members[:PRESENT]]
    attendance.mark(meeting=meeting, present=there[:-2], by_video=there[-2:], by=secretary)
    item = meeting.items.get(position=1)
    meetings.record_words(item=item, text=told["said"], by=secretary)
    motion = motions.put(item=item, text=told["motion"], ballot=ballot, majority=Majority.SIMPLE, by=secretary)
    motion = motions.open_vote(motion=motion, conflicts={}, by=secretary)
    if ballot == BallotKind.PAPER:
        _count_papers(motion, secretary, members)
    else:
        for place, (_seat, user) in enumerate(members[:PRESENT]):
            motions.vote(motion=motion, choice=Choice.AGAINST if place in told["against"] else Choice.FOR, by=user)
    motion = motions.close_vote(motion=motion, by=secretary)
    meetings.publish(meeting=meetings.close(meeting=meeting, by=secretary), by=secretary)
    return motion


def _count_papers(motion: Motion, secretary: User, members: list[tuple[Seat, User]]) -> None:
    """One paper was not put in and one is invalid; three members counted and signed."""
    counting = [seat for seat, _user in members[1:4]]
    found = {"given_out": PRESENT, "in_box": PRESENT - 1, "invalid": 1}
    found |= {"in_favour": PRESENT - 4, "against": 1, "abstained": 1}
    title = read("councils.toml")["rules"]["protocol"]
    lines = [*(f"{name}: {number}" for name, number in found.items()), *(seat.full_name for seat in counting)]
    printed = Printed(
        title, motion.text, motion.item.meeting.council.name_kk, "kk", title, [Section(title, [Items(lines)])]
    )
    scan = SimpleUploadedFile("protocol.pdf", pdf.render(printed, moment=motion.item.meeting.held_at))
    paper.enter(motion=motion, numbers=found, counted_by=counting, protocol=scan, by=secretary)


def _recommended(council: Council, motion: Motion, secretary: User, told: dict[str, Any], held_at: dt.datetime) -> None:
    """Sent two days after the meeting; what the body did stands in the data."""
    with at(held_at + dt.timedelta(days=2)):
        one = recommendations.write(
            council=council, addressee=council.body, text=told["motion"], motion=motion, by=secretary
        )
        recommendations.send(recommendation=one, by=secretary)
    if told.get("reply"):
        with at(held_at + dt.timedelta(days=told["reply_after"])):
            kind = told["kind"]
            until = None if kind == ReplyKind.DECLINED else local_date(held_at) + dt.timedelta(days=100)
            recommendations.reply(recommendation=one, kind=kind, text=told["reply"], do_until=until, by=secretary)
    if told.get("result"):
        with at(held_at + dt.timedelta(days=90)):
            recommendations.finish(recommendation=one, result=told["result"], by=secretary)
