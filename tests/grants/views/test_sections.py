"""The pages of the sections."""

from __future__ import annotations

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from grants.actions import applications
from grants.choices import ApplicationStatus, SectionName
from grants.models import Application
from grants.models.content import PARTS
from registry.choices import Role
from tests.builders.grants import application_at, head_of, officer_for, person_of
from tests.factories.accounts import UserFactory
from tests.factories.grants import typed_sections

pytestmark = pytest.mark.django_db


def url(application: Application, name: str = "project", route: str = "section-edit") -> str:
    return reverse(f"grants:{route}", args=[application.number, name])


def posted(name: str, version: int = 0, **changes: Any) -> dict[str, Any]:
    """A complete section as a browser sends it."""
    typed = typed_sections()[name]
    data = {key: text for key, text in typed.items() if key != "rows"} | {"version": str(version)}
    rows = typed.get("rows", [])
    data |= {"rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"} if rows else {}
    for index, row in enumerate(rows):
        data |= {f"rows-{index}-{key}": text for key, text in row.items()}
    return data | changes


@pytest.fixture
def application() -> Application:
    return application_at(ApplicationStatus.DRAFT, is_filled=False)


@pytest.fixture
def head(client: Client, application: Application) -> Client:
    client.force_login(head_of(application.organisation))
    return client


def saved(application: Application, name: str = "project") -> dict[str, Any]:
    return application.sections.get(name=name).data


@pytest.mark.parametrize("name", list(PARTS))
def test_a_complete_section_is_saved_and_leads_back_to_the_list(
    head: Client, application: Application, name: str
) -> None:
    assert head.get(url(application, name)).status_code == 200

    answer = head.post(url(application, name), posted(name), follow=True)

    assert answer.redirect_chain == [(application.get_absolute_url(), 302)]
    assert [str(message) for message in answer.context["messages"]] == [f"“{PARTS[name].label}” is saved."]
    expected = {key: value for key, value in typed_sections()[name].items() if value}
    assert saved(application, name) == expected
    again = head.get(url(application, name))
    assert again.context["page"].version == 1


def test_an_incomplete_section_is_saved_and_says_at_each_field_what_is_missing(
    head: Client, application: Application
) -> None:
    answer = head.post(url(application), {"title": "Clean banks", "months": "many", "version": "0"})

    assert answer.status_code == 200
    assert saved(application) == {"title": "Clean banks", "months": "many"}
    form = answer.context["form"]
    assert (form["title"].value(), form["months"].value()) == ("Clean banks", "many")
    assert (form.errors["months"], form.errors["goal"]) == (
        ["Enter a whole number, like 12."],
        ["Say what the goal of the project is"],
    )
    page = answer.content.decode()
    assert "<title>Error: Project" in re.sub(r"\s+", " ", page)
    assert '<a href="#id_goal">Say what the goal of the project is</a>' in page
    assert "Saved. Before the application can be sent, mend what is listed here." in page


def test_coming_back_later_asks_for_nothing(head: Client, application: Application) -> None:
    answer = head.post(url(application), {"title": "Clean banks", "version": "0", "later": "1"})

    assert (answer.status_code, answer.url) == (302, application.get_absolute_url())
    assert saved(application) == {"title": "Clean banks"}


def test_rows_are_added_and_taken_away_without_javascript_and_nothing_typed_is_lost(
    head: Client, application: Application
) -> None:
    place = url(application, SectionName.TEAM)
    typed = {"rows-TOTAL_FORMS": "2", "rows-0-full_name": "Aigerim", "rows-1-full_name": "Berik", "version": "0"}

    added = head.post(place, typed | {"row-action": "add:rows"})
    removed = head.post(place, typed | {"row-action": "remove:rows:0", "version": "1"})

    names = [[form["full_name"].value() for form in answer.context["rows"].forms] for answer in (added, removed)]
    assert names == [["Aigerim", "Berik", None], ["Berik"]]
    assert [answer.context["rows"].errors for answer in (added, removed)] == [[{}, {}, {}], [{}]]
    assert saved(application, "team") == {
        "rows": [{"full_name": "Berik", "role": "", "workload": "", "experience": ""}]
    }


def test_empty_rows_are_dropped_and_faults_stand_in_the_right_row(head: Client, application: Application) -> None:
    typed = {"rows-TOTAL_FORMS": "3", "rows-0-full_name": "Aigerim", "rows-2-role": "Driver", "version": "0"}

    answer = head.post(url(application, "team"), typed)

    assert [sorted(errors) for errors in answer.context["rows"].errors] == [
        ["experience", "role", "workload"],
        ["experience", "full_name", "workload"],
    ]
    assert len(saved(application, "team")["rows"]) == 2


def test_a_section_without_rows_says_so_at_the_rows(head: Client, application: Application) -> None:
    answer = head.post(url(application, "team"), {"rows-TOTAL_FORMS": "1", "version": "0"})

    assert answer.context["rows"].non_form_errors() == ["Add at least one person"]
    assert '<a href="#rows-rows">Add at least one person</a>' in answer.content.decode()


def test_more_rows_than_can_be_kept_are_refused_in_words(head: Client, application: Application) -> None:
    typed = {"rows-TOTAL_FORMS": "9999", "version": "0"} | {f"rows-{n}-role": "x" for n in range(60)}

    answer = head.post(url(application, "team"), typed)

    assert answer.status_code == 422
    assert "There can be 30 rows at most" in answer.content.decode()
    assert saved(application, "team") == {}


@pytest.mark.parametrize("broken", [{"rows-TOTAL_FORMS": "x"}, {"version": "x"}, {"rows-TOTAL_FORMS": "9" * 20}, {}])
def test_a_mangled_form_is_no_server_error(head: Client, application: Application, broken: dict[str, str]) -> None:
    answer = head.post(url(application, "team"), {"rows-0-role": "x\x00y", **broken})

    assert answer.status_code in (200, 422)


def test_texts_are_kept_as_typed_without_what_the_database_cannot_hold(head: Client, application: Application) -> None:
    head.post(url(application), {"goal": " Қыс\r\n\x00<b>ұ</b> ", "version": "0", "later": "1"})

    assert saved(application) == {"goal": "Қыс\n<b>ұ</b>"}
    assert "<b>ұ</b>" not in head.get(url(application)).content.decode()


def test_the_budget_page_shows_its_sums(head: Client, application: Application) -> None:
    answer = head.post(url(application, "budget"), posted("budget", requested="1"))

    whole = answer.context["live"]["rows"][2]
    assert whole == ["All costs", "500,000\xa0₸", "50,000\xa0₸", "0\xa0₸", "550,000\xa0₸"]


# Saving by itself


def test_autosave_answers_with_the_moment_and_the_version(head: Client, application: Application) -> None:
    answer = head.post(url(application, route="section-autosave"), {"goal": "Clean", "version": "0"})

    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved_at"])
    assert answer.json()["version"] == 1
    assert saved(application) == {"goal": "Clean"}


def test_autosave_and_the_save_button_of_one_page_never_conflict(head: Client, application: Application) -> None:
    page = head.get(url(application))
    autosave, action = page.context["autosave_url"], page.context["action_url"]
    assert autosave.partition("?")[2] == action.partition("?")[2]
    head.post(autosave, {"goal": "Cle", "version": "0"})

    answer = head.post(action, {"goal": "Clean", "version": "0", "later": "1"})

    assert (answer.status_code, saved(application)) == (302, {"goal": "Clean"})


def test_autosave_says_that_the_deadline_has_passed(client: Client, application: Application) -> None:
    late = application.call.closes_at.replace(microsecond=0) + (application.call.closes_at - application.call.opens_at)
    with time_machine.travel(late):
        client.force_login(head_of(application.organisation))
        answer = client.post(url(application, route="section-autosave"), {"goal": "Clean", "version": "0"})

    assert answer.status_code == 409
    assert answer.json()["message"].startswith("The deadline was")


# Who


def test_a_viewer_cannot_change_and_outsiders_find_nothing(client: Client, application: Application) -> None:
    answers = {}
    people = {
        "viewer": person_of(application.organisation, Role.NGO_VIEWER),
        "editor": person_of(application.organisation),
        "officer": officer_for(application.call),
        "stranger": UserFactory(),
    }
    for name, person in people.items():
        client.force_login(person)
        autosave = client.post(url(application, route="section-autosave"), {"goal": name, "version": "0"})
        answers[name] = [client.get(url(application)).status_code, autosave.status_code]

    assert answers == {"viewer": [403, 403], "editor": [200, 200], "officer": [404, 404], "stranger": [404, 404]}
    assert saved(application) == {"goal": "editor"}


def test_a_visitor_is_sent_to_sign_in(client: Client, application: Application) -> None:
    answer = client.get(url(application))

    assert (answer.status_code, answer.url) == (302, f"{reverse('account_login')}?next={url(application)}")


def test_an_unknown_section_is_not_found(head: Client, application: Application) -> None:
    assert head.get(url(application, "secrets")).status_code == 404


def test_the_page_of_a_sent_application_says_that_it_is_sent(client: Client) -> None:
    application = application_at()
    client.force_login(head_of(application.organisation))

    answer = client.get(url(application))

    assert answer.status_code == 409
    assert "This application has been sent, so it cannot be changed." in answer.content.decode()


def test_what_was_typed_before_signing_in_again_keeps_its_version(client: Client, application: Application) -> None:
    head = head_of(application.organisation)
    client.post(url(application), {"goal": "Mine", "version": "0"})
    applications.save_section(application=application, name="project", typed={"goal": "Theirs"}, version=0, by=head)
    client.force_login(head)
    page = client.get(url(application))

    answer = client.post(url(application), {"goal": "Mine", "version": page.context["page"].version})

    assert (page.context["form"]["goal"].value(), page.context["page"].version) == ("Mine", 0)
    assert (answer.status_code, saved(application)) == (409, {"goal": "Theirs"})
