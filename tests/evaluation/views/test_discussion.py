from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from evaluation.actions import calibration, rounds, runs, sheets
from evaluation.choices import RoundStatus, SheetStatus
from evaluation.models import CalibrationAnswer, CalibrationExample, SheetChange
from foundation.core import jobs
from tests.builders import evaluation as build
from tests.evaluation.views.pages import errors, table, words

pytestmark = pytest.mark.django_db


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


def moment(name: str, days: int) -> dict[str, str]:
    at = timezone.localtime(timezone.now() + dt.timedelta(days=days))
    return {f"{name}_{part}": value for part, value in enumerate([str(at.day), str(at.month), str(at.year), "18:00"])}


@pytest.fixture
def panel() -> build.Panel:
    return build.discussing([[[800, 600], [700, 500]], [[900, 900], []]])


def sign_in(client, seat) -> None:
    client.force_login(seat.expert.user)


def test_the_officer_opens_the_discussion(client) -> None:
    panel = build.scoring(main=1, entries=1, has_discussion=True)
    build.submit(panel, panel.seats[0], panel.entries[0], [500, 500])
    client.force_login(panel.officer)

    refused = client.post(page("round-discuss", panel.round.pk), moment("discuss-discussion_until", -2))
    done = client.post(page("round-discuss", panel.round.pk), moment("discuss-discussion_until", 2))

    panel.round.refresh_from_db()
    assert errors(refused) == ["The discussion ends: The end of the discussion must be in the future."]
    assert (done.status_code, panel.round.status) == (302, RoundStatus.DISCUSSION)
    assert "Close the scoring" in words(client.get(page("round-detail", panel.round.pk)))


def test_an_expert_sees_the_others_under_numbers_without_a_mean(client, panel) -> None:
    first, second = panel.seats
    sign_in(client, first)

    shown = client.get(page("sheet-discuss", panel.sheet(first, panel.entries[0]).pk))

    assert table(shown, "Marks of the other experts") == [
        ["Criterion 1", "Expert 2", "7.00", "–"],
        ["Criterion 2", "Expert 2", "5.00", "–"],
    ]
    assert second.expert.user.full_name not in shown.content.decode()
    for figure in ("13.00", "14.00", "12.00", "7.50"):
        assert figure not in words(shown)


def test_who_gave_no_independent_marks_sees_none(client, panel) -> None:
    first, second = panel.seats
    sign_in(client, second)

    refused = client.get(page("sheet-discuss", panel.sheet(second, panel.entries[1]).pk))
    foreign = client.get(page("sheet-discuss", panel.sheet(first, panel.entries[0]).pk))

    assert (refused.status_code, foreign.status_code) == (403, 404)
    assert "9.00" not in refused.content.decode()


def test_while_the_scoring_goes_on_nobody_sees_the_others(client) -> None:
    panel = build.scoring(main=2, entries=1, has_discussion=True)
    for seat in panel.seats:
        build.submit(panel, seat, panel.entries[0], [300, 300])
    sign_in(client, panel.seats[0])

    assert client.get(page("sheet-discuss", panel.sheet(panel.seats[0], panel.entries[0]).pk)).status_code == 403


def test_changing_the_own_marks_leaves_old_and_new(client, panel) -> None:
    seat = panel.seats[0]
    sheet = panel.sheet(seat, panel.entries[0])
    sign_in(client, seat)
    typed = {"mark_c1": "8.00", "mark_c2": "7.00", "version": str(sheet.version), "reason": ""}

    refused = client.post(page("sheet-discuss", sheet.pk), typed)
    done = client.post(page("sheet-discuss", sheet.pk), typed | {"reason": "The budget holds."}, follow=True)

    assert errors(refused) == ["Say why you change your marks. The other experts will read it."]
    row = table(done, "Changed after submission: old and new")[0]
    assert row[1:] == [
        "Expert 1, A-1 Changed in the discussion",
        "Criterion 2: 6.00 → 7.00",
        "14.00 → 15.00",
        "The budget holds.",
    ]


def test_two_windows_in_the_discussion_lose_nothing(client, panel) -> None:
    seat = panel.seats[0]
    sheet = panel.sheet(seat, panel.entries[0])
    sign_in(client, seat)
    typed = {"mark_c1": "8.00", "mark_c2": "7.00", "version": str(sheet.version), "reason": "First"}
    client.post(page("sheet-discuss", sheet.pk), typed)

    again = client.post(page("sheet-discuss", sheet.pk), typed | {"mark_c2": "1.00", "reason": "Second"})

    sheet.refresh_from_db()
    assert (again.status_code, sheet.marks) == (409, [800, 700])
    assert "Second" in words(again)
    assert f'name="version" value="{sheet.version}"' in again.content.decode()


def test_the_list_leads_to_the_discussion_and_after_it_marks_are_read_only(client, panel) -> None:
    seat = panel.seats[0]
    sign_in(client, seat)
    listed = client.get(page("sheet-list", panel.round.pk))
    rounds.close(round=panel.round, by=panel.officer, reason="Over")
    over = client.get(page("sheet-discuss", panel.sheet(seat, panel.entries[0]).pk))

    assert page("sheet-discuss", panel.sheet(seat, panel.entries[0]).pk) in listed.content.decode()
    assert "The discussion is over." in words(over)
    assert "Change my marks" not in words(over)


def test_complaint_11_a_change_after_filing_gives_a_diff_that_both_sides_see(client, panel) -> None:
    """Hidden from strangers and from the officer while experts discuss; then the same diff for expert and officer, and
    for everybody once the ranking is published."""
    seat = panel.seats[0]
    sheet = panel.sheet(seat, panel.entries[0])
    sheets.revise(
        sheet=sheet,
        marks={"c1": 800, "c2": 700},
        comments={},
        reason="The budget holds.",
        version=sheet.version,
        by=seat.expert.user,
    )
    address, seen = page("change-list", panel.round.pk), {}

    def look(name: str) -> None:
        for who, user in (("officer", panel.officer), ("other", panel.seats[1].expert.user), ("nobody", None)):
            client.logout()
            if user:
                client.force_login(user)
            seen[name, who] = "Criterion 2: 6.00 → 7.00" in words(client.get(address))

    look("discussion")
    rounds.close(round=panel.round, by=panel.officer, reason="Over")
    look("closed")
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    run.refresh_from_db()
    with transaction.atomic():
        runs.publish(run=run, by=panel.officer)
    look("published")

    assert seen == {
        ("discussion", "officer"): False,
        ("discussion", "other"): False,
        ("discussion", "nobody"): False,
        ("closed", "officer"): True,
        ("closed", "other"): True,
        ("closed", "nobody"): False,
        ("published", "officer"): True,
        ("published", "other"): True,
        ("published", "nobody"): True,
    }
    assert SheetChange.objects.count() == 1


def test_complaint_8_an_aggregate_is_shown_only_by_phase_and_with_its_formula(client) -> None:
    panel = build.discussing([[[800, 600], [700, 500]]])
    mean, totals = "13.00", ("14.00", "12.00")
    pages = [
        (panel.officer, page("round-detail", panel.round.pk)),
        (panel.seats[0].expert.user, page("sheet-discuss", panel.sheet(panel.seats[0], panel.entries[0]).pk)),
        (panel.seats[0].expert.user, page("sheet-list", panel.round.pk)),
        (panel.seats[0].expert.user, page("sheet-edit", panel.sheet(panel.seats[0], panel.entries[0]).pk)),
    ]
    for user, address in pages:
        client.force_login(user)
        shown = words(client.get(address))
        assert not [figure for figure in (mean, *totals) if figure in shown], address
    rounds.close(round=panel.round, by=panel.officer, reason="Over")
    run, job = runs.request(round=panel.round, by=panel.officer)
    jobs.run(str(job.pk))
    client.force_login(panel.officer)

    explained = words(client.get(page("result-detail", run.pk, 1)))

    assert "26.00 ÷ 2 = 13.00" in explained


# The calibration example


def calibrated() -> build.Panel:
    panel = build.signed(main=1, entries=1)
    calibration.write(
        round=panel.round,
        titles={"en": "Example"},
        texts={"en": "An invented application."},
        marks={"c1": 700, "c2": 400},
        reasons={"c1": "Clear.", "c2": "Unclear."},
        by=panel.officer,
    )
    panel.round = build.open_scoring(panel)
    return panel


def test_the_officer_writes_the_example(client) -> None:
    panel = build.signed(main=1, entries=1)
    client.force_login(panel.officer)
    address = page("calibration-edit", panel.round.pk)
    typed = {"title_en": "Example", "text_en": "Text", "mark_c1": "7.00", "mark_c2": "4.00", "comment_c1": "Clear."}

    refused = client.post(address, typed)
    done = client.post(address, typed | {"comment_c2": "Unclear."})
    shown = client.get(address)

    assert errors(refused) == ["Why this mark: Criterion 2: “Criterion 2”: say why this is the reference mark."]
    assert done.url == page("round-detail", panel.round.pk)
    assert CalibrationExample.objects.get().marks == [700, 400]
    assert "Unclear." in words(shown)


def test_the_expert_goes_through_the_example_before_the_first_entry(client) -> None:
    panel = calibrated()
    seat = panel.seats[0]
    sign_in(client, seat)
    sheet = panel.sheet(seat, panel.entries[0])
    before = client.get(page("sheet-edit", sheet.pk))
    listed = client.get(page("sheet-list", panel.round.pk))
    example = client.get(page("calibration-detail", panel.round.pk))
    refused = client.post(page("calibration-detail", panel.round.pk), {"mark_c1": "9.00"})
    done = client.post(page("calibration-detail", panel.round.pk), {"mark_c1": "9.00", "mark_c2": "4.00"}, follow=True)
    after = client.get(page("sheet-edit", sheet.pk))

    assert "Score the calibration example first" in words(before)
    assert "Submit the score sheet" not in words(before)
    assert page("calibration-detail", panel.round.pk) in listed.content.decode()
    assert "An invented application." in words(example)
    assert "Unclear." not in example.content.decode()
    assert errors(refused) == ["“Criterion 2”: give a mark."]
    assert table(done, "Your marks beside the reference") == [
        ["Criterion 1", "9.00", "7.00", "+2.00", "Clear."],
        ["Criterion 2", "4.00", "4.00", "0.00", "Unclear."],
    ]
    assert "Submit the score sheet" in words(after)
    assert CalibrationAnswer.objects.count() == 1


def test_autosave_before_the_example_is_refused_in_words(client) -> None:
    panel = calibrated()
    seat = panel.seats[0]
    sign_in(client, seat)
    sheet = panel.sheet(seat, panel.entries[0])

    answer = client.post(page("sheet-autosave", sheet.pk), {"mark_c1": "7.00", "version": "0"})

    sheet.refresh_from_db()
    assert (answer.status_code, sheet.status, sheet.marks) == (422, SheetStatus.DRAFT, [None, None])
    assert "calibration example first" in answer.json()["message"]


def test_the_example_is_for_its_own_people(client) -> None:
    panel, bare = calibrated(), build.scoring(main=1, entries=1)
    client.force_login(bare.officer)
    foreign = [
        client.get(page(name, panel.round.pk)).status_code for name in ("calibration-edit", "calibration-detail")
    ]
    sign_in(client, bare.seats[0])
    none = client.get(page("calibration-detail", bare.round.pk))

    assert (foreign, none.status_code) == ([404, 404], 404)
