"""Every page of the browser's list opens in Kazakh for whoever looks at it, without a browser."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.journeys import order_pages

pytestmark = pytest.mark.django_db


def test_pages_of_the_list_open() -> None:
    pages = order_pages.pages()
    assert sorted(pages) == sorted([*order_pages.NAMES, *order_pages.BRIEFLY])
    found = {}
    for name, shown in pages.items():
        client = Client()
        if shown.reader is not None:
            client.force_login(shown.reader)
        found[name] = client.get(f"/kk{shown.path}").status_code
    assert found == dict.fromkeys(pages, 200)
