from __future__ import annotations

import re

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from foundation.notifications import actions, queries, topics
from foundation.notifications.letters import Letter
from foundation.notifications.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LETTER = Letter("tests.news", "News <%(number)s>", "First line\n\nSecond & last")


@pytest.fixture
def reader(client):
    user = UserFactory()
    client.force_login(user)
    return user


def tell(user, count: int = 1) -> list[Message]:
    return [
        actions.notify(to=user, letter=LETTER, context={"number": number}, link="/kk/my/") for number in range(count)
    ]


def subjects(response) -> list[str]:
    return re.findall(r"News &lt;(\d+)&gt;", response.content.decode())


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_own_messages_newest_first_in_a_fixed_number_of_queries(
    client, reader, count: int, django_assert_num_queries
) -> None:
    tell(reader, count)
    tell(UserFactory(), 5)

    with django_assert_num_queries(4):
        response = client.get(reverse("notifications:message-list"))

    assert subjects(response) == [str(number) for number in reversed(range(count))]


def test_pages_follow_each_other_without_gaps(client, reader) -> None:
    tell(reader, queries.PAGE_SIZE + 2)
    first = client.get(reverse("notifications:message-list"))
    second = client.get(reverse("notifications:message-list"), {"before": first.context["page"].after})

    assert subjects(first) + subjects(second) == [str(number) for number in reversed(range(queries.PAGE_SIZE + 2))]
    assert second.context["page"].after is None
    assert subjects(client.get(reverse("notifications:message-list"), {"before": "x"})) == subjects(first)
    assert subjects(client.get(reverse("notifications:message-list"), {"before": "9" * 30})) == subjects(first)


def test_opening_a_message_reads_it(client, reader) -> None:
    [message] = tell(reader)

    response = client.get(reverse("notifications:message-detail", args=[message.pk]))
    message.refresh_from_db()

    text = response.content.decode()
    assert ("<p>First line</p>" in text, "<p>Second &amp; last</p>" in text, 'href="/en/my/"' in text) == (True,) * 3
    assert message.read_at is not None


def test_a_message_of_another_is_not_found_and_stays_unread(client, reader) -> None:
    [message] = tell(UserFactory())
    assert str(message) == "News <%(number)s>"

    response = client.get(reverse("notifications:message-detail", args=[message.pk]))
    client.post(reverse("notifications:message-read-all"))
    message.refresh_from_db()

    assert (response.status_code, message.read_at) == (404, None)


def test_all_are_marked_read_at_once(client, reader) -> None:
    tell(reader, 3)

    response = client.post(reverse("notifications:message-read-all"))

    assert (response.url, queries.unread_count(reader)) == (reverse("notifications:message-list"), 0)


def test_without_messages_the_page_says_so(client, reader) -> None:
    assert "No messages yet." in client.get(reverse("notifications:message-list")).content.decode()


def test_the_switches_are_saved_and_a_wrong_choice_is_told(client, reader) -> None:
    url = reverse("notifications:preferences")
    # What begins a term or lays a duty on a person is always mailed.
    choices = {
        topic: "at_once" if topics.is_official(topic) else "never" for topic, _, _ in queries.mail_choices(reader)
    }

    saved = client.post(url, choices, follow=True)
    wrong = client.post(url, choices | {"tests.news": "hourly"})

    assert "Saved: how you get mail." in saved.content.decode()
    assert {topic: choice for topic, _, choice in queries.mail_choices(reader)} == choices
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (200, ["tests.news"])


@pytest.mark.parametrize("name", ["message-list", "preferences"])
def test_strangers_are_asked_to_sign_in(client, name: str) -> None:
    url = reverse(f"notifications:{name}")

    assert client.get(url).url == f"{reverse('account_login')}?next={url}"


def link_for(user) -> str:
    request = RequestFactory().get("/")
    request.user = user
    return Template("{% load notifications %}{% messages_link %}").render(Context({"request": request}))


def test_the_count_costs_visitors_nothing_and_people_one_query(django_assert_num_queries, monkeypatch) -> None:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415

    reader = UserFactory()
    with django_assert_num_queries(0):
        assert link_for(AnonymousUser()) == ""
    with django_assert_num_queries(1):
        assert link_for(reader) == '<li><a class="cp-header__link" href="/en/my/messages/">Messages</a></li>'

    tell(reader, 3)
    assert "(3 unread)" in link_for(reader)
    monkeypatch.setattr(queries, "COUNT_MAX", 3)
    assert "(2+ unread)" in link_for(reader)
