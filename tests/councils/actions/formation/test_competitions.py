"""A competition for seats: when it may begin, its working group, its announcement (rules R50–R54)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from councils.actions import councils
from councils.actions.formation import candidates, competitions, reminders
from councils.choices import CandidateStatus, FormationKind, FormationStatus, Side, TermStatus
from councils.models import Formation
from councils.queries.desk import desk_tasks
from councils.rules.formation import NewGroupMember
from foundation.audit.models import Event
from foundation.core import clock
from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from tests.builders import councils as build
from tests.builders import formation as form
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def faults_of(refusal: pytest.ExceptionInfo[Invalid]) -> list[tuple[str, str]]:
    return [(fault.field, fault.rule) for fault in refusal.value.faults]


def begin(built: build.Built, moment: dt.datetime = form.START, **values: object) -> Formation:
    given = {"kind": FormationKind.RENEWAL, "places": 3, "state_places": 0, **values}
    with clock.playing(moment):
        return competitions.start(council=built.council, values=given, by=built.secretary)


def test_renewal_starts_two_months_before_the_end_and_takes_a_new_term() -> None:
    form.with_parameters()
    built = build.sitting(3, with_accounts=False)
    early = dt.datetime(2028, 11, 8, 10, tzinfo=form.ALMATY)
    with pytest.raises(Invalid) as refusal:
        begin(built, early, state_places=2)
    assert faults_of(refusal) == [("state_places", "R52"), ("kind", "R54")]
    assert "2 of 3 seats are for the state; at most a third, 1, may be." in str(refusal.value)
    assert "9 November 2028" in str(refusal.value)

    formation = begin(built, dt.datetime(2028, 11, 9, 10, tzinfo=form.ALMATY), state_places=1)

    assert (formation.term.status, formation.term.size, formation.open_places) == (TermStatus.FORMING, 3, 2)
    assert formation.due_on == dt.date(2028, 11, 9)
    with pytest.raises(Conflict):
        begin(built)
    with pytest.raises(Conflict):
        councils.approve(
            term=formation.term,
            seats=build.new_seats(3),
            starts_on=form.FIRST_DAY,
            ends_on=dt.date(2032, 1, 9),
            decision_number="1",
            decided_on=form.FIRST_DAY,
            by=built.secretary,
        )
    with pytest.raises(NotPermitted):
        competitions.start(council=built.council, values={"kind": "renewal", "places": 3}, by=UserFactory())


def test_size_of_the_level_and_seats_for_the_state() -> None:
    built = build.entered("republican", "central")
    with pytest.raises(Invalid) as refusal:
        begin(built, places=14, state_places=14)
    assert faults_of(refusal) == [("places", "R50"), ("state_places", "")]
    assert begin(built, places=15).due_on is None


def test_by_election_fills_no_more_than_what_is_empty() -> None:
    built = build.sitting(3, with_accounts=False)
    with pytest.raises(Invalid) as refusal:
        begin(built, kind=FormationKind.BY_ELECTION, places=1, state_places=1)
    assert faults_of(refusal) == [("places", "R50"), ("state_places", "")]
    with pytest.raises(Invalid):
        begin(build.entered(), kind=FormationKind.BY_ELECTION, places=1)
    assert form.by_election(2).formation.term.status == TermStatus.SITTING


def test_working_group_holds_the_share_of_the_state() -> None:
    one = form.started()
    secretary, formation = one.built.secretary, one.formation
    state = [NewGroupMember(UserFactory(), Side.STATE) for _ in range(2)]
    twin = NewGroupMember(UserFactory(), Side.CITIZEN)
    with pytest.raises(Invalid) as refusal:
        competitions.name_group(formation=formation, members=[*state, twin], by=secretary)
    assert faults_of(refusal) == [("", "R51"), ("", "")]
    assert "at most a third, 1, may" in str(refusal.value)
    with pytest.raises(Invalid) as refusal:
        competitions.name_group(
            formation=formation,
            members=[twin, twin, NewGroupMember(UserFactory(), Side.NGO, is_head=True)],
            by=secretary,
        )
    assert faults_of(refusal) == [("group-1", ""), ("group-2", "")]
    with pytest.raises(Invalid, match="at least 3 are needed"):
        competitions.name_group(formation=formation, members=[twin], by=secretary)
    assert formation.group.count() == 0

    competitions.name_group(formation=formation, members=form.members_of_group(), by=secretary)
    competitions.name_group(formation=formation, members=form.members_of_group(4), by=secretary)
    assert formation.group.count() == 4
    assert Event.objects.filter(verb="councils.formation.group_named").latest("pk").changes == {
        "members": 4,
        "from_state": 1,
    }


def test_announcement_needs_words_a_group_and_ten_working_days() -> None:
    one = form.started()
    secretary = one.built.secretary
    with clock.playing(form.START), pytest.raises(Invalid) as refusal:
        competitions.announce(formation=one.formation, by=secretary)
    assert faults_of(refusal) == [("about_kk", ""), ("about_ru", ""), ("", ""), ("nominations_until", "")]
    one = form.announced(one)
    assert one.formation.status == FormationStatus.NOMINATING
    with pytest.raises(Conflict):
        competitions.change(formation=one.formation, values={"places": 5}, by=secretary)
    with clock.playing(form.START), pytest.raises(Conflict):
        competitions.close(formation=one.formation, by=secretary)

    short = form.started()
    with clock.playing(form.START):
        competitions.name_group(formation=short.formation, members=form.members_of_group(), by=short.built.secretary)
        soon = {"about_kk": "а", "about_ru": "а", "nominations_until": form.START + dt.timedelta(days=13)}
        competitions.change(formation=short.formation, values=soon, by=short.built.secretary)
        with pytest.raises(Invalid, match="until 24 November 2028 at least"):
            competitions.announce(formation=short.formation, by=short.built.secretary)


def test_nominations_are_opened_again_and_a_competition_ends_with_a_reason() -> None:
    one = form.closed(form.announced(form.started()))
    secretary, later = one.built.secretary, form.AFTER + dt.timedelta(days=30)
    with clock.playing(form.AFTER):
        with pytest.raises(Invalid) as refusal:
            competitions.extend(formation=one.formation, until=form.AFTER, reason="", by=secretary)
        assert faults_of(refusal) == [("nominations_until", ""), ("reason", "")]
        again = competitions.extend(formation=one.formation, until=later, reason="Too few", by=secretary)
    assert (again.status, again.nominations_until) == (FormationStatus.NOMINATING, later)
    with pytest.raises(Invalid):
        competitions.cancel(formation=again, reason=" ", by=secretary)
    over = competitions.cancel(formation=again, reason="The body is dissolved", by=secretary)
    with pytest.raises(TransitionNotAllowed):
        competitions.cancel(formation=over, reason="Again", by=secretary)
    # The term that was begun is taken by the next competition.
    second = begin(one.built, form.AFTER, places=6)
    assert (second.number, second.term, second.term.size) == (2, over.term, 6)


def test_who_does_not_answer_in_time_stands_no_more() -> None:
    one = form.announced(form.started())
    with clock.playing(form.START):
        silent = candidates.stand(formation=one.formation, by=UserFactory())
    form.closed(one)
    silent.refresh_from_db()
    assert silent.status == CandidateStatus.LAPSED


def test_secretariat_is_reminded_once_for_each_step_and_has_it_on_the_desk() -> None:
    built = build.sitting(3, with_accounts=False)
    build.sitting(3, with_accounts=False).term.council.terms.update(ends_on=dt.date(2030, 1, 1))
    told = [
        reminders.remind(today=dt.date(2028, 11, 9) + dt.timedelta(days=days)) for days in (-15, -14, -1, 0, 0, 14, 15)
    ]
    assert told == [0, 1, 1, 1, 1, 1, 1]
    mine = Message.objects.filter(recipient=built.secretary)
    assert sorted(mine.values_list("key", flat=True)) == sorted(
        f"councils.renewal.{built.term.pk}.{step}" for step in (-14, 0, 14)
    )
    with clock.playing(form.START):
        task = desk_tasks(built.secretary)[0]
    assert (task.url, task.status) == (f"/en/councils/{built.council.slug}/formation/new/", "due")
    formation = begin(built)
    assert reminders.remind(today=dt.date(2028, 12, 20)) == 0
    with clock.playing(form.START):
        assert [one.url for one in desk_tasks(built.secretary)] == [formation.get_absolute_url()]


def test_database_keeps_what_the_rules_say() -> None:
    one = form.announced(form.started())
    candidate = form.of_ngo(one)
    rows = Formation.objects.filter(pk=one.formation.pk)
    for values in ({"status": "approved"}, {"state_places": 3}, {"status": "cancelled"}, {"about_kk": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
    people = type(candidate).objects.filter(pk=candidate.pk)
    for values in ({"consented_at": None}, {"organisation": None}, {"status": "elected"}, {"in_favour": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            people.update(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.formation.group.update(is_head=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        type(candidate).objects.create(
            formation=one.formation, number=9, email="x@example.org", nominated_by=candidate.user, full_name="x",
            side=Side.NGO, organisation=candidate.organisation,
        )  # fmt: skip
