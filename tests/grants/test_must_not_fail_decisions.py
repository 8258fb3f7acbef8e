"""Complaints about other systems that this one must never earn; the numbers are those of the list kept by the project."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from evaluation.actions import rounds, sheets
from evaluation.models import Result, ScoreSheet
from foundation.core.errors import Conflict, DeadlinePassed, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from grants.actions import applications as applicant
from grants.actions import history, phases
from grants.models import Call
from grants.queries import results as queries
from grants.rules.history import AwardRow
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def draft(sheet: ScoreSheet, marks: tuple[int, int]) -> None:
    """Marks that are typed and saved, but not submitted."""
    codes = sheet.seat.round.rubric.criteria.values_list("code", flat=True)
    sheets.save_marks(
        sheet=sheet,
        marks=dict(zip(codes, marks, strict=True)),
        comments={},
        version=sheet.version,
        by=sheet.seat.expert.user,
    )


def test_complaint_08_averages_leak() -> None:
    """Nobody but the commission reads a total, a mean or a rank before the decision; the rule shows with the figure."""
    contest = build.voting(applications=2)
    build.vote_for(contest)
    application = contest.application(0)
    applicant_client = Client()
    applicant_client.force_login(application.submitted_by)

    pages = [
        Client().get(reverse("grants:results", args=[contest.call.slug])),
        applicant_client.get(reverse("grants:results", args=[contest.call.slug])),
        applicant_client.get(application.get_absolute_url()),
    ]

    assert [page.status_code for page in pages] == [404, 404, 200]
    assert [text for page in pages for text in ("19.00", "Rank 1") if text in page.text] == []
    assert queries.own_result(application).standing is None


def test_complaint_09_ranking_finished_in_spreadsheets() -> None:
    """The list with its budget line is made inside, and the published outcome has every number that it follows from."""
    contest = build.decided(applications=4)

    outcome = queries.call_results(contest.fresh())

    assert [(line.result.rank, line.result.total, line.application.awarded) for line in outcome.standings] == [
        (1, 19, 500_000),
        (2, 18, 500_000),
        (3, 17, None),
        (4, 16, None),
    ]
    assert [len(line.means) for line in outcome.standings] == [len(outcome.criteria)] * 4
    assert (outcome.money.budget, outcome.money.awarded, outcome.money.left) == (1_000_000, 1_000_000, 0)


def test_complaint_10_draft_vote_counted() -> None:
    """Only submitted reviews of experts who signed enter a figure: not a draft, not one that was given back."""
    contest = build.scoring(applications=2)
    build.score(contest, [[[500, 500], []], [[600, 600], [1000, 1000]]])
    first, second = (
        list(ScoreSheet.objects.filter(entry__number=number, entry__round=contest.call.round).order_by("seat__number"))
        for number in (1, 2)
    )
    draft(first[1], (1000, 1000))
    sheets.reopen(sheet=second[1], reason="A slip of the pen", by=contest.officer)
    rounds.close(round=contest.call.round, by=contest.officer, reason="Two sheets are missing.")
    run = build.compute(contest)
    phases.start_decision(call=contest.fresh(), by=contest.officer)

    results = Result.objects.filter(run=run).order_by("entry__number")

    assert [(one.sheets, one.total, one.rank) for one in results] == [(1, 10, 2), (1, 12, 1)]
    assert str(first[1].marks) not in str(run.inputs)
    assert [len(entry["sheets"]) for entry in run.inputs["entries"]] == [1, 1]


def test_complaint_10_draft_vote_of_the_commission_counted() -> None:
    """A ballot that was filled in but not sent, or sent before the vote was repeated, is not a vote."""
    contest = build.voting(applications=1)
    build.vote_for(contest)
    build.meetings.revise(meeting=contest.meeting, reason="The list was wrong", by=contest.secretary)
    build.meetings.open_voting(meeting=contest.meeting, by=contest.secretary)

    roll = build.sitting(contest.meeting, contest.secretary).lines[0].tally.roll

    assert (roll.present, roll.in_favour, roll.silent) == (3, 0, 3)
    with pytest.raises(Exception, match="have not voted on"):
        build.decisions.conclude(meeting=contest.meeting, by=contest.secretary)


def test_complaint_11_data_changed_silently_after_filing() -> None:
    """From the sending on the text is frozen; what the experts read is a copy of it, with the digest kept beside."""
    contest = build.scoring(applications=1)
    application = contest.application(0)
    section = application.sections.get(name="project")

    for change in (
        lambda: applicant.save_section(
            application=application, name="project", typed={}, version=section.version, by=application.submitted_by
        ),
        lambda: applicant.reopen(application=application, by=application.submitted_by),
        lambda: applicant.submit(application=application, by=application.submitted_by),
    ):
        with pytest.raises((Conflict, DeadlinePassed, NotPermitted, TransitionNotAllowed)):
            change()

    assert application.versions.count() == 1
    section.refresh_from_db()
    assert section.data["title"] == "Garden 1"


def test_complaint_11_published_figures_never_change() -> None:
    """A ranking computed after the decision stands beside the published one and changes nothing on the page."""
    contest = build.decided(applications=2)
    before = queries.call_results(contest.fresh())

    build.compute(contest)
    after = queries.call_results(Call.objects.get(pk=contest.call.pk))

    assert (after.run.pk, after.run.number) == (before.run.pk, 1)
    assert [line.result.total for line in after.standings] == [line.result.total for line in before.standings]


def test_complaint_17_official_cannot_see_earlier_aid() -> None:
    """The officer reads on the page of the check what the NGO got before, from this body, another one, or elsewhere."""
    elsewhere = build.decided(applications=1, title_en="Earlier contest")
    winner = elsewhere.application(0)
    row = AwardRow(
        2, "A fund", winner.organisation.bin, "Older grants", Decimal(250_000), dt.date(2022, 7, 1), "Protocol 5"
    )
    history.import_awards(rows=[row], digest="a" * 64, file_name="awards.csv", by=elsewhere.officer)
    contest = build.announced(applications=0)
    contest.applications = [build.build.application_at(call=contest.call, head=winner.submitted_by)]
    build.close_window(contest)
    phases.start_check(call=contest.call, by=contest.officer)
    client = Client()
    client.force_login(contest.officer)

    text = client.get(reverse("grants:check-detail", args=[contest.applications[0].number])).text

    expected = ["Earlier contest", str(elsewhere.operator), "Older grants", "250,000\xa0₸", "Protocol 5"]
    assert [word for word in expected if word not in text] == []
