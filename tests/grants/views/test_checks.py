"""Pages of the officer: phases, list, formal check."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.choices import ApplicationStatus, CallStatus, CheckItem
from grants.models import FormalCheck
from grants.queries.desk import officer_tasks
from tests.builders import decisions as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def filled(conclusion: str = "admit", **changes: str) -> dict[str, str]:
    """The form with eight times yes; ``changes`` replace its inputs."""
    return {item.value: "yes" for item in CheckItem} | {"conclusion": conclusion, "version": "1"} | changes


def check_page(contest: build.Contest, index: int = 0) -> str:
    return reverse("grants:check-detail", args=[contest.applications[index].number])


def page(name: str, contest: build.Contest, *more: str) -> str:
    return reverse(f"grants:{name}", args=[contest.call.slug, *more])


def test_list_waits_until_the_window_has_closed() -> None:
    contest = build.announced(applications=1)

    text = signed_in(contest.officer).get(page("check-list", contest)).text

    assert ("Applications are still being taken." in text, "Garden 1" in text) == (True, False)
    assert signed_in(contest.officer).get(check_page(contest)).status_code == 404


def test_list_shows_what_was_sent_and_who_has_checked_it() -> None:
    contest = build.announced(applications=3)
    draft = build.build.application_at(ApplicationStatus.DRAFT, call=contest.call, project={"title": "Unsent"})
    build.build.application_at(ApplicationStatus.WITHDRAWN, call=contest.call, project={"title": "Taken back"})
    build.close_window(contest)
    build.phases.start_check(call=contest.call, by=contest.officer)
    build.check(contest, 0)

    response = signed_in(contest.officer).get(page("check-list", contest))

    rows = response.context["page"].rows
    assert [(row.title, row.status, row.checker) for row in rows] == [
        ("Garden 1", ApplicationStatus.ADMITTED, contest.officer.full_name),
        ("Garden 2", ApplicationStatus.SUBMITTED, None),
        ("Garden 3", ApplicationStatus.SUBMITTED, None),
    ]
    assert (response.context["progress"].done, response.context["progress"].total) == (1, 3)
    assert ("500,000\xa0₸" in response.text, draft.number in response.text) == (True, False)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "admitted"}, ["Garden 1"]),
        ({"text": "garden 2"}, ["Garden 2"]),
        ({"region": "710000000"}, ["Garden 1", "Garden 2"]),
        ({"status": "nonsense", "region": "999"}, ["Garden 1", "Garden 2"]),
        ({"status": "returned"}, []),
    ],
)
def test_list_is_narrowed(query: dict[str, str], expected: list[str]) -> None:
    contest = build.checking(applications=2)
    build.check(contest, 0)

    response = signed_in(contest.officer).get(page("check-list", contest), query)

    assert [row.title for row in response.context["page"].rows] == expected


def test_list_goes_on_after_the_last_number(monkeypatch) -> None:
    monkeypatch.setattr("grants.queries.checks.PAGE", 2)
    contest = build.checking(applications=3)
    client = signed_in(contest.officer)

    first = client.get(page("check-list", contest)).context["page"]
    second = client.get(page("check-list", contest), {"after": first.next}).context["page"]

    assert [[row.title for row in one.rows] for one in (first, second)] == [["Garden 1", "Garden 2"], ["Garden 3"]]
    assert second.next == ""


@pytest.mark.parametrize("applications", [1, 3])
def test_list_asks_the_database_a_fixed_number_of_times(applications: int, django_assert_num_queries) -> None:
    contest = build.checking(applications=applications)
    client = signed_in(contest.officer)

    with django_assert_num_queries(7):
        text = client.get(page("check-list", contest)).text

    assert text.count("Garden ") == applications


def test_check_page_puts_the_facts_beside_the_questions() -> None:
    contest = build.checking(applications=1)

    text = signed_in(contest.officer).get(check_page(contest)).text

    expected = ["1 to 6 months", "Sum of the budget lines", "550,000", "0 → 12 km", "Is in good standing"]
    assert [word for word in expected if word not in text] == []
    assert "checked" not in text.split("The eight answers")[1].split("</form>")[0]


def test_admitting_goes_on_to_the_next_application() -> None:
    contest = build.checking(applications=2)

    response = signed_in(contest.officer).post(check_page(contest), filled())

    assert response["Location"] == check_page(contest, 1)
    assert contest.application(0).status == ApplicationStatus.SUBMITTED
    last = signed_in(contest.officer).post(check_page(contest, 1), filled())
    assert last["Location"] == page("check-list", contest)
    second = signed_in(contest.second)
    assert [task.title for task in officer_tasks(contest.second)] == [f"Confirm 2 checks: {contest.call}"]
    assert officer_tasks(contest.officer) == []
    listed = second.get(page("check-list", contest), {"status": "proposed"})
    assert [row.title for row in listed.context["page"].rows] == ["Garden 1", "Garden 2"]
    assert "Confirm the conclusion" in second.get(check_page(contest)).text
    own = signed_in(contest.officer).get(check_page(contest)).text
    assert ("another officer confirms it" in own, "Confirm the conclusion" in own) == (True, False)
    following = second.post(reverse("grants:check-confirm", args=[contest.applications[0].number]))
    assert following["Location"] == check_page(contest, 1)
    back = reverse("grants:check-send-back", args=[contest.applications[1].number])
    assert signed_in(contest.officer).get(back).status_code == 403
    assert second.post(back, {"remark": ""}).context["form"].errors == {
        "remark": ["Say what the first officer should look at."]
    }
    assert second.post(back, {"remark": "Page 4."})["Location"] == page("check-list", contest)
    assert "Page 4." in signed_in(contest.officer).get(check_page(contest, 1)).text
    assert [contest.application(index).status for index in (0, 1)] == [
        ApplicationStatus.ADMITTED,
        ApplicationStatus.SUBMITTED,
    ]


def test_everybody_reads_the_conclusions_when_the_phase_is_over() -> None:
    contest = build.checking(applications=2)
    early = Client().get(page("check-results", contest))
    build.check(contest, 0, "refuse")
    build.check(contest, 1)
    build.open_scoring(contest)

    text = Client().get(page("check-results", contest)).text

    assert (early.status_code, "All conclusions are published together" in early.text) == (404, True)
    shown = ("Garden 1" in text, "No place is named." in text, "Garden 2" in text)
    assert shown == (True, True, False)
    assert str(contest.applications[1].organisation) not in text


def test_every_fault_is_at_its_field_and_nothing_is_saved() -> None:
    contest = build.checking(applications=1)
    data = filled("refuse", goal="no", theme="", reason="")

    response = signed_in(contest.officer).post(check_page(contest), data)

    assert response.status_code == 200
    assert dict(response.context["form"].errors) == {
        "theme": ["Answer yes or no."],
        "goal_reason": ["Say why the answer is no."],
        "reason": ["Give the reason in words that the applicant understands."],
    }
    assert not FormalCheck.objects.exists()
    assert contest.application(0).status == ApplicationStatus.SUBMITTED


@pytest.mark.parametrize(
    ("conclusion", "changes", "field"),
    [
        ("admit", {"goal": "no", "goal_reason": "Another goal"}, "conclusion"),
        ("refuse", {"reason": "No"}, "conclusion"),
        ("return", {"goal": "no", "goal_reason": "Another goal", "reason": "Correct it"}, "conclusion"),
        ("", {}, "conclusion"),
    ],
)
def test_conclusion_must_follow_from_the_answers(conclusion: str, changes: dict[str, str], field: str) -> None:
    contest = build.checking(applications=1)

    response = signed_in(contest.officer).post(check_page(contest), filled(conclusion, **changes))

    assert list(response.context["form"].errors) == [field]


def test_return_says_how_long_it_can_be_corrected() -> None:
    contest = build.checking(applications=1, allows_return=True, correction_days=7)
    data = filled("return", goal="no", goal_reason="Another goal", reason="Say the goal")
    client = signed_in(contest.officer)

    assert "can be corrected for 7 working days" in client.get(check_page(contest)).text
    client.post(check_page(contest), data)
    signed_in(contest.second).post(reverse("grants:check-confirm", args=[contest.applications[0].number]))

    assert contest.application(0).status == ApplicationStatus.RETURNED


def test_uncorrected_application_can_only_be_refused() -> None:
    contest = build.checking(applications=1, allows_return=True)
    build.check(contest, 0, "return", correct_until=timezone.now() + dt.timedelta(days=1))
    client = signed_in(contest.officer)

    early = client.get(check_page(contest)).text
    with time_machine.travel(timezone.now() + dt.timedelta(days=2), tick=False):
        client.force_login(contest.officer)
        late = client.get(check_page(contest)).text

    assert "The eight answers" not in early
    assert ("Do not admit" in late, 'value="admit"' in late, 'value="return"' in late) == (True, False, False)


def test_concluded_check_is_shown_without_a_form() -> None:
    contest = build.checking(applications=1)
    build.check(contest, 0, "refuse")

    text = signed_in(contest.officer).get(check_page(contest)).text

    assert ("No place is named." in text, "The eight answers" in text) == (True, False)


def test_strangers_find_no_check() -> None:
    contest, other = build.checking(applications=1), build.checking(applications=1)

    for user in (UserFactory(), other.officer, contest.application(0).submitted_by, contest.commission[0]):
        client = signed_in(user)
        assert client.get(check_page(contest)).status_code == 404
        assert client.post(check_page(contest), filled()).status_code == 404
        assert client.get(page("check-list", contest)).status_code == 404
        assert client.get(page("phase-detail", contest)).status_code == 404
    assert Client().get(check_page(contest)).status_code == 302
    assert not FormalCheck.objects.exists()


def test_phases_say_what_stands_before_the_next_step() -> None:
    contest = build.checking(applications=2)
    build.check(contest, 0)

    text = signed_in(contest.officer).get(page("phase-detail", contest)).text

    assert "1 application has not been checked." in text
    assert "Hand the admitted applications to the experts" not in text


@pytest.mark.parametrize(
    ("reach", "button"),
    [
        (build.checking, "Hand the admitted applications to the experts"),
        (build.deciding, "The secretary of the commission prepares the meeting"),
        (build.decided, "Nothing is left to do"),
    ],
)
def test_phases_show_the_step_that_can_be_taken(reach, button: str) -> None:
    contest = reach(applications=1)
    if contest.call.status == CallStatus.CHECKING:
        build.check(contest, 0)

    assert button in signed_in(contest.officer).get(page("phase-detail", contest)).text


def test_steps_are_taken_by_their_buttons() -> None:
    contest = build.announced(applications=1)
    client = signed_in(contest.officer)

    early = client.post(page("phase-advance", contest, "start_check"))
    build.close_window(contest)
    response = client.post(page("phase-advance", contest, "start_check"))

    assert early.status_code == 422
    assert response["Location"] == page("phase-detail", contest)
    assert contest.fresh().status == CallStatus.CHECKING
    assert client.post(page("phase-advance", contest, "decide")).status_code == 404


def test_call_is_cancelled_with_a_reason() -> None:
    contest = build.checking(applications=1)
    client = signed_in(contest.officer)

    shown = client.get(page("phase-cancel", contest))
    empty = client.post(page("phase-cancel", contest), {"reason": ""})
    response = client.post(page("phase-cancel", contest), {"reason": "The budget was cut."})

    assert "cannot be taken up again" in shown.text
    assert empty.context["form"].errors == {"reason": ["Give the reason."]}
    assert response["Location"] == page("phase-detail", contest)
    assert contest.fresh().status == CallStatus.CANCELLED


def test_typed_answers_survive_an_ended_session() -> None:
    contest = build.checking(applications=1)
    client = Client()

    ended = client.post(check_page(contest), filled("refuse", goal="no", goal_reason="Another goal"))
    client.force_login(contest.officer)
    text = client.get(check_page(contest)).text

    assert ended.status_code == 302
    assert "Another goal" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_check_page_asks_the_database_a_fixed_number_of_times(rows: int, django_assert_num_queries) -> None:
    contest = build.announced(applications=0)
    indicator = {"name": "Trees", "unit": "pieces", "baseline": "0", "target": "300", "evidence": "Photographs"}
    contest.applications = [build.submitted(contest, "Garden 1", indicators={"rows": [indicator] * rows})]
    build.close_window(contest)
    build.phases.start_check(call=contest.call, by=contest.officer)
    client = signed_in(contest.officer)

    with django_assert_num_queries(15):
        text = client.get(check_page(contest)).text

    assert text.count("0 → 300 pieces") == rows
