from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluation import queries
from evaluation.choices import ConflictKind, SeatKind, SeatStatus, SheetStatus, TieScope
from evaluation.models import Assignment, Declaration, HintReview, PanelTerms
from foundation.core import jobs
from foundation.core.models import Job
from registry.choices import Role
from tests.builders import evaluation as build
from tests.evaluation.views.pages import errors, table, words
from tests.evaluation.views.test_rounds import moment
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


def chosen(**values) -> dict[str, str]:
    return {"ties_bar": "round", "experts_per_entry": "", "max_load": "", "public_source": "", **values}


def test_the_whole_way_from_the_draw_to_a_replacement(client) -> None:
    """Terms → draw with a public value → statements → proposal → acceptance → opening → recusal → replacement."""
    panel = build.prepared(main=3, reserve=1, experts=5, entries=6)
    round_ = panel.round
    client.force_login(panel.officer)
    client.post(page("panel-terms", round_.pk), chosen(experts_per_entry="2", public_source="Rate of the dollar"))
    assert "it is entered at the draw" in words(client.get(page("draw-detail", round_.pk)))

    without = client.post(page("round-draw", round_.pk), {"public_value": ""})
    client.post(page("round-draw", round_.pk), {"public_value": "447.11"})
    assert (without.status_code, errors(without)) == (
        422,
        ["Public value: Enter the value that was announced: Rate of the dollar."],
    )
    for seat in panel.seats:
        client.force_login(seat.expert.user)
        client.post(page("seat-statement", seat.pk), {"confirm": "on"})

    client.force_login(panel.officer)
    assert "Work out a proposal" in words(client.get(page("assignment-detail", round_.pk)))
    asked = client.post(page("assignment-propose", round_.pk))
    job = Job.objects.get(name="evaluation.propose_assignment")
    assert asked.url == reverse("jobs:job-detail", args=[job.pk])
    jobs.run(str(job.pk))
    job.refresh_from_db()
    shown = client.get(job.result["url"])
    assert [row[1] for row in table(shown, "Entries for each expert")] == ["4", "4", "4"]
    client.post(page("assignment-accept", round_.pk))
    client.post(page("round-open", round_.pk), moment(3))
    leaving = panel.seats[0]
    client.post(page("seat-recuse", leaving.pk), {"reason": "Illness"})
    replacement = round_.seats.get(kind=SeatKind.MAIN, status=SeatStatus.DRAWN)
    client.force_login(replacement.expert.user)
    client.post(page("seat-statement", replacement.pk), {"confirm": "on"})

    assert replacement.sheets.filter(status=SheetStatus.DRAFT).count() == 4
    client.force_login(panel.officer)
    board = table(client.get(page("workload")), "Open score sheets of each expert")
    assert sorted(row[0] for row in board) == sorted(str(seat.expert) for seat in panel.seats)
    assert [row[3:] for row in board] == [["4", "0", "0", "4"]] * 3
    assert [row[0] for row in table(client.get(page("assignment-detail", round_.pk)), "Earlier lists")] == ["1", "2"]
    assert "447.11" in words(client.get(page("draw-detail", round_.pk)))


def test_terms_are_shown_as_they_are_kept_and_faults_at_their_fields(client) -> None:
    panel = build.prepared(main=2)
    client.force_login(panel.officer)
    address = page("panel-terms", panel.round.pk)

    refused = client.post(address, chosen(experts_per_entry="9"))
    client.post(address, chosen(experts_per_entry="1", max_load="5", bars_own_region="on", by_direction="on"))

    assert (refused.status_code, errors(refused)) == (
        422,
        ["Experts for each entry: Enter a number from 1 to 2, the number of seats."],
    )
    kept = PanelTerms.objects.get(round=panel.round)
    assert (kept.max_load, kept.bars_own_region, kept.by_direction, kept.allows_translator) == (5, True, True, False)
    assert 'value="5"' in client.get(address).content.decode()


def test_terms_after_the_opening_are_only_shown(client) -> None:
    panel = build.scoring()
    client.force_login(panel.officer)

    assert "cannot be changed any more" in words(client.get(page("panel-terms", panel.round.pk)))


def test_a_draw_is_not_held_before_its_moment_and_everybody_sees_when(client) -> None:
    panel = build.prepared(main=1)
    later = timezone.now() + build.dt.timedelta(days=1)
    PanelTerms.objects.create(round=panel.round, draw_at=later)
    client.force_login(panel.officer)

    refused = client.post(page("round-draw", panel.round.pk))
    client.logout()
    public = client.get(page("draw-detail", panel.round.pk))

    assert (refused.status_code, "The draw is announced for" in words(refused)) == (409, True)
    assert timezone.localtime(later).strftime("%H:%M") in words(public)


def test_a_short_proposal_says_why_and_what_would_help(client) -> None:
    panel = build.proposed(2, main=2, entries=3, max_load=2)
    client.force_login(panel.officer)
    address = page("assignment-detail", panel.round.pk)

    shown = client.get(address)
    refused = client.post(page("assignment-accept", panel.round.pk), {"reason": ""})
    client.post(page("assignment-accept", panel.round.pk), {"reason": "Two are enough."})

    rows = table(shown, "Entries with too few experts, and what keeps the others away")
    assert {row[2] for row in rows} <= {"no place left: 1", "no place left: 2"}
    assert "Let one expert have up to 3 entries – every entry gets its experts" in words(shown)
    assert (refused.status_code, len(errors(refused))) == (422, 1)
    assert Assignment.objects.get(round=panel.round).reason == "Two are enough."


@pytest.mark.parametrize("count", [1, 3])
def test_officers_pages_take_the_same_number_of_queries(client, count: int, django_assert_num_queries) -> None:
    panel = build.assigned(1, main=count, reserve=0, experts=count, entries=count)
    client.force_login(panel.officer)
    client.get(page("workload"))

    with django_assert_num_queries(9):
        detail = client.get(page("assignment-detail", panel.round.pk))
    with django_assert_num_queries(23):
        client.get(page("conflict-list", panel.round.pk))
    with django_assert_num_queries(4):
        board = client.get(page("workload"))

    assert len(table(detail, "Entries for each expert")) == count
    assert len(table(board, "Open score sheets of each expert")) == count


OFFICERS = ("panel-terms", "assignment-detail", "conflict-list")


def test_strangers_experts_and_tied_officers_see_no_page_of_the_panel(client) -> None:
    panel = build.assigned(1, main=2, entries=2)
    seat = panel.seats[0]
    tied = MembershipFactory(organisation=None, body=panel.body, role=Role.OFFICER).user
    MembershipFactory(user=tied, organisation=panel.entries[0].organisation, role=Role.NGO_VIEWER)
    seated = MembershipFactory(user=seat.expert.user, organisation=None, body=panel.body, role=Role.OFFICER).user

    for person, status in ((build.officer_of(build.BodyFactory()), 404), (tied, 403), (seated, 403)):
        client.force_login(person)
        found = {name: client.get(page(name, panel.round.pk)).status_code for name in OFFICERS}
        assert found == dict.fromkeys(OFFICERS, status)
        assert "No round of yours is being scored now." in words(client.get(page("workload")))


def test_an_expert_declares_before_signing_without_learning_whose_entry_is_whose(client) -> None:
    panel = build.drawn(main=1, reserve=1, entries=2)
    seat, organisation = panel.seats[0], panel.entries[1].organisation
    client.force_login(seat.expert.user)
    address = page("seat-conflicts", seat.pk)

    shown = client.get(address)
    empty = client.post(address, {})
    done = client.post(address, {"organisation": organisation.pk, "kind": "relative", "text": "My sister."})

    assert str(organisation) in words(shown)
    assert not any(entry.reference in words(shown) or entry.title in words(shown) for entry in panel.entries)
    assert (empty.status_code, len(errors(empty))) == (422, 3)
    assert done.url == address
    assert table(client.get(address), "You have declared") == [[str(organisation), "A relative of mine is tied to it"]]


def test_a_declared_membership_ends_the_seat_and_leads_to_the_desk(client) -> None:
    panel = build.signed(main=1, reserve=1)
    seat = panel.seats[0]
    client.force_login(seat.expert.user)

    values = {"organisation": panel.entries[0].organisation.pk, "kind": "member", "text": "Since 2019."}
    done = client.post(page("seat-conflicts", seat.pk), values)

    assert done.url == reverse("desk")
    assert "you have left the round" in words(client.get(page("seat-conflicts", seat.pk)))


def test_an_expert_recognises_an_entry_while_reading(client) -> None:
    panel = build.scoring(main=2, entries=2)
    seat, other = panel.seats
    sheet = panel.sheet(seat, panel.entries[0])
    client.force_login(other.expert.user)
    assert client.get(page("sheet-conflict", sheet.pk)).status_code == 404
    client.force_login(seat.expert.user)

    shown = client.get(page("sheet-conflict", sheet.pk))
    empty = client.post(page("sheet-conflict", sheet.pk), {})
    client.post(page("sheet-conflict", sheet.pk), {"kind": "other", "text": "I wrote its plan."})

    assert str(panel.entries[0].organisation) not in words(shown)
    assert (empty.status_code, len(errors(empty))) == (422, 2)
    sheet.refresh_from_db()
    assert sheet.status == SheetStatus.VOID
    assert Declaration.objects.get().kind == ConflictKind.OTHER


def test_an_officer_looks_at_a_sign_and_dismisses_it(client) -> None:
    panel = build.scoring(main=1, entries=1)
    seat, organisation = panel.seats[0], panel.entries[0].organisation
    seat.expert.user.full_name = "Ойданова Айгүл"
    seat.expert.user.save()
    organisation.head_name = "Ойданов Ерлан"
    organisation.save()
    client.force_login(panel.officer)
    listed = client.get(page("conflict-list", panel.round.pk))
    address = page("hint-review", panel.round.pk, seat.number, organisation.pk, "surname")

    empty = client.post(address, {})
    client.post(address, {"outcome": "dismissed", "reason": "Not related."})

    signs = "Weak signs of a tie"
    assert [row[3] for row in table(listed, signs)] == ["To look at"]
    assert (empty.status_code, len(errors(empty))) == (422, 2)
    assert [row[3] for row in table(client.get(page("conflict-list", panel.round.pk)), signs)] == [
        "No conflict Not related."
    ]
    assert "No conflict: Not related." in words(client.get(address))
    assert HintReview.objects.get().reviewed_by == panel.officer
    assert client.get(page("hint-review", panel.round.pk, seat.number, organisation.pk, "email")).status_code == 404


def test_known_ties_and_declarations_are_listed_for_the_officer(client) -> None:
    panel = build.scoring(main=2, reserve=0, entries=2)
    seat, tied = panel.seats
    client.force_login(seat.expert.user)
    values = {"organisation": panel.entries[0].organisation.pk, "kind": "relative", "text": "My sister."}
    client.post(page("seat-conflicts", seat.pk), values)
    MembershipFactory(user=tied.expert.user, organisation=panel.entries[1].organisation)
    client.force_login(panel.officer)

    shown = client.get(page("conflict-list", panel.round.pk))

    assert [row[2] for row in table(shown, "Known ties of experts with a seat")] == [str(panel.entries[1].organisation)]
    assert [row[1:4] for row in table(shown, "Declared conflicts")] == [
        ["1", str(panel.entries[0].organisation), "A relative of mine is tied to it My sister."]
    ]


def test_who_scored_what_is_public_with_the_ranking_and_not_before(client) -> None:
    panel = build.assigned(1, main=2, entries=2)
    address = page("draw-detail", panel.round.pk)
    before = client.get(address)
    for entry, number in sorted(queries.live_sheet_pairs(panel.round)):
        seat = panel.round.seats.get(number=number)
        build.submit(panel, seat, panel.entries[entry - 1], [500, 500])
    panel.round = build.rounds.close(round=panel.round, by=panel.officer)
    run, job = build.runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    run.refresh_from_db()
    with build.transaction.atomic():
        build.runs.publish(run=run, by=panel.officer)

    after = client.get(address)

    assert "Who scored what" not in words(before)
    assigned = {entry: seat for seat, entries in queries.assigned_entries(panel.round).items() for entry in entries}
    assert table(after, "Who scored what") == [[str(entry), f"Expert {assigned[entry]}"] for entry in (1, 2)]
    names = {str(seat.expert) for seat in panel.seats}
    assert not any(name in words(after) for name in names)


def test_the_statement_fits_the_terms(client) -> None:
    panel = build.drawn(main=1)
    seat = panel.seats[0]
    client.force_login(seat.expert.user)
    address = page("seat-statement", seat.pk)
    whole = words(client.get(address))
    PanelTerms.objects.create(round=panel.round, ties_bar=TieScope.ENTRY)

    assert "I will score the entries of" in whole
    assert "that are given to me" in words(client.get(address))
