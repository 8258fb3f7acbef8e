from __future__ import annotations

import pytest
from django.urls import reverse

from civilportal.help import TOPICS
from foundation.core.addresses import address

pytestmark = pytest.mark.django_db


def test_every_topic_is_offered_and_opens(client) -> None:
    offered = client.get(reverse("help")).content.decode()

    for code, topic in TOPICS.items():
        page = client.get(reverse("help-topic", args=[code]))
        assert reverse("help-topic", args=[code]) in offered
        assert [str(entry.question) in page.content.decode() for entry in topic.entries] == [True] * len(topic.entries)


def test_every_way_out_of_help_exists() -> None:
    routes = {entry.route for topic in TOPICS.values() for entry in topic.entries if entry.route}

    assert {route for route in routes if not address(route)} == set()


def test_other_topics_are_not_found(client) -> None:
    assert client.get(reverse("help-topic", args=["nothing"])).status_code == 404
