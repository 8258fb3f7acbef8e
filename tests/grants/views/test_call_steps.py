"""Pages on which an officer sets the clock, copies, repeats, amends, and writes the call's own questions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from foundation.core.calendar import ALMATY
from grants.actions import amendments, phases
from grants.choices import ApplicationStatus
from grants.forms.amendments import amendment_initial
from grants.models import Call
from tests.builders.evaluation import officer_of
from tests.builders.grants import application_at, call_at, officer_for
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def parts(name: str, moment: dt.datetime) -> dict[str, str]:
    local = moment.astimezone(ALMATY)
    return dict(
        zip(
            (f"{name}_{index}" for index in range(4)),
            (str(local.day), str(local.month), str(local.year), f"{local:%H:%M}"),
            strict=True,
        )
    )


def management(total: int, initial: int = 0) -> dict[str, str]:
    return {"rows-TOTAL_FORMS": str(total), "rows-INITIAL_FORMS": str(initial)}


def row(index: int, **values: Any) -> dict[str, Any]:
    return {f"rows-{index}-{name}": value for name, value in values.items()}


def labels(text: str) -> dict[str, str]:
    return {f"label_{code}": f"{text} {code}" for code in ("kk", "ru", "en")}


ROWS = {
    **management(3),
    **row(0, kind="yes_no", is_required="on", **labels("Partner?")),
    **row(
        1,
        kind="choice",
        options="бір | один | one\nекі | два | two",
        when_number="1",
        when_answer="Иә",
        **labels("Which?"),
    ),
    **row(2, kind="date", when_number="2", when_answer="two", **labels("When?")),
}


def amendment(call: Call, **changes: Any) -> dict[str, Any]:
    """The amendment's form as the page would send it."""
    data: dict[str, Any] = {}
    for name, value in amendment_initial(call, 1).items():
        if isinstance(value, dt.datetime):
            data |= parts(name, value)
        elif name == "spheres":
            data[name] = [sphere.pk for sphere in value]
        elif value not in (None, False):
            data[name] = value
    return data | parts("closes_at", call.closes_at + 9 * DAY) | {"reason": "More time.", **management(0)} | changes


def test_the_form_builder_keeps_questions_and_their_keys(client: Client) -> None:
    call = call_at("draft")
    client.force_login(officer_for(call))
    url = f"/en/grants/calls/{call.slug}/form/"

    assert client.post(url, ROWS).status_code == 302

    call.refresh_from_db()
    kept = [(one["key"], one["kind"], one["is_required"], one.get("when")) for one in call.questions]
    assert kept == [
        ("q1", "yes_no", True, None),
        ("q2", "choice", False, {"question": "q1", "value": "yes"}),
        ("q3", "date", False, {"question": "q2", "value": "o2"}),
    ]
    assert [option["key"] for option in call.questions[1]["options"]] == ["o1", "o2"]
    page = client.get(url).content.decode()
    assert ("бір | один | one" in page, 'value="q3"' in page) == (True, True)
    # The second is taken out and the first answer of the list goes: what stays keeps its key, a new one gets a new key.
    changed = {
        **management(3, 3),
        **row(0, key="q1", kind="yes_no", **labels("Partner?")),
        **row(1, key="q2", kind="choice", options="екі | два | two\nүш | три | three", **labels("Which?")),
        **row(2, kind="line", **labels("New?")),
    }
    client.post(url, changed)
    call.refresh_from_db()
    assert [one["key"] for one in call.questions] == ["q1", "q2", "q4"]
    assert [option["key"] for option in call.questions[1]["options"]] == ["o2", "o3"]
    preview = client.get(f"/en/grants/calls/{call.slug}/preview/").content.decode()
    assert "Which? en (One of a list: two; three)" in preview


def test_the_form_builder_says_at_the_field_what_is_wrong(client: Client) -> None:
    call = call_at("draft")
    client.force_login(officer_for(call))
    wrong = {
        **management(3),
        **row(0, kind="line", **labels("First") | {"label_kk": ""}),
        **row(1, kind="choice", options="бір | один", when_number="1", when_answer="x", **labels("Second")),
        **row(2, kind="date", when_number="3", when_answer="yes", **labels("Third")),
    }

    page = client.post(f"/en/grants/calls/{call.slug}/form/", wrong)

    text = page.content.decode()
    expected = [
        "Write the question in all three languages",
        "Write from 2 to 30 answers, one on each line",
        "Write each answer in three languages",
        "Only a question with «yes or no» or a list can decide about another one",
        "Name a question that stands before this one",
        "бір | один",
    ]
    assert (page.status_code, [one for one in expected if one not in text]) == (422, [])
    assert Call.objects.get(pk=call.pk).questions == []
    client.force_login(officer_of(BodyFactory()))
    assert client.get(f"/en/grants/calls/{call.slug}/form/").status_code == 404


def test_an_applicant_is_asked_what_its_answers_make_needed(client: Client) -> None:
    call = call_at("draft")
    client.force_login(officer_for(call))
    client.post(f"/en/grants/calls/{call.slug}/form/", ROWS)
    client.post(f"/en/grants/calls/{call.slug}/announce/")
    application = application_at(ApplicationStatus.DRAFT, call=Call.objects.get(pk=call.pk))
    client.force_login(application.created_by)
    url = f"/en/grants/applications/{application.number}/sections/questions/"

    first = client.get(url).content.decode()
    second = client.post(url, {"q1": "yes", "version": "0"}).content.decode()

    assert [name for name in ("q1", "q2", "q3") if f'name="{name}"' in first] == ["q1"]
    # «Yes» asks for more, so the page comes back with the question that follows.
    assert [name for name in ("q1", "q2", "q3") if f'name="{name}"' in second] == ["q1", "q2"]
    third = client.post(url, {"q1": "yes", "q2": "o2", "version": "1"}).content.decode()
    assert 'name="q3"' in third
    sent = client.post(url, {"q1": "yes", "q2": "o2", "q3": "1.2.2027", "version": "2"})
    assert sent.status_code == 302
    client.post(f"/en/grants/applications/{application.number}/submit/")
    version = client.get(f"/en/grants/applications/{application.number}/versions/1/").content.decode()
    assert application.versions.get().document["sections"]["questions"] == {"q1": "yes", "q2": "o2", "q3": "2027-02-01"}
    assert [word for word in ("Which? en", "two", "1 February 2027") if word not in version] == []


def test_the_clock_is_set_and_taken_off_on_the_preview(client: Client) -> None:
    call = call_at("draft")
    client.force_login(officer_for(call))
    url, moment = f"/en/grants/calls/{call.slug}/schedule/", timezone.now() + DAY

    late = client.post(url, parts("moment", call.closes_at + DAY))
    set_ = client.post(url, parts("moment", moment), follow=True).content.decode()
    off = client.post(f"/en/grants/calls/{call.slug}/unschedule/", follow=True).content.decode()

    assert (late.status_code, "The last moment for applications is in the past" in late.content.decode()) == (422, True)
    assert ("The call is announced by itself at" in set_, "Take it off the clock" in off) == (True, False)


def test_an_amendment_is_published_side_by_side(client: Client) -> None:
    call = call_at()
    client.force_login(officer_for(call))
    url = f"/en/grants/calls/{call.slug}/amend/"

    refused = client.post(url, amendment(call, reason="", months_max="12"))
    answer = client.post(url, amendment(call, months_max="12", **ROWS))

    assert (refused.status_code, "Say why the call is changed" in refused.content.decode()) == (200, True)
    assert answer.headers["Location"] == f"/en/grants/calls/{call.slug}/versions/2/"
    client.logout()
    page, detail = (client.get(one).content.decode() for one in (answer.headers["Location"], call.get_absolute_url()))
    assert [text for text in ("<del>6</del>", "<ins>12</ins>", "More time.", "Which? en") if text not in page] == []
    assert ("The call was changed on" in detail, f"/en/grants/calls/{call.slug}/versions/2/" in detail) == (True, True)
    assert client.get(f"/en/grants/calls/{call.slug}/versions/3/").status_code == 404
    assert client.get(f"/en/grants/calls/{call.slug}/versions/1/").status_code == 200


def test_the_second_of_two_officers_keeps_what_was_typed(client: Client) -> None:
    call = call_at()
    officer = officer_for(call)
    amendments.amend(call=call, facts={"closes_at": call.closes_at + DAY}, reason="First.", version=1, by=officer)
    client.force_login(officer)

    answer = client.post(f"/en/grants/calls/{call.slug}/amend/", amendment(call, reason="Second, with long words."))

    page = answer.content.decode()
    assert (answer.status_code, "A colleague has amended" in page, "Second, with long words." in page) == (
        409,
        True,
        True,
    )


def test_copies_and_repeats_lead_to_their_form(client: Client) -> None:
    call = call_at()
    officer = officer_for(call)
    client.force_login(officer)

    copied = client.post(f"/en/grants/calls/{call.slug}/copy/", follow=True)
    phases.cancel(call=call, reason="Nobody applied.", by=officer)
    repeated = client.post(f"/en/grants/calls/{call.slug}/repeat/", follow=True)

    made = list(Call.objects.order_by("-pk")[:2])
    assert [(one.repeats, one.status) for one in made] == [(call, "draft"), (None, "draft")]
    assert copied.redirect_chain == [(f"/en/grants/calls/{made[1].slug}/edit/", 302)]
    assert repeated.redirect_chain == [(f"/en/grants/calls/{made[0].slug}/edit/", 302)]
    client.post(f"/en/grants/calls/{made[0].slug}/announce/")
    old, new = (client.get(one.get_absolute_url()).content.decode() for one in (call, made[0]))
    assert ("It is repeated:" in old, "This call repeats one that nobody won:" in new) == (True, True)
    again = client.post(f"/en/grants/calls/{call.slug}/repeat/")
    assert again.headers["Location"] == made[0].get_absolute_url()


@pytest.mark.parametrize("page", ["schedule", "form", "amend"])
def test_pages_of_officers_do_not_exist_for_others(client: Client, page: str) -> None:
    call = call_at("announced" if page == "amend" else "draft")
    url = f"/en/grants/calls/{call.slug}/{page}/"

    assert client.get(url).status_code == 302
    client.force_login(officer_of(BodyFactory()))
    assert client.get(url).status_code == (403 if page == "amend" else 404)
    client.force_login(officer_for(call))
    assert client.get(url).status_code == 200
