"""Pages of the commission and of the results."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from grants.actions import history
from grants.actions.commission import meetings
from grants.choices import ApplicationStatus, CallStatus, MeetingStatus, Outcome
from grants.models import Ballot, Meeting
from grants.rules.decisions import Row
from grants.rules.history import AwardRow
from tests.builders import decisions as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

PLAN = {"protocol_number": "7", "held_at_0": "1", "held_at_1": "7", "held_at_2": "2026", "held_at_3": "10:00"}


def page(name: str, contest: build.Contest) -> str:
    return reverse(f"grants:{name}", args=[contest.call.slug])


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def status(client: Client, path: str) -> int:
    """The answer to a download, read to its end so that the file is closed."""
    response = client.get(path)
    if response.streaming:
        response.getvalue()
    return response.status_code


def test_commission_decides_with_clicks() -> None:
    contest = build.deciding(applications=3)
    secretary, members = signed_in(contest.secretary), [signed_in(person) for person in contest.commission]

    asked = secretary.get(page("meeting-detail", contest))
    prepared = secretary.post(
        page("meeting-prepare", contest),
        PLAN,
    )
    listed = secretary.get(page("meeting-propose", contest))
    declared = [member.post(page("meeting-declare", contest), {}) for member in members]
    opened = secretary.post(page("meeting-open", contest))
    seats = build.seat_ids(contest.meeting, contest.commission)
    marked = secretary.post(page("meeting-attendance", contest), {"present": seats, "seen": ""})
    voted = [member.post(page("meeting-vote", contest), {"rest": "for", "version": "1"}) for member in members]
    before = secretary.get(page("meeting-detail", contest))
    concluded = secretary.post(page("meeting-conclude", contest), {"state": before.context["state"]})

    assert "Prepare the meeting" in asked.text
    assert [prepared.status_code, opened.status_code, marked.status_code] == [302, 302, 302]
    assert "Garden 3" in listed.text
    assert [answer.status_code for answer in [*declared, *voted]] == [302] * 6
    assert "Conclude the meeting and publish" in before.text
    assert concluded["Location"] == page("results", contest)
    assert contest.fresh().status == CallStatus.DECIDED
    assert sorted(contest.call.applications.values_list("status", "awarded")) == [
        (ApplicationStatus.DECLINED, None),
        (ApplicationStatus.FUNDED, 500_000),
        (ApplicationStatus.FUNDED, 500_000),
    ]


def test_list_form_shows_every_fault_at_its_row_and_saves_nothing() -> None:
    contest = build.prepared(applications=3)
    first, second, third = contest.call.applications.order_by("number")
    data = {
        f"{first.number}-outcome": "fund",
        f"{first.number}-amount": "600 000",
        f"{first.number}-reason": "First",
        f"{second.number}-outcome": "fund",
        f"{second.number}-amount": "500000",
        f"{second.number}-reason": "",
        f"{third.number}-outcome": "decline",
        f"{third.number}-amount": "",
        f"{third.number}-reason": "Third",
    }

    response = signed_in(contest.secretary).post(page("meeting-propose", contest), data)

    assert response.status_code == 200
    assert dict(response.context["form"].errors) == {
        f"{first.number}-amount": ["The amount must be from 100,000\xa0₸ to 500,000\xa0₸ and more than zero."],
        f"{second.number}-reason": ["Give the reason. It will be published."],
        "__all__": ["The grants come to 1,100,000\xa0₸, more than the budget of 1,000,000\xa0₸."],
    }
    assert 'value="600 000"' in response.text
    assert contest.meeting.proposals.get(application=first).amount == 500_000


def test_list_form_saves_the_whole_list() -> None:
    contest = build.prepared(applications=2)
    first, second = contest.call.applications.order_by("number")
    data = {
        f"{first.number}-outcome": "decline",
        f"{first.number}-amount": "500000",
        f"{first.number}-reason": "It duplicates another project.",
        f"{first.number}-departure": "The other one is paid by the city.",
        f"{second.number}-outcome": "fund",
        f"{second.number}-amount": "450 000",
        f"{second.number}-reason": "Needed most.",
    }

    response = signed_in(contest.secretary).post(page("meeting-propose", contest), data)

    assert response["Location"] == page("meeting-detail", contest)
    saved = contest.meeting.proposals.order_by("application__number").values_list("outcome", "amount", "reason")
    assert list(saved) == [
        (Outcome.DECLINE, 0, "It duplicates another project."),
        (Outcome.FUND, 450_000, "Needed most."),
    ]


def test_departure_is_asked_for_at_its_field_and_nothing_typed_is_lost() -> None:
    contest = build.prepared(applications=1)
    number = contest.applications[0].number
    data = {f"{number}-outcome": "decline", f"{number}-amount": "", f"{number}-reason": "Not now, we think."}

    response = signed_in(contest.secretary).post(page("meeting-propose", contest), data)

    assert dict(response.context["form"].errors) == {
        f"{number}-departure": [
            "The ranking gives this application a grant. Say why the commission does not: everybody will read it."
        ]
    }
    assert "Not now, we think." in response.text


def test_two_secretaries_on_one_list() -> None:
    contest = build.prepared(applications=1)
    number = contest.applications[0].number
    second = build.MembershipFactory(organisation=None, body=contest.operator, role="secretary").user
    slow, quick = signed_in(contest.secretary), signed_in(second)
    opened = slow.get(page("meeting-propose", contest)).context["form"]["version"].value()

    def typed(reason: str, version: int) -> dict[str, str]:
        values = {"outcome": "fund", "amount": "500000", "reason": reason, "departure": ""}
        return {f"{number}-{name}": value for name, value in values.items()} | {"version": str(version)}

    quick.post(page("meeting-propose", contest), typed("Words of the quick one", opened))
    refused = slow.post(page("meeting-propose", contest), typed("Words of the slow one", opened))

    assert contest.meeting.proposals.get().reason == "Words of the quick one"
    shown = ["Somebody else has changed the list", "Words of the slow one", "Words of the quick one"]
    assert [words in refused.text for words in shown] == [True] * 3
    again = refused.context["form"]["version"].value()
    slow.post(page("meeting-propose", contest), typed("Words of the slow one", again))
    assert contest.meeting.proposals.get().reason == "Words of the slow one"


def test_page_that_is_behind_does_not_conclude_and_attendance_is_not_overwritten() -> None:
    contest = build.voting(applications=1)
    build.vote_for(contest)
    client = signed_in(contest.secretary)
    state = client.get(page("meeting-detail", contest)).context["state"]
    build.vote(contest, contest.commission[0], "abstain")

    answer = client.post(page("meeting-conclude", contest), {"state": state}, follow=True)
    stale = client.post(page("meeting-attendance", contest), {"present": [], "seen": ""}, follow=True)

    assert "the vote went on since you opened this page" in answer.text
    assert "Somebody else has marked attendance" in stale.text
    assert (contest.meeting.status, contest.meeting.attendees.filter(is_present=True).count()) == ("voting", 3)


def test_revised_vote_goes_back_to_the_list() -> None:
    contest = build.voting()
    build.vote_for(contest)

    empty = signed_in(contest.secretary).post(page("meeting-revise", contest), {"reason": ""})
    response = signed_in(contest.secretary).post(page("meeting-revise", contest), {"reason": "A mistake in the list"})

    assert empty.context["form"].errors == {"reason": ["Give the reason."]}
    assert response.status_code == 302
    assert contest.meeting.status == MeetingStatus.PREPARING
    assert not Ballot.objects.exists()


@pytest.mark.parametrize("name", ["meeting-prepare", "meeting-propose", "meeting-revise"])
def test_member_cannot_open_the_pages_of_the_secretary(name: str) -> None:
    contest = build.prepared(applications=1)

    assert signed_in(contest.commission[0]).get(page(name, contest)).status_code == 404


@pytest.mark.parametrize("name", ["meeting-refill", "meeting-open", "meeting-attendance", "meeting-conclude"])
def test_member_cannot_press_the_buttons_of_the_secretary(name: str) -> None:
    contest = build.prepared(applications=1)

    assert signed_in(contest.commission[0]).post(page(name, contest)).status_code == 404
    assert contest.meeting.status == MeetingStatus.PREPARING


@pytest.mark.parametrize("name", ["meeting-detail", "meeting-vote", "meeting-propose"])
def test_strangers_find_no_commission(name: str) -> None:
    contest = build.prepared(applications=1)
    applicant = contest.application(0).submitted_by

    assert signed_in(applicant).get(page(name, contest)).status_code == 404
    assert signed_in(contest.officer).get(page(name, contest)).status_code == 404
    assert Client().get(page(name, contest)).status_code == 302


def test_pages_of_a_meeting_that_is_not_prepared() -> None:
    contest = build.deciding(applications=1)
    secretary = signed_in(contest.secretary)

    assert secretary.get(page("meeting-propose", contest)).status_code == 404
    assert (
        "has not prepared the meeting yet" in signed_in(contest.commission[0]).get(page("meeting-detail", contest)).text
    )
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("applications", [1, 3])
def test_meeting_page_asks_the_database_a_fixed_number_of_times(applications, django_assert_num_queries) -> None:
    contest = build.voting(applications=applications, budget=1_500_000)
    client = signed_in(contest.secretary)

    with django_assert_num_queries(18):
        text = client.get(page("meeting-detail", contest)).text

    assert text.count("Garden ") == 2 * applications


def test_results_say_nothing_before_the_decision() -> None:
    contest = build.voting(applications=2, refused=(1,))
    build.vote_for(contest)

    response = Client().get(page("results", contest))

    assert response.status_code == 404
    assert "This call is not decided yet" in response.text
    assert [word for word in ("Garden", "19.00", "The territory is missing") if word in response.text] == []


def test_results_show_everything_at_once() -> None:
    contest = build.decided(applications=4, refused=(3,))

    response = Client().get(page("results", contest))

    assert response.status_code == 200
    outcome = response.context["outcome"]
    assert [line.application.title for line in outcome.winners] == ["Garden 1", "Garden 2"]
    assert [line.application.title for line in outcome.standings] == ["Garden 1", "Garden 2", "Garden 3"]
    assert [line.application.title for line in outcome.refusals] == ["Garden 4"]
    assert outcome.money.awarded + outcome.money.left == contest.call.budget
    expected = ["19.00", "17.00", "No place is named.", "The territory is missing.", outcome.round.seed, "protocol № 1"]
    assert [word for word in expected if word not in response.text] == []


def test_experts_are_named_after_the_decision_unless_the_call_says_otherwise() -> None:
    named = build.decided(applications=1)
    silent = build.decided(applications=1, names_experts=False)
    people = [str(seat.expert) for seat in silent.call.round.seats.sitting()]

    shown, hidden = Client().get(page("results", named)).text, Client().get(page("results", silent)).text

    assert [str(seat.expert) in shown for seat in named.call.round.seats.sitting()] == [True, True]
    assert [name in hidden for name in people] == [False, False]


@pytest.mark.parametrize("applications", [1, 3])
def test_results_ask_the_database_a_fixed_number_of_times(applications, django_assert_num_queries) -> None:
    contest = build.decided(applications=applications, budget=1_500_000)
    client = Client()

    with django_assert_num_queries(14):
        text = client.get(page("results", contest)).text

    assert text.count("Garden ") == 2 * applications


def test_results_of_a_cancelled_and_of_an_unknown_call() -> None:
    contest = build.checking(applications=1)
    build.phases.cancel(call=contest.call, reason="The budget was cut.", by=contest.officer)

    text = Client().get(page("results", contest)).text
    assert ("was cancelled" in text, "The budget was cut." in text) == (True, True)
    assert "The budget was cut." in Client().get(page("call-detail", contest)).text
    assert Client().get(reverse("grants:results", args=["nothing"])).status_code == 404
    assert signed_in(UserFactory()).get(reverse("grants:results", args=["nothing"])).status_code == 404


def test_prepare_page_keeps_what_was_typed() -> None:
    contest = build.deciding(applications=1)
    client = signed_in(contest.secretary)

    shown = client.get(page("meeting-prepare", contest))
    response = client.post(page("meeting-prepare", contest), {"protocol_number": "", "held_at_0": "31"})

    assert "The list is filled from the ranking" in shown.text
    assert response.context["form"].errors == {
        "protocol_number": ["Enter the number of the protocol."],
        "held_at": ["Enter all of the day, month, year and time."],
    }
    assert 'value="31"' in response.text


def test_newer_ranking_is_taken_over_by_a_button() -> None:
    contest = build.prepared(applications=1)
    build.compute(contest)
    client = signed_in(contest.secretary)

    before = client.get(page("meeting-detail", contest)).text
    response = client.post(page("meeting-refill", contest))
    after = client.get(page("meeting-detail", contest)).text

    button = "Fill the list from the newest ranking"
    assert (button in before, response.status_code, button in after) == (True, 302, False)
    assert contest.meeting.run.number == 2


def test_wrong_attendance_changes_nothing() -> None:
    contest = build.voting(applications=1)

    client = signed_in(contest.secretary)
    response = client.post(page("meeting-attendance", contest), {"present": ["0"]})
    build.vote_for(contest)
    gone = client.post(page("meeting-attendance", contest), {"present": []})

    assert (response.status_code, gone.status_code) == (422, 422)
    assert "A member who has voted was present." in gone.text
    assert contest.meeting.attendees.filter(is_present=True).count() == 3


def test_results_without_a_winner_and_with_past_awards_beside() -> None:
    contest = build.prepared(applications=1)
    row = Row(contest.applications[0].number, Outcome.DECLINE, Decimal(0), "Not ripe yet", "Its permit is missing")
    meetings.propose(meeting=contest.meeting, rows=[row], by=contest.secretary)
    build.open_vote(contest, contest.commission)
    build.vote_for(contest)
    build.decisions.conclude(meeting=contest.meeting, by=contest.secretary)
    award = AwardRow(2, "ОФ «Маяк»", "", "Older grants", Decimal(250_000), dt.date(2022, 7, 1), "Protocol 5")
    history.import_awards(rows=[award], digest="a" * 64, file_name="awards.csv", by=contest.officer)

    text = Client().get(page("results", contest)).text

    expected = [
        "No grant was awarded.",
        "Not ripe yet",
        "Its permit is missing",
        "Every application that was sent was admitted.",
        "ОФ «Маяк»",
        "Protocol 5",
    ]
    assert [word for word in expected if word not in text] == []


def test_commission_page_of_a_call_that_is_not_there_yet() -> None:
    contest = build.checking(applications=1)

    assert (
        "The call is not before the commission."
        in signed_in(contest.secretary).get(page("meeting-detail", contest)).text
    )
