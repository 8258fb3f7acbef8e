from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.actions import founders, memberships, organisations
from registry.actions.founders import Facts
from registry.choices import FounderKind, LegalForm, OrganisationStatus, Role
from registry.models import Organisation, Region
from registry.queries import card, cards, past
from registry.queries.past import Record, present
from tests.builders import registry as build
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
COLUMNS = (
    *("name_kk", "name_ru", "name_en", "status", "region_id", "kato", "parent_id", "merged_into_id", "registered_on"),
    *("description", "phone", "is_charity", "sdgs", "languages"),
)


def said(record: Record | None) -> dict[str, Any] | None:
    if record is None:
        return None
    values = {name: getattr(record.organisation, name) for name in COLUMNS}
    return values | {"spheres": record.spheres, "founders": record.founders, "branches": record.branches}


def changed(organisation: Organisation, name: str, value: Any) -> None:
    if name == "founders":
        told = [Facts(kind=FounderKind.PERSON, name=one) for one in value]
        founders.replace(organisation=organisation, founders=told, by=None)
    elif name == "spheres":
        organisations.update(organisation=organisation, values={}, spheres=value, by=None)
    elif name == "region":
        region = Region.objects.get(pk=value)
        organisations.update(organisation=organisation, values={"region": region, "kato": ""}, by=None)
    else:
        organisations.update(organisation=organisation, values={name: value}, by=None)


CHANGES = st.one_of(
    st.tuples(st.just("phone"), st.sampled_from(["", "1", "2"])),
    st.tuples(st.just("description"), st.text("абв ", max_size=5)),
    st.tuples(st.just("status"), st.sampled_from(OrganisationStatus.values).filter(lambda one: one != "no_bin")),
    st.tuples(st.just("registered_on"), st.sampled_from([None, dt.date(2020, 1, 1), dt.date(2021, 2, 2)])),
    st.tuples(st.just("sdgs"), st.lists(st.integers(1, 17), max_size=3)),
    st.tuples(st.just("is_charity"), st.booleans()),
    st.tuples(st.just("spheres"), st.lists(st.integers(1, 19), max_size=3)),
    st.tuples(st.just("region"), st.sampled_from([build.ASTANA, build.ALMATY])),
    st.tuples(st.just("founders"), st.lists(st.sampled_from("ABC"), max_size=2)),
)


@given(changes=st.lists(CHANGES, max_size=8))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_moment_of_the_past_is_what_the_record_said_then(reference: None, changes) -> None:
    Organisation.objects.filter(versions=None).delete()
    serial = Organisation.objects.count() + 1
    with time_machine.travel(START, tick=False):
        organisation = build.registered(serial)
    seen = [said(present(cards().get(pk=organisation.pk)))]
    for place, (name, value) in enumerate(changes, start=1):
        with time_machine.travel(START + place * HOUR, tick=False):
            changed(organisation, name, value)
        seen.append(said(present(cards().get(pk=organisation.pk))))

    for place, then in enumerate(seen):
        assert said(past(cards().get(pk=organisation.pk), START + place * HOUR)) == then
    assert past(cards().get(pk=organisation.pk), START - HOUR) is None


def test_links_to_other_records_are_taken_back(reference: None) -> None:
    with time_machine.travel(START, tick=False):
        first, second = build.registered(1), build.registered(2)
        branch = build.registered(3, bin="450741000429", legal_form=LegalForm.BRANCH, parent=first)
    with time_machine.travel(START + HOUR, tick=False):
        organisations.update(organisation=branch, values={"parent": second, "merged_into": first}, by=None)

    then = past(cards().get(pk=branch.pk), START)

    assert (then.organisation.parent, then.organisation.merged_into) == (first, None)
    heads = cards().filter(pk__in=[first.pk, second.pk]).order_by("pk")
    assert [card(one, past(one, START)).branches for one in heads] == [[branch], []]
    assert card(cards().get(pk=second.pk)).branches == [branch]


def test_a_record_that_came_by_a_file_begins_when_it_came(reference: None) -> None:
    with time_machine.travel(START, tick=False):
        imported = Organisation.objects.create(
            bin=None, name_ru="Старая", legal_form="other", status="no_bin", region_id=build.ASTANA, created_at=START
        )

    assert past(cards().get(pk=imported.pk), START - HOUR) is None
    assert past(cards().get(pk=imported.pk), START).organisation.name_ru == "Старая"


def test_whether_its_head_had_claimed_it(reference: None) -> None:
    with time_machine.travel(START, tick=False):
        organisation = build.registered()
    with time_machine.travel(START + HOUR, tick=False):
        membership = memberships.grant(
            user=UserFactory(), role=Role.NGO_HEAD, organisation=organisation, by=build.officer()
        )
    with time_machine.travel(START + 2 * HOUR, tick=False):
        memberships.end(membership=membership, by=build.officer())

    one = cards().get()
    claims = [card(one, moment=START + place * HOUR).is_claimed for place in range(3)]
    assert claims == [False, True, False]
    assert card(one).is_claimed is False
