from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse

from foundation.accounts import typed
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@typed.signed_in
def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def ready(request: HttpRequest, session: SessionStore | None = None, user=None) -> HttpRequest:
    request.session = SessionStore() if session is None else session
    request.user = user or AnonymousUser()
    request._messages = FallbackStorage(request)
    return request


def test_a_signed_in_person_comes_in(rf) -> None:
    assert page(ready(rf.get("/x/"), user=UserFactory())).content == b"inside"


def test_what_was_posted_after_the_session_ended_comes_back_once(rf) -> None:
    first = ready(rf.post("/x/", {"title": "Long text", "csrfmiddlewaretoken": "t"}))
    answer = page(first)

    back = ready(rf.get("/x/"), session=first.session, user=UserFactory())
    given, of_another_form = typed.take(back), typed.take(back)
    again = typed.take(ready(rf.get("/x/"), session=first.session, user=back.user))

    assert answer.status_code == 302
    assert answer["Location"].endswith("?next=/x/")
    assert (given.dict(), of_another_form, again) == ({"title": "Long text"}, given, None)


def test_a_form_begins_with_what_was_sent_or_kept_or_fresh(rf) -> None:
    ended = ready(rf.post("/x/", {"title": "Long text"}))
    page(ended)
    back = ready(rf.get("/x/"), session=ended.session, user=UserFactory())

    later = ready(rf.get("/x/"), session=ended.session, user=back.user)
    begun = [typed.posted(back), typed.posted(later), typed.posted(ready(rf.post("/x/", {"title": "New"})))]

    assert [data and data.dict() for data in begun] == [{"title": "Long text"}, None, {"title": "New"}]
    assert typed.posted(ready(rf.post("/x/"))).dict() == {}


def test_what_was_typed_on_another_page_is_not_mixed_in(rf) -> None:
    first = ready(rf.post("/x/", {"title": "Long text"}))
    page(first)

    assert typed.take(ready(rf.get("/y/"), session=first.session)) is None


def test_an_autosave_without_a_session_is_told_so(rf) -> None:
    answer = page(ready(rf.post("/x/", {"title": "t"}, headers={"X-Autosave": "1"})))

    assert (answer.status_code, json.loads(answer.content)) == (
        401,
        {"message": "Your session has ended. Sign in again; your text is kept."},
    )


def test_a_get_keeps_nothing(rf) -> None:
    request = ready(rf.get("/x/"))
    page(request)

    assert typed.SESSION_KEY not in request.session
