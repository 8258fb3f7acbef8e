"""Competitions for seats at each of their states, reached by calling the real actions on played days."""

from __future__ import annotations

import csv
import datetime as dt
import json
from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from councils.actions.composing import Act
from councils.actions.formation import candidates, competitions, selecting
from councils.choices import CandidatePaperKind, Choice, FormationKind, Side
from councils.models import Candidate, Formation
from councils.rules.candidates import criteria_of, declared
from councils.rules.councils import NewSeat
from councils.rules.formation import NewGroupMember
from foundation.accounts.models import User
from foundation.core import clock
from foundation.core.calendar import ALMATY
from registry.models import Organisation, RuleParameters
from tests.builders import councils as build
from tests.builders import files
from tests.builders.kept import kept
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, OrganisationFactory

# The built council's term ends on 9 January 2029, so forming starts on 9 November 2028 (rule R54).
START = dt.datetime(2028, 11, 10, 10, tzinfo=ALMATY)
UNTIL = dt.datetime(2028, 11, 30, 18, tzinfo=ALMATY)
AFTER = dt.datetime(2028, 12, 1, 10, tzinfo=ALMATY)
FIRST_DAY = dt.date(2029, 1, 10)


@dataclass
class Competition:
    """A competition with its people; the first member of the group heads it, the last comes from the state."""

    built: build.Built
    formation: Formation
    group: list[User] = field(default_factory=list)
    standing: list[Candidate] = field(default_factory=list)

    def reload(self) -> Formation:
        self.formation = Formation.objects.select_related("council__body", "term").get(pk=self.formation.pk)
        return self.formation


def with_parameters() -> None:
    """The parameters of councils as in the file."""
    path = settings.BASE_DIR / "registry" / "data" / "rule_parameters.csv"
    with path.open() as rows:
        for row in csv.DictReader(rows):
            if row["code"].startswith("councils."):
                RuleParameters.objects.get_or_create(
                    key=row.pop("key"), defaults={**row, "values": json.loads(row["values"])}
                )


@kept
def started(places: int = 3, state_places: int = 1, members: int = 3) -> Competition:
    """The next composition of a council at work is begun in time."""
    with_parameters()
    built = build.sitting(members, with_accounts=False)
    with clock.playing(START):
        values = {"kind": FormationKind.RENEWAL, "places": places, "state_places": state_places}
        formation = competitions.start(council=built.council, values=values, by=built.secretary)
    return Competition(built, formation)


@kept
def by_election(vacancies: int = 1, members: int = 4) -> Competition:
    """Members have left; their seats are to be filled."""
    with_parameters()
    built = build.sitting(members, with_accounts=False)
    for seat in built.seats[-vacancies:]:
        seat.ended_on, seat.end_reason = build.STARTS, "Moved away"
        seat.save()
    with clock.playing(START):
        values = {"kind": FormationKind.BY_ELECTION, "places": vacancies, "state_places": 0}
        formation = competitions.start(council=built.council, values=values, by=built.secretary)
    return Competition(built, formation)


def members_of_group(size: int = 3) -> list[NewGroupMember]:
    """So many people, one of them from the state, the first from an organisation and the head."""
    ngo = NewGroupMember(UserFactory(), Side.NGO, OrganisationFactory(), is_head=True)
    citizens = [NewGroupMember(UserFactory(), Side.CITIZEN) for _ in range(size - 2)]
    return [ngo, *citizens, NewGroupMember(UserFactory(), Side.STATE)]


def announced(one: Competition, size: int = 3) -> Competition:
    """Nominations are taken until the end of November."""
    secretary = one.built.secretary
    named = members_of_group(size)
    one.group = [member.user for member in named]
    with clock.playing(START):
        competitions.name_group(formation=one.formation, members=named, by=secretary)
        about = {"about_kk": "Кеңеске мүшелер іріктеледі", "about_ru": "Отбираются члены совета"}
        competitions.change(formation=one.formation, values={**about, "nominations_until": UNTIL}, by=secretary)
        one.formation = competitions.announce(formation=one.formation, by=secretary)
    return one


def values_of(candidate: Candidate, **changed: object) -> dict[str, object]:
    """Everything that a candidate gives."""
    return {
        "full_name": "Ойданова Айгүл Демоқызы",
        "occupation": "teacher",
        "programme": "Clean rivers",
        "is_public_servant": False,
        "statements": declared(candidate.formation),
        "consents": True,
        **changed,
    }


def upload(name: str = "cv.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, files.pdf(name), content_type="application/pdf")


def sent(candidate: Candidate, person: User, **changed: object) -> Candidate:
    """The candidate gives papers, statements and consent."""
    with clock.playing(START):
        candidates.add_paper(candidate=candidate, kind=CandidatePaperKind.CV, upload=upload(), by=person)
        return candidates.submit(candidate=candidate, values=values_of(candidate, **changed), by=person)


def citizen(one: Competition, person: User | None = None, **changed: object) -> Candidate:
    """A citizen stands and sends everything."""
    person = person or UserFactory(full_name="Ойданова Айгүл")
    with clock.playing(START):
        candidate = candidates.stand(formation=one.formation, by=person)
    one.standing.append(sent(candidate, person, **changed))
    return one.standing[-1]


def of_ngo(one: Competition, organisation: Organisation | None = None) -> Candidate:
    """An organisation names a person, who sends everything."""
    head = MembershipFactory(organisation=organisation or OrganisationFactory())
    person = UserFactory()
    with clock.playing(START):
        candidate = candidates.nominate(
            formation=one.formation,
            organisation=head.organisation,
            email=person.email,
            full_name="Demo Nominee",
            by=head.user,
        )
    one.standing.append(sent(candidate, person, full_name="Демов Нурлан Ойданұлы"))
    return one.standing[-1]


def closed(one: Competition) -> Competition:
    """Nominations are over."""
    with clock.playing(AFTER):
        one.formation = competitions.close(formation=one.formation, by=one.built.secretary)
    return one


def checked(one: Competition, unmet: int = 0) -> Competition:
    """Every candidate is checked; the last ``unmet`` lack a document."""
    with clock.playing(AFTER):
        for place, candidate in enumerate(one.standing):
            is_met = place < len(one.standing) - unmet
            answers = dict.fromkeys(criteria_of(candidate), (True, ""))
            answers["documents"] = (is_met, "" if is_met else "The page with the signature is missing")
            selecting.check(candidate=candidate, answers=answers, by=one.built.secretary)
    return one


def listed(one: Competition) -> Competition:
    """The list is published, the working group votes."""
    with clock.playing(AFTER):
        one.formation = selecting.publish_list(formation=one.formation, by=one.built.secretary)
    return one


def voted(one: Competition, *said: str) -> Competition:
    """One word for each member of the group: a letter for each candidate, f(or), a(gainst), -(abstains)."""
    words = {"f": Choice.FOR, "a": Choice.AGAINST, "-": Choice.ABSTAIN}
    with clock.playing(AFTER):
        for user, letters in zip(one.group, said, strict=False):
            choices = {candidate.pk: words[letter] for candidate, letter in zip(one.standing, letters, strict=False)}
            selecting.vote(formation=one.formation, choices=choices, by=user)
    return one


def counted(one: Competition) -> Competition:
    with clock.playing(AFTER):
        one.formation = selecting.count(formation=one.formation, by=one.built.secretary)
    return one


def approved(one: Competition, *delegates: str) -> Competition:
    """The order, with the people whom the state names."""
    act = Act("7/20", AFTER.date(), FIRST_DAY, dt.date(2032, 1, 9))
    seats = [NewSeat(name, Side.STATE, None, "officer", is_public_servant=True) for name in delegates]
    with clock.playing(AFTER):
        one.formation = selecting.approve(formation=one.formation, act=act, delegates=seats, by=one.built.secretary)
    return one


@kept
def played() -> Competition:
    """A whole competition: two seats by vote, three candidates, one of them not admitted; one member named by the state."""
    one = announced(started())
    of_ngo(one)
    citizen(one)
    citizen(one, occupation="driver")
    one = voted(listed(checked(closed(one), unmet=1)), "ff", "ff", "af")
    return approved(counted(one), "Мемлекетов Ерлан")


@kept
def closed_with(citizens: int) -> Competition:
    """So many citizens stand, nominations are over."""
    one = announced(started())
    for _n in range(citizens):
        citizen(one)
    return closed(one)
