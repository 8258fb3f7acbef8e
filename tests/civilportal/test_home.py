from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from civilportal import home
from grants.choices import CallStatus
from registry.choices import OrganisationStatus
from registry.models import SearchEntry
from tests.builders import decisions, grants, registry
from tests.builders import socialorder as orders

pytestmark = pytest.mark.django_db


def test_empty_portal_shows_no_figures() -> None:
    assert home.facts() == {"calls": [], "tenders": [], "discussions": [], "figures": [], "decisions": []}


def test_figures_count_what_is_decided_and_registered(django_assert_max_num_queries) -> None:
    registry.with_reference()
    registry.registered(9001)
    registry.registered(9002, status=OrganisationStatus.SUSPENDED)
    contest = decisions.decided()

    with django_assert_max_num_queries(7):
        facts = home.facts()

    money = decisions.money_of(contest)
    figures = {str(label): value for value, label, _url in facts["figures"]}
    assert figures["active NGOs"] == SearchEntry.objects.filter(status=OrganisationStatus.ACTIVE).count() == 3
    assert figures["applications decided, each with its reasons"] == 3
    assert str(money.awarded).split(".")[0] == "".join(filter(str.isdigit, figures["awarded in all"]))
    assert facts["decisions"] == [contest.fresh()]


def test_figures_are_counted_once_a_minute(django_assert_num_queries) -> None:
    home.facts()

    with django_assert_num_queries(4):
        home.facts()


def test_open_calls_stand_on_the_home_page(client) -> None:
    call = grants.call_at(CallStatus.ANNOUNCED)
    grants.call_at(CallStatus.DRAFT)

    page = client.get(reverse("home"))

    assert [shown.pk for shown in page.context["calls"]] == [call.pk]


def test_open_tenders_stand_beside_open_calls(client) -> None:
    _world, tender = orders.announced()
    orders.drafted(_world, slug="a-draft")
    with orders.at(orders.NOW + dt.timedelta(days=1)):
        page = client.get(reverse("home"))
        assert [shown.pk for shown in page.context["tenders"]] == [tender.pk]
        assert tender.get_absolute_url() in page.text
    with orders.at(tender.closes_at):
        assert home.facts()["tenders"] == []


def test_newest_decision_leads_to_its_results(client) -> None:
    contest = decisions.decided()

    page = client.get(reverse("home")).content.decode()

    assert reverse("grants:results", args=[contest.call.slug]) in page


def test_a_call_before_its_commission_is_no_decision(client) -> None:
    contest = decisions.voting()

    page = client.get(reverse("home")).content.decode()

    assert reverse("grants:results", args=[contest.call.slug]) not in page
    assert "grants awarded" not in page
