"""Calls as the CommonGrants protocol has them."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from common_grants_sdk.schemas.pydantic.responses import (
    OpportunitiesListResponse,
    OpportunitiesSearchResponse,
    OpportunityResponse,
)
from django.test import Client
from django.utils import timezone

from grants.choices import CallStatus
from grants.models import Call
from publishing.opendata import identifiers
from tests.builders import grants

pytestmark = pytest.mark.django_db

LIST = "/common-grants/opportunities"
DAY = dt.timedelta(days=1)


def search(**body: Any) -> dict[str, Any]:
    answer = Client().post(f"{LIST}/search", json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    OpportunitiesSearchResponse.model_validate(found)
    return found


def slugs(found: dict[str, Any]) -> list[str]:
    return [one["identifiers"]["otherIds"]["opp:kz:civilportal"]["id"] for one in found["items"]]


@pytest.fixture
def calls() -> list[Call]:
    """Open, to come, over, cancelled; and one that nobody has announced."""
    now = timezone.now()
    found = []
    for number, slug in enumerate(("open", "coming", "over", "cancelled"), 1):
        call = grants.call_at(slug=slug, number_prefix=f"CG{number}")
        Call.objects.filter(pk=call.pk).update(announced_at=now - number * DAY, title_en=f"Call {slug}")
        found.append(call)
    grants.call_at(CallStatus.DRAFT, slug="draft", number_prefix="CG9")
    Call.objects.filter(slug="coming").update(opens_at=now + DAY, closes_at=now + 40 * DAY)
    Call.objects.filter(slug="over").update(opens_at=now - 40 * DAY, closes_at=now - DAY)
    Call.objects.filter(slug="cancelled").update(status=CallStatus.CANCELLED, cancel_reason="No money")
    Call.objects.filter(slug="over").update(budget=Decimal(99_000_000))
    return found


def test_the_list_and_one_are_read_by_the_models_of_the_sdk(calls) -> None:
    found = Client().get(LIST, {"page": 1, "pageSize": 3, "language": "en"}).json()
    OpportunitiesListResponse.model_validate(found)
    assert found["paginationInfo"] == {"page": 1, "pageSize": 3, "totalItems": 4, "totalPages": 2}
    assert len(found["items"]) == 3
    rest = Client().get(LIST, {"page": "2", "pageSize": "3"}).json()
    states = {one["title"]: one["status"]["value"] for one in Client().get(LIST, {"language": "en"}).json()["items"]}
    assert states == {
        "Call open": "open", "Call coming": "forecasted", "Call over": "closed", "Call cancelled": "custom",
    }  # fmt: skip
    assert not set(slugs(found)) & set(slugs(rest))
    key = str(identifiers.unique("call", "open"))
    answer = Client().get(f"{LIST}/{key}")
    one = OpportunityResponse.model_validate(answer.json()).data
    call = Call.objects.get(slug="open")
    assert (one.title, str(one.source)) == (call.title_kk, "http://localhost:8000/kk/grants/calls/open/")
    assert one.funding.max_award_amount.amount == format(call.amount_max, "f")
    there = timezone.localtime(call.closes_at)
    assert (one.key_dates.close_date.date, one.key_dates.close_date.time) == (
        there.date(),
        there.time().replace(microsecond=0),
    )
    assert one.funders.primary.name == call.operator.name_kk
    assert (one.created_at, answer["Access-Control-Allow-Origin"]) == (call.announced_at.replace(microsecond=0), "*")


def test_a_search_takes_words_filters_order_and_pages(calls) -> None:
    assert slugs(search(search="call OPEN")) == ["open"]
    assert set(slugs(search(filters={"status": {"operator": "in", "value": ["open", "forecasted"]}}))) == {
        "open",
        "coming",
    }
    assert set(slugs(search(filters={"status": {"operator": "notIn", "value": ["closed"]}}))) == {
        "open", "coming", "cancelled",
    }  # fmt: skip
    today = timezone.localdate()
    window = {"min": today.isoformat(), "max": (today + 400 * DAY).isoformat()}
    assert "over" not in slugs(search(filters={"closeDateRange": {"operator": "between", "value": window}}))
    assert slugs(search(filters={"closeDateRange": {"operator": "outside", "value": window}})) == ["over"]
    money = {
        side: {"amount": amount, "currency": "KZT"} for side, amount in (("min", "90000000"), ("max", "99000000.00"))
    }
    wanted = {"totalFundingAvailableRange": {"operator": "between", "value": money}}
    assert slugs(search(filters=wanted)) == ["over"]
    ordered = search(sorting={"sortBy": "createdAt", "sortOrder": "asc"}, pagination={"page": 1, "pageSize": 2})
    assert slugs(ordered) == ["cancelled", "over"]
    assert ordered["sortInfo"] == {"sortBy": "createdAt", "sortOrder": "asc", "errors": []}
    assert slugs(search(sorting={"sortBy": "status.value", "sortOrder": "asc"})) == [
        "coming",
        "open",
        "cancelled",
        "over",
    ]


def test_what_is_not_understood_is_told_and_left_out(calls) -> None:
    euro = {side: {"amount": "1", "currency": "EUR"} for side in ("min", "max")}
    found = search(
        filters={
            "status": {"operator": "like", "value": ["open"]},
            "closeDateRange": {"operator": "between", "value": {"min": "soon"}},
            "minAwardAmountRange": {"operator": "between", "value": euro},
            "maxAwardAmountRange": None,
            "customFilters": {"x": {"operator": "eq", "value": 1}},
        },
        sorting={"sortBy": "luck", "sortOrder": "up"},
        search="\x00",
    )
    assert len(found["items"]) == 4
    assert [text.partition(":")[0] for text in found["filterInfo"]["errors"]] == [
        "status", "closeDateRange", "minAwardAmountRange", "customFilters",
    ]  # fmt: skip
    assert [text.partition(":")[0] for text in found["sortInfo"]["errors"]] == ["sortBy", "sortOrder"]


@pytest.mark.parametrize(
    "body", ["[]", '"a"', "{", "\ufffe", '{"search": 1}', '{"filters": []}', '{"pagination": {"page": 0}}']
)
def test_a_request_that_is_not_of_the_protocol_is_refused(body: str) -> None:
    answer = Client().post(f"{LIST}/search", body, content_type="application/json")
    assert (answer.status_code, answer.json()["status"], len(answer.json()["errors"])) == (400, 400, 1)


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"pageSize": "-1"}, {"page": "²"}])
def test_pages_that_there_are_not(query: dict[str, str]) -> None:
    assert Client().get(LIST, query).status_code == 400


def test_calls_that_there_are_not(calls) -> None:
    answer = Client().get(f"{LIST}/{uuid4()}")
    assert (answer.status_code, answer.json()["message"]) == (404, "There is no such opportunity.")
    assert Client().get(f"{LIST}/{identifiers.unique('call', 'draft')}").status_code == 404
    assert Client().get(f"{LIST}/{identifiers.unique('call', 'open')}?language=xx").status_code == 200
    assert Client().get(f"{LIST}/search").status_code == 405
    assert Client().get(LIST, {"page": 9}).json()["items"] == []


def test_queries_do_not_grow_with_calls(django_assert_num_queries) -> None:
    grants.call_at(slug="one", number_prefix="ONE")
    with django_assert_num_queries(3):
        assert len(Client().get(LIST).json()["items"]) == 1
    for number in (2, 3):
        grants.call_at(slug=f"call-{number}", number_prefix=f"N{number}")
    with django_assert_num_queries(3):
        assert len(Client().get(LIST).json()["items"]) == 3
