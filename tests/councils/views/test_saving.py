"""Long forms that save themselves: draft acts and final documents of public control."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from councils.actions import typing
from councils.models import DraftAct, TypedForm
from councils.tasks import forget_typed
from foundation.core import clock
from tests.builders import council_work as build
from tests.builders.councils import Built, sitting
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

AUTOSAVE = {"X-Autosave": "1", "Accept": "application/json"}


def page_of(built: Built) -> str:
    return reverse("councils:act-create", args=[built.council.slug])


def autosave(client: Client, page: str, version: int, **fields: Any) -> Any:
    return client.post(page, {"version": version, **fields}, headers=AUTOSAVE)


@pytest.fixture
def built(client: Client) -> Built:
    found = sitting(3)
    client.force_login(found.secretary)
    return found


def test_a_half_written_act_comes_back_without_errors_and_goes_when_it_is_saved(client: Client, built: Built) -> None:
    page = page_of(built)
    fresh = client.get(page).content.decode()

    answer = autosave(client, page, 0, title_kk="Су туралы", kazakh="1-бап. Су")

    shown = client.get(page).content.decode()
    assert ('name="version" value="0"' in fresh, "is here again" in fresh) == (True, False)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert ("Су туралы" in shown, "1-бап. Су" in shown, 'name="version" value="1"' in shown) == (True, True, True)
    assert ("is here again" in shown, "govuk-error-summary" in shown, DraftAct.objects.count()) == (True, False, 0)
    whole = build.act_values() | {"body": built.body.pk}
    assert client.post(page, whole).status_code == 302
    assert (DraftAct.objects.count(), TypedForm.objects.count()) == (1, 0)


def test_two_tabs_do_not_overwrite_each_other(client: Client, built: Built) -> None:
    page = page_of(built)
    answers = [
        autosave(client, page, 0, title_kk="First"),
        autosave(client, page, 0, title_kk="Second tab"),
        autosave(client, page, 1, title_kk="First again"),
        autosave(client, page, 9, title_kk="Nonsense"),
    ]

    assert [answer.status_code for answer in answers] == [200, 409, 200, 409]
    assert "another tab" in answers[1].json()["message"]
    assert TypedForm.objects.get().data == "title_kk=First+again"


def test_what_is_typed_is_its_authors_alone(client: Client, built: Built) -> None:
    autosave(client, page_of(built), 0, title_kk="Not for anybody yet", csrfmiddlewaretoken="secret")
    colleague = UserFactory()
    built.body.memberships.create(user=colleague, role="officer")

    client.force_login(colleague)
    seen = client.get(page_of(built)).content.decode()
    client.force_login(UserFactory())
    refused = autosave(client, page_of(built), 0, title_kk="No officer")
    client.logout()
    ended = autosave(client, page_of(built), 0, title_kk="Signed out")

    assert ("Not for anybody yet" in seen, refused.status_code, ended.status_code) == (False, 403, 401)
    kept = TypedForm.objects.get()
    assert (kept.author, "secret" in kept.data, str(kept)) == (
        built.secretary,
        False,
        f"act-new-{built.council.pk}",
    )


def test_a_written_draft_keeps_its_changes_apart(client: Client, built: Built) -> None:
    act = build.written(built)
    page = reverse("councils:act-edit", args=[built.council.slug, act.number])

    autosave(client, page, 0, title_ru="О чистой воде", body=built.body.pk)

    act.refresh_from_db()
    assert ("О чистой воде" in client.get(page).content.decode(), act.title_ru) == (True, "О воде")
    assert client.post(page, build.act_values(title_ru="О чистой воде") | {"body": built.body.pk}).status_code == 302
    act.refresh_from_db()
    assert (act.title_ru, TypedForm.objects.count()) == ("О чистой воде", 0)


def test_a_final_document_keeps_its_fields_and_rows(client: Client, built: Built) -> None:
    control = build.ended_control(built)
    page = reverse("councils:control-conclude", args=[built.council.slug, control.number])
    rows = {
        "proposals-TOTAL_FORMS": 2,
        "proposals-INITIAL_FORMS": 0,
        "proposals-0-text": "Empty the bins",
        "proposals-1-text": "Count them",
    }

    answer = autosave(client, page, 0, held_on_0="7", held_on_1="", held_on_2="", facts="Half a fact", **rows)

    shown = client.get(page).content.decode()
    assert answer.status_code == 200
    assert [words in shown for words in ("Half a fact", "Empty the bins", "Count them", 'value="7"')] == [True] * 4
    assert ("govuk-error-summary" in shown, "proposals-2-text" in shown) == (False, False)


def test_too_long_and_too_old(client: Client, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typing, "MOST", 20)
    refused = autosave(client, page_of(built), 0, title_kk="x" * 30)
    assert (refused.status_code, TypedForm.objects.count()) == (422, 0)
    old = clock.now() - dt.timedelta(days=typing.KEPT_DAYS + 1)
    TypedForm.objects.create(author=built.secretary, key="act-1", data="a=b", saved_at=old)
    TypedForm.objects.create(author=built.secretary, key="act-2", data="a=b", saved_at=clock.now())

    assert (forget_typed(), list(TypedForm.objects.values_list("key", flat=True))) == (1, ["act-2"])
