"""Councils and money point at one another, from each page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from councils.actions import references as joining
from councils.models import Control
from foundation.core.errors import Conflict, Invalid, NotPermitted
from registry.actions import references
from registry.models import Reference
from registry.queries.references import money_found, references_of
from tests.builders import agreements, council_work, councils
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_recommendation_and_a_control_point_at_a_grant_and_its_call_and_back(django_assert_num_queries) -> None:
    built, deal = councils.sitting(3), agreements.active()
    agreement, call = deal.agreement, deal.agreement.application.call
    advice = councils.sent(built)
    document = council_work.concluded(built)
    control = Control.objects.get(pk=document.control_id)
    grant = f"grants.agreement:{agreement.number}"
    with pytest.raises(NotPermitted):
        joining.join(thing=advice, target=grant, note="", by=UserFactory())
    for wrong in ("", "grants.agreement:none", "councils.control:1", "nothing"):
        with pytest.raises(Invalid, match="Choose a call"):
            joining.join(thing=advice, target=wrong, note="", by=built.secretary)
    joining.join(thing=advice, target=grant, note="It asks for tests", by=built.secretary)
    with pytest.raises(Invalid, match="already"):
        joining.join(thing=advice, target=grant, note="", by=built.secretary)
    joining.join(thing=control, target=grant, note="", by=built.secretary)
    row = joining.join(thing=control, target=f"grants.call:{call.slug}", note="", by=built.secretary)

    with django_assert_num_queries(3):
        lines = references_of("grants.agreement", agreement.number)
    assert [(line.other.kind, line.note) for line in lines] == [
        ("councils.control", ""),
        ("councils.recommendation", "It asks for tests"),
    ]
    client = Client()
    assert control.title in client.get(reverse("grants:project-detail", args=[agreement.number])).text
    assert control.title in client.get(call.get_absolute_url()).text
    assert agreement.title in client.get(control.get_absolute_url()).text
    assert agreement.title in client.get(advice.get_absolute_url()).text
    (asked,) = document.recommendations.all()
    assert f"{control.get_absolute_url()}#document" in client.get(asked.get_absolute_url()).text

    with pytest.raises(NotPermitted):
        joining.part(thing=control, reference=row, reason="x", by=UserFactory())
    with pytest.raises(Invalid, match="Give the reason"):
        joining.part(thing=control, reference=row, reason=" ", by=built.secretary)
    joining.part(thing=control, reference=row, reason="Another call", by=built.secretary)
    assert control.title not in client.get(call.get_absolute_url()).text
    with pytest.raises(Conflict, match="taken back already"):
        joining.part(thing=control, reference=row, reason="x", by=built.secretary)
    assert Reference.objects.count() == 3


def test_only_public_things_are_found_by_number_and_title() -> None:
    deal = agreements.active()
    call = deal.agreement.application.call
    assert [one.key for one in money_found(deal.agreement.number)] == [deal.agreement.number]
    assert call.slug in [one.key for one in money_found(call.title_ru[:10])]
    assert money_found(" \0") == money_found("nothing like it at all") == []
    assert references_of("grants.call", "nobody") == []
    assert references.references.money_named("unknown", "1") is None
