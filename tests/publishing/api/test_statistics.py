"""The tables of statistics as JSON are those of the page."""

from __future__ import annotations

import pytest
from django.test import Client

from publishing import statistics
from tests.builders.api_walk import read
from tests.factories.registry import FundingFactory

pytestmark = pytest.mark.django_db


def test_the_tables_of_the_page_are_told_with_their_totals(client: Client) -> None:
    FundingFactory(amount=500_000)

    tables = read(client, "statistics/")["results"]
    one = read(client, "statistics/money-by-year/")

    assert [table["code"] for table in tables] == list(statistics.CODES)
    assert (one["totals"][0], one["totals"][-1]) == (1, "500000.00")
    assert one["allowed_actions"] == []
    assert read(client, "statistics/money-by-year/?fields=code") == {"code": "money-by-year"}
    assert client.get("/api/v1/statistics/nothing/").status_code == 404
    assert client.get("/api/v1/statistics/?colour=red").status_code == 400
    assert client.post("/api/v1/statistics/").status_code == 405
