"""Needs: proposed, supported, answered one by one."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from foundation.core.errors import Conflict, Invalid, NotPermitted
from foundation.core.workflow import TransitionNotAllowed
from foundation.notifications.models import Message
from registry.models import KatoUnit
from registry.queries import regions
from socialorder.actions.needs import needs
from socialorder.choices import NeedStatus
from socialorder.models import Need
from socialorder.queries.needs import overview, waiting_for, with_places
from tests.builders import socialorder as build
from tests.factories.accounts import UserFactory
from tests.factories.registry import RegionFactory

pytestmark = pytest.mark.django_db


def test_need_is_supported_taken_and_everybody_is_told() -> None:
    world = build.approved()
    author, friend, other = UserFactory(), UserFactory(), UserFactory()
    need = build.need(author)
    for person in (friend, friend, other):
        needs.support(need=need, by=person)
    needs.take_back(need=need, by=other)
    assert [one.supported for one in Need.objects.with_support()] == [1]
    with pytest.raises(NotPermitted):
        needs.support(need=need, by=author)

    need = needs.take(need=need, topic=world.topic, answer="It begins in March", by=world.officer)

    assert (need.status, need.topic, need.body, need.answer) == ("taken", world.topic, world.body, "It begins in March")
    told = Message.objects.order_by("recipient").values_list("recipient", flat=True)
    assert list(told) == sorted([author.pk, friend.pk])
    with pytest.raises(Conflict):
        needs.support(need=need, by=other)
    with pytest.raises(TransitionNotAllowed):
        needs.withdraw(need=need, by=author)


def test_need_is_declined_with_a_reason_and_the_answer_can_be_taken_back() -> None:
    world = build.planned()
    need = build.need()
    with pytest.raises(Invalid) as refusal:
        needs.decline(need=need, answer=" ", by=world.officer)
    assert [fault.field for fault in refusal.value.faults] == ["answer"]

    need = needs.decline(need=need, answer="A centre opens in the next street", by=world.officer)
    assert (need.status, need.body) == (NeedStatus.DECLINED, world.body)
    need = needs.reopen(need=need, reason="It did not open", by=world.officer)
    assert (need.status, need.answer, need.answered_at) == (NeedStatus.PROPOSED, "", None)


def test_only_the_akimat_of_the_place_answers_and_into_its_own_region() -> None:
    world = build.approved()
    need, elsewhere = build.need(), build.need(region=RegionFactory(code="750000000"))
    for stranger in (need.author, UserFactory()):
        with pytest.raises(NotPermitted):
            needs.decline(need=need, answer="no", by=stranger)
    with pytest.raises(NotPermitted):
        needs.take(need=elsewhere, topic=world.topic, answer="", by=world.officer)
    _body, other = build.akimat()
    assert needs.hide(need=need, reason="Names a child", by=other).hidden_reason == "Names a child"
    assert not Need.objects.visible_to(UserFactory()).filter(pk=need.pk).exists()
    assert Need.objects.visible_to(need.author).filter(pk=need.pk).exists()
    assert Need.objects.visible_to(world.officer).filter(pk=need.pk).exists()
    with pytest.raises(Conflict):
        needs.hide(need=need, reason="again", by=other)


def test_same_words_count_once_and_empty_ones_are_refused_together() -> None:
    author = UserFactory()
    need = build.need(author)
    with pytest.raises(Invalid) as refusal:
        build.need(author)
    assert [fault.field for fault in refusal.value.faults] == ["title"]
    needs.withdraw(need=need, by=author)
    assert build.need(author).status == NeedStatus.PROPOSED
    with pytest.raises(NotPermitted):
        needs.withdraw(need=Need.objects.last(), by=UserFactory())
    with pytest.raises(Invalid) as refusal:
        build.need(author, title=" ", people="", problem="")
    assert [fault.field for fault in refusal.value.faults] == ["title", "people", "problem"]


def test_place_is_found_by_name_and_by_code() -> None:
    region = RegionFactory()
    whole = KatoUnit.objects.create(code=region.pk, level=1, name_kk="Астана", name_ru="Астана")
    for number, name in ((1, "Есиль"), (2, "Есиль"), (3, "Сарыарка")):
        KatoUnit.objects.create(code=f"711{number}00000"[:9], level=2, parent=whole, name_kk=name, name_ru=name)

    def propose(place: str) -> str:
        values = build.need_values(title=f"A centre, {place}")
        return needs.propose(region=region, place=place, values=values, by=UserFactory()).kato

    assert propose("сарыарка") == "711300000"
    assert propose("711100000") == "711100000"
    assert propose(region.pk) == ""
    for place, said in (
        ("Есиль", "711100000 (Есиль), 711200000 (Есиль)"),
        ("750000000", "first two digits"),
        ("719999999", "no unit with this code"),
        ("7111", "exactly 9 digits"),
        ("Nowhere", "no such place"),
    ):
        with pytest.raises(Invalid, match=None) as refusal:
            propose(place)
        assert said in str(refusal.value)
    assert {one.place for one in with_places(list(Need.objects.order_by("pk")))} == {
        "Астана, Сарыарка",
        "Астана, Есиль",
        "Astana",
    }


def test_figures_of_map_and_tables_are_of_the_same_needs() -> None:
    world = build.planned()
    declined = build.need(title="Another")
    needs.decline(need=declined, answer="no", by=world.officer)
    build.need()
    hidden = build.need(title="Hidden")
    needs.hide(need=hidden, reason="names", by=world.officer)
    needs.support(need=Need.objects.get(status="proposed", hidden_at=None), by=UserFactory())

    found = overview({})

    assert [(line.of, line.total, line.waiting, line.declined, line.supports) for line in found.regions] == [
        (world.body.region, 2, 1, 1, 1)
    ]
    assert [line.total for line in found.spheres] == [2]
    assert (found.total, found.regions[0].answered_percent) == (2, 50)
    assert {tile.code: tile.number for tile in found.map.tiles if tile.number} == {world.body.region_id: 2}
    assert len(found.map.tiles) == len(regions())
    assert list(waiting_for(type(world.body).objects.filter(pk=world.body.pk))) == [
        Need.objects.get(status="proposed", hidden_at=None)
    ]


def test_answer_to_a_need_has_a_term_that_is_told_when_it_is_over() -> None:
    body, officer = build.akimat()
    with build.at(build.NOW):
        need = build.need(region=body.region)
    assert need.due_on == dt.date(2026, 11, 23)  # the fifteenth working day after Monday 2 November
    with build.at(build.NOW + dt.timedelta(days=5)):
        needs.remind_of(need=need)
    late = build.NOW + dt.timedelta(days=30)
    with build.at(late):
        assert [one.pk for one in Need.objects.overdue(late.date())] == [need.pk]
        for _n in range(2):
            needs.remind_of(need=need)
        assert "late by" in Client().get(need.get_absolute_url()).text
    assert Message.objects.filter(recipient=officer, subject__contains="beyond its term").count() == 1
    with build.at(late):
        needs.decline(need=need, answer="No", by=officer)
        again = needs.reopen(need=need, reason="Looked at again", by=officer)
    assert again.due_on == dt.date(2026, 12, 24)  # 16 December is a holiday
