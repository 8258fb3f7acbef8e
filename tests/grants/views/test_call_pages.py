"""Questions and answers, and the calendar files."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from foundation.core.calendar import cut_off
from grants.actions import enquiries, phases
from grants.models import Call, Enquiry
from tests.builders.grants import call_at, officer_for
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
NOW = cut_off(dt.date(2026, 11, 20), dt.time(12))
OPENS, CLOSES = cut_off(dt.date(2026, 11, 23), dt.time(9)), cut_off(dt.date(2026, 12, 14), dt.time(18, 30))
TERMS = {"check_days": 10, "scoring_days": 15}


def events(text: str) -> dict[str, dict[str, str]]:
    """Events of a calendar file by uid."""
    found: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = value
    return {event["UID"].partition("@")[0]: event for event in found}


def test_the_calendar_has_every_date_of_a_call_and_of_all_open_calls(client: Client) -> None:
    with time_machine.travel(NOW):
        until = CLOSES - dt.timedelta(days=3)
        call = call_at(slug="rivers", opens_at=OPENS, closes_at=CLOSES, enquiries_until=until, **TERMS)
        other = call_at(slug="lakes", opens_at=OPENS, closes_at=CLOSES)
        call_at("draft", slug="secret", opens_at=OPENS, closes_at=CLOSES)
        one, all_ = client.get("/en/grants/calls/rivers/calendar.ics"), client.get("/en/grants/calls.ics")
        phases.cancel(call=other, reason="No money.", by=officer_for(other))
        cancelled = events(client.get("/en/grants/calls/lakes/calendar.ics").content.decode())
        draft = client.get("/en/grants/calls/secret/calendar.ics")

    assert one.headers["Content-Type"] == "text/calendar; charset=utf-8"
    starts = {
        uid: event.get("DTSTART") or event["DTSTART;VALUE=DATE"] for uid, event in events(one.content.decode()).items()
    }
    assert starts == {
        "rivers-opens": "20261123T040000Z",
        "rivers-questions": "20261211T133000Z",
        "rivers-closes": "20261214T133000Z",
        # The terms that the call has set itself: ten working days after the window, 16 December being a holiday,
        # and fifteen more over the New Year.
        "rivers-checked": "20261229",
        "rivers-scored": "20270122",
    }
    # A call without terms promises no day.
    assert set(cancelled) == {"lakes-opens", "lakes-closes"}
    assert {uid.partition("-")[0] for uid in events(all_.content.decode())} == {"rivers", "lakes"}
    assert {event["STATUS"] for event in cancelled.values()} == {"CANCELLED"}
    assert draft.status_code == 404
    with time_machine.travel(CLOSES + dt.timedelta(seconds=1)):
        assert events(client.get("/en/grants/calls.ics").content.decode()) == {}
    assert call.title_en in one.content.decode().replace("\r\n ", "")


def test_a_question_is_asked_answered_and_read(client: Client) -> None:
    call, asker, officer = call_at(), UserFactory(), None
    officer = officer_for(call)
    url = f"/en/grants/calls/{call.slug}/questions/"

    assert "Sign in to ask a question" in client.get(url).content.decode()
    client.force_login(asker)
    empty = client.post(f"{url}ask/", {"text": " "})
    assert (empty.status_code, "Write your question" in empty.content.decode()) == (422, True)
    client.post(f"{url}ask/", {"text": "May a school take part?"})
    assert client.get(f"{url}1/answer/").status_code == 404
    client.force_login(officer)
    assert "May a school" in client.get(f"{url}1/answer/").content.decode()
    assert client.post(f"{url}1/answer/", {"text": "Yes."}).headers["Location"] == f"{url}#question-1"
    assert client.post(f"{url}1/answer/", {"text": "Yes.", "reason": "Again"}).status_code == 422
    client.post(f"{url}1/answer/", {"text": "Yes, two.", "reason": "One more."})
    client.logout()

    page = client.get(url).content.decode()
    shown = ["May a school take part?", "Yes, two.", "One more.", "Earlier answer", "Yes."]
    assert ([text for text in shown if text not in page], str(asker) in page) == ([], False)
    assert "1 answer" in client.get(call.get_absolute_url()).content.decode()


def test_a_withheld_question_is_named_without_its_words(client: Client) -> None:
    call = call_at()
    enquiries.ask(call=call, text="An insult", by=UserFactory())
    client.force_login(officer_for(call))
    url = f"/en/grants/calls/{call.slug}/questions/"

    client.get(f"{url}1/withhold/")
    client.post(f"{url}1/withhold/", {"reason": "Insults."})
    client.logout()

    page = client.get(url).content.decode()
    assert ("An insult" in page, "Insults." in page, Enquiry.objects.get().status) == (False, True, "withheld")


@pytest.mark.parametrize("count", [1, 3])
def test_questions_take_as_many_queries_for_one_as_for_three(
    client: Client, count: int, django_assert_num_queries
) -> None:
    call = call_at()
    for number in range(count):
        enquiry = enquiries.ask(call=call, text=f"Question {number}?", by=UserFactory())
        enquiries.answer(enquiry=enquiry, text=f"Answer {number}.", by=officer_for(call))

    with django_assert_num_queries(5):
        page = client.get(f"/en/grants/calls/{call.slug}/questions/").content.decode()

    assert [text for number in range(count) if (text := f"Answer {number}.") not in page] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_calendar_takes_as_many_queries_for_one_call_as_for_three(
    client: Client, count: int, django_assert_num_queries
) -> None:
    calls: list[Call] = [call_at(**TERMS) for _one in range(count)]

    with django_assert_num_queries(2):
        answer = client.get("/en/grants/calls.ics")

    assert len(events(answer.content.decode())) == 4 * len(calls)
