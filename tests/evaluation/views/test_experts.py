from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse

from evaluation.actions import rounds, seats
from evaluation.choices import CommentRule, SeatKind, SeatStatus, SheetStatus
from foundation.documents import actions as documents
from foundation.documents.models import Document
from registry.choices import Role
from tests.builders import evaluation as build
from tests.builders.files import pdf
from tests.evaluation.views.pages import errors, table, words
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import CriterionFactory, RubricFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


@pytest.fixture
def panel() -> build.Panel:
    rubric = RubricFactory(criteria=0)
    CriterionFactory(rubric=rubric, position=1, comment_rule=CommentRule.ALWAYS)
    CriterionFactory(rubric=rubric, position=2, comment_rule=CommentRule.NEVER)
    return build.scoring(rubric=rubric, main=2, reserve=1, entries=2)


@pytest.fixture
def expert(panel, client):
    """The first seat's expert, signed in."""
    seat = panel.seats[0]
    client.force_login(seat.expert.user)
    return seat


MESSAGE_QUERIES = 1  # the count of unread messages in the header
GOOD = {"mark_c1": "7.00", "mark_c2": "8.00", "comment_c1": "Clear goal.", "version": "0"}


def test_the_expert_signs_the_statement_that_is_shown(client) -> None:
    panel = build.drawn()
    seat = panel.seats[0]
    client.force_login(seat.expert.user)

    shown = client.get(page("seat-statement", seat.pk))
    refused = client.post(page("seat-statement", seat.pk), {})
    done = client.post(page("seat-statement", seat.pk), {"confirm": "on"}, follow=True)

    seat.refresh_from_db()
    assert seat.statement.startswith("I will score the entries of “Contest”. I am not a member")
    assert seat.statement in words(shown)
    assert (refused.status_code, errors(refused)) == (
        422,
        ["Tick «I declare this and sign it», or step back from this round."],
    )
    assert (seat.status, done.status_code) == (SeatStatus.ACCEPTED, 200)
    assert "You have signed the statement." in done.content.decode()


def test_a_signed_statement_is_shown_as_signed(client, panel, expert) -> None:
    assert build.STATEMENT in words(client.get(page("seat-statement", expert.pk)))


def test_a_known_tie_stops_the_signature(client) -> None:
    panel = build.drawn()
    seat = panel.seats[0]
    MembershipFactory(user=seat.expert.user, organisation=panel.entries[0].organisation, role=Role.NGO_VIEWER)
    client.force_login(seat.expert.user)

    shown = client.get(page("seat-statement", seat.pk))
    refused = client.post(page("seat-statement", seat.pk), {"confirm": "on"})

    assert "You cannot sign" in words(shown)
    assert "Sign the statement" not in words(shown)
    assert refused.status_code == 409


def test_stepping_back_needs_a_reason_and_brings_in_the_reserve(client, panel, expert) -> None:
    refused = client.post(page("seat-recuse", expert.pk), {"reason": ""})
    done = client.post(page("seat-recuse", expert.pk), {"reason": "My brother works there."})

    expert.refresh_from_db()
    assert (refused.status_code, len(errors(refused))) == (422, 1)
    assert (done.url, expert.status) == (reverse("desk"), SeatStatus.RECUSED)
    assert len(panel.seats) == 2


def test_other_peoples_seats_do_not_exist(client, panel) -> None:
    client.force_login(UserFactory())

    for name in ("seat-statement", "seat-recuse"):
        assert client.get(page(name, panel.seats[0].pk)).status_code == 404
    assert client.get(page("sheet-list", panel.round.pk)).status_code == 404


def test_pages_of_the_expert_ask_to_sign_in(client, panel) -> None:
    sheet = panel.sheet(panel.seats[0], panel.entries[0])
    addresses = [
        page("sheet-list", panel.round.pk),
        page("sheet-edit", sheet.pk),
        page("seat-statement", panel.seats[0].pk),
        page("seat-recuse", panel.seats[0].pk),
    ]

    for address in addresses:
        response = client.get(address)
        assert (response.status_code, response.url.split("?")[0]) == (302, reverse("account_login"))


def test_the_list_shows_the_experts_own_progress(client, panel, expert) -> None:
    build.submit(panel, expert, panel.entries[0], [500, 500], {"c1": "Fine."})

    shown = words(client.get(page("sheet-list", panel.round.pk)))

    assert "A-1 Project 1" in shown
    assert "1 of 2" in shown
    assert shown.count("Not started") == 1


def test_the_list_before_the_opening_asks_for_the_statement(client) -> None:
    panel = build.drawn(main=1, reserve=1)
    reserve = panel.round.seats.get(kind=SeatKind.RESERVE)
    client.force_login(panel.seats[0].expert.user)
    first = words(client.get(page("sheet-list", panel.round.pk)))
    client.force_login(reserve.expert.user)
    second = words(client.get(page("sheet-list", panel.round.pk)))
    seats.accept(seat=panel.seats[0], statement="x", by=panel.seats[0].expert.user)
    client.force_login(panel.seats[0].expert.user)
    third = words(client.get(page("sheet-list", panel.round.pk)))

    assert "Sign the no-conflict statement first." in first
    assert "You are in the reserve." in second
    assert "The scoring is not open yet." in third


@pytest.mark.parametrize("entries", [1, 3])
def test_the_list_takes_the_same_number_of_queries(client, entries: int, django_assert_num_queries) -> None:
    panel = build.scoring(main=1, entries=entries)
    client.force_login(panel.seats[0].expert.user)
    client.get(page("sheet-list", panel.round.pk))

    with django_assert_num_queries(5 + MESSAGE_QUERIES):
        response = client.get(page("sheet-list", panel.round.pk))

    assert words(response).count("Project ") == entries


def test_the_score_sheet_stands_beside_the_entry_and_hides_the_applicant(client, panel, expert) -> None:
    response = client.get(page("sheet-edit", panel.sheet(expert, panel.entries[0]).pk))

    organisation = panel.entries[0].organisation
    assert "Plant 1 trees" in words(response)
    assert table(response, "Budget") == [["Trees", "500 000"]]
    for secret in (organisation.bin, organisation.name_en, organisation.name_ru, organisation.name_kk):
        assert secret not in response.content.decode()


def test_an_open_round_shows_the_applicant(client, panel, expert) -> None:
    panel.round.is_blind = False
    panel.round.save()

    response = client.get(page("sheet-edit", panel.sheet(expert, panel.entries[0]).pk))

    assert panel.entries[0].organisation.name_en in words(response)


def test_submitting_a_whole_sheet(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])

    response = client.post(page("sheet-edit", sheet.pk), GOOD)
    shown = client.get(page("sheet-edit", sheet.pk))

    sheet.refresh_from_db()
    assert response.url == page("sheet-list", panel.round.pk)
    assert (sheet.status, sheet.marks, sheet.total) == (SheetStatus.SUBMITTED, [700, 800], 150000)
    assert table(shown, "Your marks") == [["Criterion 1 Clear goal.", "7.00"], ["Criterion 2", "8.00"]]
    assert '<form method="post" novalidate data-autosave' not in shown.content.decode()


def test_a_second_submit_click_changes_nothing_and_says_so(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])
    client.post(page("sheet-edit", sheet.pk), GOOD)

    again = client.post(page("sheet-edit", sheet.pk), GOOD | {"mark_c1": "1.00"})

    sheet.refresh_from_db()
    assert (again.status_code, sheet.marks) == (409, [700, 800])


def test_everything_missing_is_said_at_once_and_what_was_typed_stays(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])

    response = client.post(page("sheet-edit", sheet.pk), {"mark_c2": "8.00", "comment_c1": "  ", "version": "0"})

    assert response.status_code == 422
    assert errors(response) == ["“Criterion 1”: give a mark.", "Give the reason for the mark: Criterion 1."]
    assert 'name="mark_c2" value="8.00" checked' in response.content.decode()
    assert panel.sheet(expert, panel.entries[0]).status == SheetStatus.DRAFT


def test_a_forged_mark_is_refused_beside_what_is_missing(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])

    response = client.post(page("sheet-edit", sheet.pk), {"mark_c1": "7.00", "mark_c2": "99", "version": "0"})

    assert response.status_code == 422
    assert errors(response) == [
        "Criterion 2: Choose one of the answers on the list.",
        "Give the reason for the mark: Criterion 1.",
    ]


def test_fine_scales_are_typed_and_checked(client) -> None:
    rubric = RubricFactory(criteria=0, maximum_total=Decimal("100.00"))
    CriterionFactory(rubric=rubric, position=1, maximum=Decimal(100), step=Decimal("0.50"))
    panel = build.scoring(rubric=rubric, main=1, entries=1)
    sheet = panel.sheet(panel.seats[0], panel.entries[0])
    client.force_login(panel.seats[0].expert.user)

    off_step = client.post(page("sheet-edit", sheet.pk), {"mark_c1": "87,3", "version": "0"})
    word = client.post(page("sheet-edit", sheet.pk), {"mark_c1": "many", "version": "0"})
    good = client.post(page("sheet-edit", sheet.pk), {"mark_c1": "87,5", "version": "0"})

    sheet.refresh_from_db()
    assert errors(off_step) == ["“Criterion 1”: the mark must be from 0.00 to 100.00 in steps of 0.50."]
    assert errors(word)[0] == "Criterion 1: Enter a number."
    assert (good.status_code, sheet.total) == (302, 875000)


def test_save_and_come_back_later_keeps_what_is_there(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])

    client.post(page("sheet-edit", sheet.pk), {"mark_c1": "7.00", "version": "0", "later": "1"})
    shown = client.get(page("sheet-edit", sheet.pk)).content.decode()

    sheet.refresh_from_db()
    assert (sheet.status, sheet.marks, sheet.version) == (SheetStatus.DRAFT, [700, None], 1)
    assert 'name="mark_c1" value="7.00" checked' in shown
    assert 'name="version" value="1"' in shown


def test_the_page_saves_by_itself(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])
    address = page("sheet-autosave", sheet.pk)

    with time_machine.travel("2026-11-22 14:05+05:00", tick=False):
        panel.round.scoring_until = dt.datetime(2026, 11, 30, tzinfo=dt.UTC)
        panel.round.save()
        saved = client.post(address, {"mark_c1": "7.00", "version": "0"})
        stale = client.post(address, {"mark_c1": "3.00", "version": "0"})
        wrong = client.post(address, {"mark_c1": "300", "version": "1"})

    assert (saved.status_code, saved.json()) == (200, {"saved_at": "14:05", "version": 1})
    assert (stale.status_code, "Criterion 1: 7.00" in stale.json()["message"]) == (409, True)
    assert (wrong.status_code, bool(wrong.json()["message"])) == (422, True)


def test_autosave_after_the_deadline_or_the_closing_says_why(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])
    address = page("sheet-autosave", sheet.pk)
    with time_machine.travel(panel.round.scoring_until + dt.timedelta(seconds=1)):
        client.force_login(expert.expert.user)
        late = client.post(address, {"mark_c1": "7.00", "version": "0"})
    rounds.close(round=panel.round, by=panel.officer, reason="Over")
    client.force_login(expert.expert.user)
    closed = client.post(address, {"mark_c1": "7.00", "version": "0"})

    assert (late.status_code, late.json()["message"]) == (
        422,
        "The time for scoring is over. Marks can no longer be changed.",
    )
    assert (closed.status_code, closed.json()["message"]) == (
        422,
        "The scoring is closed. Marks can no longer be changed.",
    )


def test_autosave_of_a_submitted_sheet_and_of_a_stranger(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])
    build.submit(panel, expert, panel.entries[0], [500, 500], {"c1": "Fine."})

    assert client.post(page("sheet-autosave", sheet.pk), {"version": "1"}).status_code == 409
    client.force_login(panel.seats[1].expert.user)
    assert client.post(page("sheet-autosave", sheet.pk), {"version": "1"}).status_code == 404
    client.logout()
    ended = client.post(page("sheet-autosave", sheet.pk), {"version": "1"}, headers={"X-Autosave": "1"})
    assert ended.status_code == 401


def test_marks_survive_a_dead_session(client, panel, expert) -> None:
    address = page("sheet-edit", panel.sheet(expert, panel.entries[0]).pk)
    client.logout()
    client.post(address, GOOD | {"comment_c1": "Typed before the session ended."})
    client.force_login(expert.expert.user)

    shown = client.get(address).content.decode()

    assert "Typed before the session ended." in shown
    assert 'name="mark_c1" value="7.00" checked' in shown


def test_nothing_of_other_experts_shows_through(client, panel, expert) -> None:
    """Same pages before and after the other expert scores: not one byte differs."""
    addresses = [
        page("sheet-list", panel.round.pk),
        page("sheet-edit", panel.sheet(expert, panel.entries[0]).pk),
    ]
    before = [words(client.get(address)) for address in addresses]

    build.submit(panel, panel.seats[1], panel.entries[0], [1000, 1000], {"c1": "Excellent."})

    assert [words(client.get(address)) for address in addresses] == before


def test_a_stale_page_is_told_what_the_other_window_saved_and_keeps_what_was_typed(client, panel, expert) -> None:
    sheet = panel.sheet(expert, panel.entries[0])
    client.post(page("sheet-edit", sheet.pk), {"mark_c1": "3.00", "version": "0", "later": "1"})

    response = client.post(page("sheet-edit", sheet.pk), GOOD)

    assert response.status_code == 409
    assert "another window" in errors(response)[0]
    assert 'name="mark_c1" value="7.00" checked' in response.content.decode()
    assert panel.sheet(expert, panel.entries[0]).marks == [300, None]


def test_the_sheet_says_scale_weight_and_when_a_reason_is_required(client) -> None:
    rubric = RubricFactory(criteria=0, maximum_total=Decimal("15.00"))
    CriterionFactory(
        rubric=rubric,
        position=1,
        weight=Decimal("1.50"),
        comment_rule=CommentRule.BELOW,
        comment_below=Decimal(5),
        guidance_en="Is it needed?",
    )
    panel = build.scoring(rubric=rubric, main=1, entries=1)
    client.force_login(panel.seats[0].expert.user)

    shown = words(client.get(page("sheet-edit", panel.sheet(panel.seats[0], panel.entries[0]).pk)))

    assert "Is it needed? From 0 to 10; its weight is 1.5." in shown
    assert "Required for a mark below 5. The applicant will read it." in shown


def document() -> Document:
    upload = SimpleUploadedFile("letter.pdf", pdf())
    with transaction.atomic():
        return documents.store(upload=upload, by=UserFactory())


def test_files_of_an_open_round_are_beside_the_sheet_and_only_for_its_experts(client, panel, expert) -> None:
    entry, file = panel.entries[0], document()
    entry.files.add(file)
    panel.round.is_blind = False
    panel.round.save()
    sheet = panel.sheet(expert, entry)
    address = page("sheet-file", sheet.pk, file.pk)

    shown = client.get(page("sheet-edit", sheet.pk))
    sent = client.get(address)
    other = client.get(page("sheet-file", panel.sheet(expert, panel.entries[1]).pk, file.pk))
    client.force_login(panel.officer)
    foreign = client.get(address)

    assert address in shown.content.decode()
    assert b"".join(sent.streaming_content) == pdf()
    assert (other.status_code, foreign.status_code) == (404, 404)


def test_a_blind_round_shows_and_takes_no_files(client, panel, expert) -> None:
    entry, file = panel.entries[0], document()
    entry.files.add(file)
    sheet = panel.sheet(expert, entry)

    shown = client.get(page("sheet-edit", sheet.pk))
    sent = client.get(page("sheet-file", sheet.pk, file.pk))

    assert "letter.pdf" not in shown.content.decode()
    assert sent.status_code == 404
    early = build.prepared(entries=0)
    with pytest.raises(ValueError, match="blind round takes no files"), transaction.atomic():
        build.add_entry(early, 1, files=[file])
