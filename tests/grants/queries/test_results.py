from __future__ import annotations

import pytest
from django.test import Client

from grants.choices import ApplicationStatus
from grants.queries.results import call_results, own_result
from tests.builders import decisions as build

pytestmark = pytest.mark.django_db


def test_applicant_reads_its_formal_check_at_once_and_its_marks_at_the_decision() -> None:
    contest = build.checking(applications=1)
    nothing = own_result(contest.application(0))
    build.check(contest, 0)

    checked = own_result(contest.application(0))

    assert nothing is None
    assert (checked.check.conclusion, len(checked.items), checked.standing) == ("admit", 8, None)


def test_applicant_reads_its_own_result_in_full() -> None:
    contest = build.decided(applications=2)
    application = contest.application(1)
    client = Client()
    client.force_login(application.submitted_by)

    own = own_result(application)
    text = client.get(application.get_absolute_url()).text

    assert (own.application.status, own.standing.result.rank, own.standing.result.total) == (
        ApplicationStatus.FUNDED,
        2,
        18,
    )
    assert [(criterion.code, mean) for criterion, mean in own.criterion_means] == [("c1", 10), ("c2", 8)]
    expected = ["500,000\xa0₸", "18.00 points", "Grant awarded", "Answers of the formal check"]
    assert [word for word in expected if word not in text] == []


def test_refused_applicant_reads_why() -> None:
    contest = build.decided(applications=2, refused=(1,))

    own = own_result(contest.application(1))

    assert (own.standing, own.check.reason, own.criterion_means) == (None, "The territory is missing.", [])
    assert [item.reason for item in own.items if not item.is_met] == ["No place is named."]


def test_there_are_no_results_before_the_decision_whoever_asks() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)

    assert call_results(contest.fresh()) is None


def test_last_check_of_a_corrected_application_is_published() -> None:
    contest = build.checking(applications=2, allows_return=True)
    until = build.timezone.now() + build.dt.timedelta(days=1)
    build.check(contest, 0, "return", correct_until=until)
    application = contest.application(0)
    build.build.applications.submit(application=application, by=application.submitted_by)
    build.check(contest, 0, "refuse", version=2, reason="Still no place.")
    build.check(contest, 1)
    build.decide(contest)

    refusals = call_results(contest.fresh()).refusals

    assert [(one.check.number, one.check.reason) for one in refusals] == [(2, "Still no place.")]


@pytest.mark.parametrize("code", ["kk", "ru"])
def test_pages_are_whole_in_every_language(code: str) -> None:
    contest = build.decided(applications=2, refused=(1,))
    clients = {name: Client() for name in ("officer", "secretary", "nobody")}
    clients["officer"].force_login(contest.officer)
    clients["secretary"].force_login(contest.secretary)
    slug, number = contest.call.slug, contest.applications[1].number
    pages = [
        ("officer", f"calls/{slug}/phases/"),
        ("officer", f"calls/{slug}/check/"),
        ("officer", f"applications/{number}/check/"),
        ("secretary", f"calls/{slug}/meeting/"),
        ("nobody", f"calls/{slug}/results/"),
        ("nobody", "history/"),
    ]

    answers = {path: clients[who].get(f"/{code}/grants/{path}").status_code for who, path in pages}

    assert answers == {path: 200 for _who, path in pages}
