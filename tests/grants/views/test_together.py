"""Several people of one NGO write in the same section, and nobody's words are lost."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from grants.choices import ApplicationStatus
from grants.models import Application
from tests.builders.grants import application_at, head_of, person_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    return application_at(ApplicationStatus.DRAFT, is_filled=False)


@pytest.fixture
def clients(application: Application) -> tuple[Client, Client]:
    """The head and an editor, each in a browser of their own."""
    first, second = Client(), Client()
    first.force_login(head_of(application.organisation))
    second.force_login(person_of(application.organisation))
    return first, second


def url(application: Application, name: str = "project", route: str = "section-edit") -> str:
    return reverse(f"grants:{route}", args=[application.number, name])


def quietly(client: Client, application: Application, page: str, name: str = "project", **typed: Any) -> Any:
    """What the page sends by itself."""
    place = url(application, name, "section-autosave") + f"?page={page}"
    return client.post(place, typed, headers={"X-Autosave": "1"})


def saved(application: Application, name: str = "project") -> dict[str, Any]:
    return application.sections.get(name=name).data


def test_different_fields_are_joined_without_a_question(
    application: Application, clients: tuple[Client, Client]
) -> None:
    head, editor = clients
    quietly(head, application, "one", goal="The goal", version="0")

    answer = quietly(editor, application, "two", problem="The problem", version="0").json()

    assert (answer["fields"], answer["version"]) == ({"goal": "The goal"}, 2)
    assert answer["message"].startswith("Saved together with what ")
    assert saved(application) == {"goal": "The goal", "problem": "The problem"}
    page = head.post(url(application) + "?page=one", {"goal": "The goal!", "version": "1", "later": "1"}, follow=True)
    assert saved(application) == {"goal": "The goal!", "problem": "The problem"}
    assert "Saved together with what " in page.content.decode()


def test_the_same_field_is_chosen_with_both_texts_in_sight(
    application: Application, clients: tuple[Client, Client]
) -> None:
    head, editor = clients
    quietly(head, application, "one", goal="Theirs", title="T", version="0")

    refused = quietly(editor, application, "two", goal="Mine", version="0")
    page = editor.post(url(application) + "?page=two", {"goal": "Mine", "version": "0"})

    assert (refused.status_code, page.status_code) == (409, 409)
    assert refused.json()["message"].endswith("Press “Save and check” to see both.")
    (clash,) = page.context["clashes"]
    assert (str(clash.clash.label), clash.mine, clash.theirs) == ("Goal", ["Mine"], ["Theirs"])
    content = page.content.decode()
    assert ("data-autosave-hold" in content, 'name="merge-goal"' in content) == (True, True)
    # What only the other has changed stands in the form already.
    assert page.context["form"]["title"].value() == "T"
    version, typed = page.context["page"].version, {"goal": "Mine", "title": "T", "later": "1"}
    editor.post(url(application), typed | {"version": version, "merge-goal": "both"})
    assert saved(application) == {"goal": "Theirs\nMine", "title": "T"}
    editor.post(url(application), {"goal": "Mine", "title": "T", "version": "2", "merge-goal": "theirs", "later": "1"})
    assert saved(application) == {"goal": "Theirs\nMine", "title": "T"}


def test_added_rows_of_both_are_kept_and_a_page_is_never_behind_its_rows(
    application: Application, clients: tuple[Client, Client]
) -> None:
    head, editor = clients
    rows = {"rows-TOTAL_FORMS": "1", "rows-0-full_name": "Aigerim"}
    quietly(head, application, "one", "team", **rows, version="0")
    more = rows | {"rows-TOTAL_FORMS": "2", "rows-1-full_name": "Berik"}
    quietly(head, application, "one", "team", **more, version="1")

    other = rows | {"rows-TOTAL_FORMS": "2", "rows-1-full_name": "Dana", "version": "1"}
    refused = quietly(editor, application, "two", "team", **other)
    page = editor.post(url(application, "team"), other)

    assert (refused.status_code, page.status_code) == (409, 200)
    assert [row["full_name"] for row in saved(application, "team")["rows"]] == ["Aigerim", "Berik", "Dana"]
    assert [form["full_name"].value() for form in page.context["rows"].forms] == ["Aigerim", "Berik", "Dana"]


def test_a_section_remembers_who_saved_when_but_not_forever(
    application: Application, clients: tuple[Client, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grants.actions.sections.VERSIONS_KEPT", 2)
    head, _editor = clients
    for number in range(4):
        quietly(head, application, "one", goal=f"Goal {number}", version=str(number))

    section = application.sections.get(name="project")
    assert list(section.history.values_list("number", "data")) == [(4, {"goal": "Goal 3"}), (3, {"goal": "Goal 2"})]
    late = quietly(head, application, "two", goal="Late", version="1")
    assert late.status_code == 409
    assert "Last saved by" in head.get(url(application)).content.decode()
    assert "Last saved: Project" in head.get(application.get_absolute_url()).content.decode()


def test_an_open_page_is_a_hint_for_others_for_a_minute(
    application: Application, clients: tuple[Client, Client]
) -> None:
    head, editor = clients
    presence = url(application, route="section-presence")

    alone, together = head.post(presence), editor.post(presence)

    name = str(head_of(application.organisation))
    assert (alone.content.decode().strip(), name in together.content.decode()) == ("", True)
    assert name in editor.get(url(application)).content.decode()
    with time_machine.travel(timezone.now() + timezone.timedelta(minutes=1)):
        assert name not in editor.post(presence).content.decode()


def test_three_hundred_pages_in_a_small_field_are_told_and_kept(
    application: Application, clients: tuple[Client, Client]
) -> None:
    head, _editor = clients
    book = "Қ" * 540_000

    quiet = quietly(head, application, "one", sustainability=book, version="0")
    page = head.post(url(application) + "?page=one", {"sustainability": book, "version": "0"})

    sentence = "Shorten this to 2000 characters: it has 540000, which is 538000 too many"
    assert (quiet.status_code, page.status_code) == (200, 200)
    assert page.context["form"].errors["sustainability"] == [sentence]
    assert page.context["form"]["sustainability"].value() == book == saved(application)["sustainability"]
    wild = {"months": "1e9", "rows-TOTAL_FORMS": "1000000000", "goal": "A\x00B", "version": "1"}
    odd = head.post(url(application) + "?page=one", wild)
    assert (odd.status_code, saved(application)["goal"]) == (200, "AB")
    assert odd.context["form"].errors["months"] == ["Enter a whole number, like 12."]
