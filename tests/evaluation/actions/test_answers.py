"""Applicants answer their own marks before the decision: who reads what, once, by the server's clock."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from evaluation import queries
from evaluation.actions import answers, rounds, runs, seats
from evaluation.models import Answer, Entry
from foundation.accounts.models import User
from foundation.audit.models import Event
from foundation.core import jobs
from foundation.core.calendar import working_days_between
from foundation.core.errors import Conflict, DeadlinePassed, Invalid, NotPermitted
from registry.choices import Role
from registry.models import Membership
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db

REASON = "Well argued. Write to a.b@example.org."


def ranked(*, days: int = 3, **rubric: bool) -> build.Panel:
    """A closed round of two entries with a computed ranking and reasons to the first criterion."""
    panel = build.prepared(main=2, entries=2, answer_days=days, **rubric)
    panel.round = rounds.draw(round=panel.round, by=panel.officer)
    for seat in panel.seats:
        seats.accept(seat=seat, statement=build.STATEMENT, by=seat.expert.user)
    panel.round = build.open_scoring(panel)
    for entry in panel.entries:
        for seat in panel.seats:
            build.submit(panel, seat, entry, [800, 100 * seat.number], {"c1": REASON} if seat.number == 2 else {})
    panel.round = rounds.close(round=panel.round, by=panel.officer)
    _run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    return panel


def ask(panel: build.Panel) -> Entry:
    """The first entry, after the applicants are asked."""
    with transaction.atomic():
        panel.round = answers.ask(round=panel.round, by=panel.officer)
    return Entry.objects.select_related("round__rubric").get(pk=panel.entries[0].pk)


def person_of(entry: Entry, role: str = Role.NGO_HEAD) -> User:
    held = Membership.objects.filter(organisation=entry.organisation, role=role).first()
    return held.user if held else MembershipFactory(organisation=entry.organisation, role=role).user


def test_an_applicant_answers_once_and_the_audit_does_not_keep_its_words() -> None:
    panel = ranked()
    entry = ask(panel)
    head = person_of(entry)

    answers.answer(entry=entry, text=" The budget is on page 3. ", by=head)

    kept = Answer.objects.get()
    assert (kept.entry, kept.text, kept.sent_by) == (entry, "The budget is on page 3.", head)
    with pytest.raises(Conflict, match="has answered already"):
        answers.answer(entry=entry, text="Once more.", by=head)
    event = Event.objects.get(verb="evaluation.answer.sent")
    assert (event.changes, event.reason) == ({"entry": entry.reference}, "")
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
        Answer.objects.update(text="Another one.")


def test_the_window_is_so_many_working_days_and_ends_by_the_servers_clock() -> None:
    with time_machine.travel(dt.datetime(2026, 11, 27, 9, tzinfo=dt.UTC), tick=False):
        panel = ranked(days=3)
        entry = ask(panel)
    head = person_of(entry)
    until = panel.round.answers_until

    # 27 November 2026 is a Friday.
    assert until.isoformat() == "2026-12-02T23:59:00+05:00"
    with time_machine.travel(until + dt.timedelta(seconds=1), tick=False), pytest.raises(DeadlinePassed):
        answers.answer(entry=entry, text="Too late.", by=head)
    with time_machine.travel(until, tick=False):
        answers.answer(entry=entry, text="In time.", by=head)
    assert Answer.objects.get().text == "In time."


def test_only_head_and_editor_of_the_applicant_answer_and_its_people_read() -> None:
    panel = ranked()
    entry = ask(panel)
    viewer, stranger = person_of(entry, Role.NGO_VIEWER), person_of(panel.entries[1])

    for person, words in ((viewer, "Only the head or an editor"), (stranger, "shown to the applicant")):
        with pytest.raises(NotPermitted, match=words):
            answers.answer(entry=entry, text="Me too.", by=person)
    for person in (UserFactory(), panel.officer):
        with pytest.raises(NotPermitted, match="shown to the applicant"):
            answers.answer(entry=entry, text="Me too.", by=person)
    for text, words in (("  ", "Write your answer"), ("x" * 2001, "2000 characters")):
        with pytest.raises(Invalid, match=words):
            answers.answer(entry=entry, text=text, by=person_of(entry, Role.NGO_EDITOR))
    assert Answer.objects.count() == 0


@pytest.mark.parametrize("shows", [False, True])
def test_own_means_alone_are_shown_and_reasons_only_where_the_rubric_says_so(shows: bool) -> None:
    panel = ranked(shows_comments=shows)
    entry = ask(panel)

    own = queries.own_marks(entry)

    assert [(row.criterion.code, row.mean) for row in own.marks] == [("c1", Decimal(8)), ("c2", Decimal("1.5"))]
    assert [row.reasons for row in own.marks] == [[(2, "Well argued. Write to […].")] if shows else [], []]
    assert {"total", "rank", "spread", "result"} & set(type(own).__slots__) == set()


def test_applicants_are_asked_once_after_the_ranking_where_it_was_announced() -> None:
    silent, early, panel = ranked(days=0), build.closed(answer_days=2), ranked()
    ask(panel)

    for one, words in ((silent, "without answers"), (early, "when the ranking is computed"), (panel, "asked already")):
        with pytest.raises(Conflict, match=words), transaction.atomic():
            answers.ask(round=one.round, by=one.officer)
    with pytest.raises(NotPermitted), transaction.atomic():
        answers.ask(round=panel.round, by=UserFactory())


def test_who_reads_the_answers() -> None:
    panel = ranked()
    entry = ask(panel)
    head, rival = person_of(entry), person_of(panel.entries[1])
    answers.answer(entry=entry, text="Here.", by=head)
    inside = MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user
    tied = MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user
    MembershipFactory(user=tied, organisation=panel.entries[1].organisation, role=Role.NGO_VIEWER)
    expert = panel.seats[0].expert.user
    readers = (head, inside, panel.officer, UserFactory(is_auditor=True), rival, tied, expert, UserFactory())

    seen = [set(queries.answers_by_reference(panel.round, person)) for person in readers]

    assert seen == [{"A-1"}] * 4 + [set()] * 4
    assert Answer.objects.visible_to(AnonymousUser()).count() == 0


def test_working_days_between_two_days() -> None:
    friday, monday, tuesday = dt.date(2026, 11, 27), dt.date(2026, 11, 30), dt.date(2026, 12, 1)

    found = [working_days_between(*pair) for pair in ((friday, friday), (friday, monday), (tuesday, friday))]

    assert found == [0, 1, -2]
    assert working_days_between(friday, tuesday, {monday: False}) == 1
