from __future__ import annotations

import pytest
from django.utils import translation

from foundation.notifications import wording
from foundation.notifications.models import Message


@pytest.mark.parametrize("link", ["/kk/my/messages/", "/en/my/messages/", "/ru/my/messages/"])
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_link_leads_to_the_page_in_the_readers_language(link: str, language: str) -> None:
    with translation.override(language):
        assert wording.link(Message(link=link)) == f"/{language}/my/messages/"


def test_what_is_no_page_of_ours_stays_and_nothing_is_nothing() -> None:
    assert wording.link(Message(link="/data/x.csv")) == "/data/x.csv"
    assert wording.link(Message(link="")) == ""
