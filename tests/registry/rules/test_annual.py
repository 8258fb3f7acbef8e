from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.choices import AnnualSectionName as Name
from registry.choices import Certainty, FundingKind
from registry.models import Funding
from registry.models.annual_content import ANNUAL_PARTS, annual_choices
from registry.rules import annual as rules
from registry.rules import annual_coach, annual_prefill
from tests.builders import annual as build
from tests.builders import registry

pytestmark = pytest.mark.django_db
CHOICES = {
    "spheres": [("3", "ecology")],
    "regions": [("710000000", "Astana")],
    "sources": [("donor", "Donor"), ("own", "Own"), ("grant", "Grant")],
    "directions": [("projects", "Projects"), ("pay", "Pay")],
    "property": [("equipment", "Equipment")],
    "changes": [("joined", "Joined")],
}
TENGE = st.decimals(min_value=0, max_value=10**12, places=2)


def draft(awards=(), **changed) -> rules.Draft:
    known = {rules.origin_of(award): award for award in awards}
    return rules.Draft("450140000000", 2025, build.sections(**changed), CHOICES, known)


def said(name: str, awards=(), **changed) -> dict[str, str]:
    found = rules.faults_in(draft(awards, **changed), name)
    return {fault.field: str(fault.message) for fault in found}


def test_a_complete_form_has_no_fault() -> None:
    assert rules.faults(draft()) == []
    assert {task.state.value for task in rules.progress(draft())} == {"complete"}


def test_every_section_is_described_once() -> None:
    assert list(ANNUAL_PARTS) == Name.values
    assert {item.choices for part in ANNUAL_PARTS.values() for item in (*part.items, *part.row_items)} - {""} == set(
        annual_choices()
    )


@given(rows=st.lists(TENGE, min_size=1, max_size=6), off=st.sampled_from([Decimal(0), Decimal("0.01")]))
@settings(max_examples=60, deadline=None)
def test_rows_come_to_the_total_to_the_tiyn(rows: list[Decimal], off: Decimal) -> None:
    listed = [{"source": "own", "amount": str(amount)} for amount in rows]
    total = sum(rows, Decimal(0)) + off

    found = said(Name.INCOME, income={"opening": "0", "total": str(total), "rows": listed})

    assert set(found) == ({"total"} if off else set())


@given(opening=TENGE, came=TENGE, went=TENGE, off=st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(-1)]))
@settings(max_examples=60, deadline=None)
def test_what_was_left_follows_from_what_came_and_went(
    opening: Decimal, came: Decimal, went: Decimal, off: Decimal
) -> None:
    closing = opening + came - went + off
    income = {"opening": str(opening), "total": str(came), "rows": [{"source": "own", "amount": str(came)}]}
    expenses = {"total": str(went), "closing": str(closing), "rows": [{"direction": "pay", "amount": str(went)}]}

    found = said(Name.EXPENSES, income=income, expenses=expenses)

    assert set(found) == ({"closing"} if off or closing < 0 else set())


def test_rows_or_the_box_and_not_both() -> None:
    assert said(Name.BRANCHES, branches={"none": ""}) == {"none": "Add a row, or tick this"}
    row = {"name": "Branch", "region": "710000000"}
    assert said(Name.BRANCHES, branches={"rows": [row]}) == {
        "none": "There are rows below: take them away or untick this"
    }


def test_a_sphere_stands_once() -> None:
    twice = {"rows": [{"sphere": "3"}, {"sphere": "3"}]}
    assert said(Name.SPHERES, spheres=twice) == {"rows-1-sphere": "This sphere stands in another row already"}


def test_women_are_some_of_the_employees() -> None:
    assert said(Name.PEOPLE, people={"staff": "2", "staff_women": "3"}) == {
        "staff_women": "This cannot be more than all employees"
    }


def award() -> Funding:
    return Funding(
        kind=FundingKind.GRANT,
        reference="G-1",
        title="Trees 2",
        amount=Decimal(500_000),
        decided_on=dt.date(2025, 6, 1),
    )


def portal_row(**changed: str) -> dict[str, str]:
    row = {"origin": "grant:G-1", "name": "Trees 2", "source": "grant", "payer": "Operator", "amount": "500000"}
    return row | {"result": "They grow"} | changed


def test_money_that_the_portal_knows_is_named_or_explained() -> None:
    known = [award()]
    assert said(Name.PROJECTS, known) == {"left_out": "Say why these are not among the projects: Trees 2"}
    assert said(Name.PROJECTS, known, projects={"left_out": "It was given back"}) == {}
    assert said(Name.PROJECTS, known, projects={"rows": [portal_row()]}) == {}
    differs = {"rows": [portal_row(amount="400000")]}
    assert said(Name.PROJECTS, known, projects=differs) == {
        "rows-0-deviation": "The portal knows 500,000\u00a0₸: say why yours differs"
    }
    explained = {"rows": [portal_row(amount="400000", deviation="The rest comes next year")]}
    assert said(Name.PROJECTS, known, projects=explained) == {}
    assert said(Name.PROJECTS, known, projects={"rows": [portal_row(), portal_row()]}) == {
        "rows-1-name": "This award of the portal stands in another row already"
    }


def test_answers_are_counted_row_by_row() -> None:
    sections = {
        "people": {"staff": "4", "volunteers": ""},
        "awards": {"none": "on", "rows": [{"name": "A", "giver": ""}]},
    }
    assert rules.answer_count(sections) == 3


def test_prefilled_controls_are_compared_in_their_places() -> None:
    before = {"a": "1", "rows": [{"x": "1"}, {"x": "2"}]}
    assert annual_prefill.controls(before) == ["a", "rows-0-x", "rows-1-x"]
    now = {"a": "1", "rows": [{"x": "1"}]}
    assert annual_prefill.still_prefilled(now, before, ["a", "rows-0-x", "rows-1-x"]) == ["a", "rows-0-x"]


def test_the_estimate_of_a_fine_is_assumed_and_follows_the_mrp(reference: None) -> None:
    assert {fine.certainty for fine in annual_coach.FINES} == {Certainty.ASSUMED}
    found = annual_coach.fine_estimate(dt.date(2026, 4, 1))
    assert (found.index, found.amount, found.repeated_amount) == (Decimal(4325), Decimal(108_125), Decimal(216_250))
    assert annual_coach.fine_estimate(dt.date(2010, 1, 1)) is None


def test_the_coach_says_what_a_contest_would_say(reference: None) -> None:
    organisation = registry.registered()
    day = dt.date(2026, 4, 1)
    assert annual_coach.consequence(organisation, 2025, day).verdict == "fail"
    build.submitted(organisation, 2025)
    assert annual_coach.consequence(organisation, 2025, day).verdict == "pass"
