"""Complaints that repeat in portals of this kind (the must-not-fail list): each a test by its name."""

from __future__ import annotations

import datetime as dt
import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, connections, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import queries
from evaluation.actions import rounds, seats, sheets
from evaluation.choices import RoundStatus, SeatStatus, SheetStatus
from evaluation.models import Round, Seat
from evaluation.rules.conflicts import conflicted
from foundation.core.errors import Conflict, DomainError
from foundation.core.workflow import TransitionNotAllowed
from registry.choices import AffiliationKind, Role
from registry.models import Affiliation
from tests.builders import evaluation as build
from tests.evaluation.views.pages import words
from tests.factories.registry import MembershipFactory


def tie(panel: build.Panel, chance: random.Random) -> None:
    expert, entry = chance.choice(panel.experts), chance.choice(panel.entries)
    kind = chance.choice(AffiliationKind.values)
    Affiliation.objects.get_or_create(expert=expert, organisation=entry.organisation, kind=kind, since=None)


def membership(panel: build.Panel, chance: random.Random) -> None:
    organisation = chance.choice(panel.entries).organisation
    user = chance.choice(panel.experts).user
    if not user.memberships.filter(organisation=organisation).exists():
        MembershipFactory(user=user, organisation=organisation, role=Role.NGO_VIEWER)


def entry(panel: build.Panel, chance: random.Random) -> None:
    with transaction.atomic():
        build.add_entry(panel, panel.round.entries.count() + 1)


def draw(panel: build.Panel, chance: random.Random) -> None:
    rounds.draw(round=panel.round, by=panel.officer)


def start(panel: build.Panel, chance: random.Random) -> None:
    rounds.open(round=panel.round, scoring_until=timezone.now() + dt.timedelta(days=1), by=panel.officer)


def a_seat(panel: build.Panel, chance: random.Random) -> Seat:
    return chance.choice(list(panel.round.seats.select_related("expert__user", "round")) or NOBODY)


def sign(panel: build.Panel, chance: random.Random) -> None:
    if seat := a_seat(panel, chance):
        seats.accept(seat=seat, statement="No tie.", by=seat.expert.user)


def recuse(panel: build.Panel, chance: random.Random) -> None:
    if seat := a_seat(panel, chance):
        seats.recuse(seat=seat, reason="Tie", by=panel.officer)


def score(panel: build.Panel, chance: random.Random) -> None:
    seat = a_seat(panel, chance)
    if seat and (sheet := seat.sheets.order_by("pk").first()):
        marks = {"c1": 500, "c2": 500}
        sheets.submit(sheet=sheet, marks=marks, comments={}, version=sheet.version, by=seat.expert.user)


NOBODY = [None]
Event = Callable[[build.Panel, random.Random], None]
EVENTS = (tie, membership, entry, draw, sign, sign, sign, recuse, start, score)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(EVENTS), max_size=25), st.randoms(use_true_random=False))
def test_complaint_06_reviewer_assigned_to_own_or_related_case(events: list[Event], chance: random.Random) -> None:
    """Whatever happens in whatever order: nobody with a known tie is drawn, signs, gets a seat from the reserve or scores."""
    panel = build.prepared(main=2, reserve=2, experts=6, entries=3)
    for event in events:
        tied = conflicted(panel.round)
        before = set(panel.round.seats.values_list("expert__user_id", "kind", "status"))
        submitted = set(panel.round.seats.filter(sheets__status=SheetStatus.SUBMITTED).values_list("sheets", flat=True))
        try:
            event(panel, chance)
        except (DomainError, TransitionNotAllowed):
            continue
        panel.round = Round.objects.get(pk=panel.round.pk)
        after = set(panel.round.seats.values_list("expert__user_id", "kind", "status"))
        newly = {user for user, _kind, status in after - before if status != SeatStatus.RECUSED}
        scored = panel.round.seats.filter(sheets__status=SheetStatus.SUBMITTED).exclude(sheets__in=submitted)
        assert not newly & tied
        assert not set(scored.values_list("expert__user_id", flat=True)) & tied


@pytest.mark.django_db
def test_complaint_07_conflicted_official_infers_hidden_facts_from_counts(client) -> None:
    """An officer who also sits as an expert, and an expert: neither page nor count changes with the others' marks."""
    panel = build.scoring(main=2, entries=2)
    seat, other = panel.seats
    MembershipFactory(user=seat.expert.user, organisation=None, body=panel.body, role=Role.COMMISSION)
    client.force_login(seat.expert.user)
    addresses = [
        reverse("evaluation:sheet-list", args=[panel.round.pk]),
        reverse("evaluation:sheet-edit", args=[panel.sheet(seat, panel.entries[0]).pk]),
        reverse("desk"),
    ]
    before = [words(client.get(address)) for address in addresses]

    for entry in panel.entries:
        build.submit(panel, other, entry, [1000, 0])

    assert [words(client.get(address)) for address in addresses] == before
    assert client.get(reverse("evaluation:round-detail", args=[panel.round.pk])).status_code == 404


@pytest.mark.django_db
def test_complaint_08_averages_confuse_or_leak(client) -> None:
    """No aggregate exists before the closing, and each one that is shown stands beside its formula."""
    panel = build.scoring(main=1, entries=1)
    build.submit(panel, panel.seats[0], panel.entries[0], [700, 800])
    assert queries.latest_run(panel.round) is None

    _, run = build.published([[[700, 800], [900, 800]]])
    shown = words(client.get(reverse("evaluation:result-detail", args=[run.pk, 1])))

    assert "Mean of the sheets, rounded half up to two places 32.00 ÷ 2 = 16.00" in shown


@pytest.mark.django_db
def test_complaint_09_ranking_finished_in_spreadsheets_never(client) -> None:
    """Ranks, ties and pass marks are all here, and the whole is reproducible by a program of its own."""
    _, run = build.published([[[900, 900]], [[900, 900]], [[100, 100]]], pass_mark=10)

    ranking = [(row.entry.number, row.rank, row.is_passing) for row in queries.ranking(run)]

    assert ranking == [(1, 1, True), (2, 1, True), (3, 3, False)]


@pytest.mark.django_db
def test_complaint_10_draft_vote_counted_in_a_ranking() -> None:
    panel = build.closed([[[1000, 1000], []], [[500, 500], [500, 500]]])

    document = queries.inputs_document(panel.round)

    assert [[sheet["marks"] for sheet in entry["sheets"]] for entry in document["entries"]] == [
        [[1000, 1000]],
        [[500, 500], [500, 500]],
    ]


@pytest.mark.django_db
def test_complaint_11_data_changed_silently_after_filing() -> None:
    """A submitted sheet changes only after it is given back with a reason that stays in the audit."""
    panel = build.scoring(main=1, entries=1)
    seat, entry = panel.seats[0], panel.entries[0]
    sheet = build.submit(panel, seat, entry, [500, 500])

    with pytest.raises(TransitionNotAllowed):
        build.submit(panel, seat, entry, [1000, 1000])

    sheet.refresh_from_db()
    assert sheet.marks == [500, 500]


@pytest.mark.django_db(transaction=True)
def test_a_sheet_submitted_while_the_round_is_being_closed_counts_or_is_refused() -> None:
    """The closing waits for a submission that is under way; one that comes later finds the round closed."""
    panel = build.scoring(main=1, entries=2)
    seat = panel.seats[0]
    first, second = (panel.sheet(seat, entry) for entry in panel.entries)
    closed = threading.Event()

    def close() -> None:
        try:
            rounds.close(round=panel.round, by=panel.officer, reason="Over")
        finally:
            closed.set()
            connections.close_all()

    with transaction.atomic():
        first.__class__.objects.select_for_update().get(pk=first.pk)
        thread = threading.Thread(target=close)
        thread.start()
        waited = not closed.wait(1)
    thread.join(30)

    assert waited
    assert Round.objects.get(pk=panel.round.pk).status == RoundStatus.CLOSED
    with pytest.raises(Conflict, match="closed"):
        sheets.submit(sheet=second, marks={"c1": 0, "c2": 0}, comments={}, version=0, by=seat.expert.user)
    assert connection.is_usable()
