"""What is wrong in a section, each fault at its field."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from foundation.core.errors import Fault, Invalid
from grants.choices import SectionName
from grants.models import Call
from grants.models.content import PARTS
from grants.rules import sections
from registry.models import DevelopmentGoal, Indicator
from tests.builders.grants import call_at
from tests.factories.grants import typed_sections

pytestmark = pytest.mark.django_db


@pytest.fixture
def call() -> Call:
    return call_at("draft")


def draft(call: Call, **changes: dict[str, Any]) -> sections.Draft:
    typed = {name: data | changes.get(name, {}) for name, data in typed_sections().items()}
    return sections.Draft(call, "T-0001", typed, sections.choices_of(call))


def told(found: list[Fault]) -> list[tuple[str, str, str]]:
    return [(fault.field, str(fault.message), fault.rule) for fault in found]


def test_a_complete_application_has_no_fault(call: Call) -> None:
    assert sections.faults(draft(call)) == {name: [] for name in PARTS}
    assert {section.state for section in sections.progress(draft(call))} == {sections.State.COMPLETE}


def test_every_required_field_of_an_empty_section_is_named_with_its_link(call: Call) -> None:
    empty = sections.Draft(call, "T-0001", {}, sections.choices_of(call))

    found = sections.faults_in(empty, SectionName.PROJECT)

    required = [item.name for item in PARTS[SectionName.PROJECT].items if item.missing]
    assert [fault.field for fault in found] == required
    assert found[1] == Fault(
        "Enter the title of the project", field="title", url="/en/grants/applications/T-0001/sections/project/#id_title"
    )
    assert [section.state for section in sections.progress(empty)] == [sections.State.NOT_STARTED] * 7
    assert {section.hint for section in sections.progress(empty)} == {""}


def test_a_begun_section_says_the_first_things_that_are_missing(call: Call) -> None:
    begun = sections.Draft(call, "T-0001", {"target_group": {"people": "12"}}, sections.choices_of(call))

    section = next(one for one in sections.progress(begun) if one.name == "target_group")

    assert (section.state_label, section.kind) == ("Incomplete", "started")
    assert section.hint == "Say who the project is for; Say how you find and involve them"
    begun.sections["project"] = {"title": "T"}
    project = sections.progress(begun)[0]
    assert project.hint == (
        "Choose the language of the application; Choose the sphere of the project; Describe the problem that the project solves; and 9 more"
    )


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("project", {"months": "7"}, [("months", "The term must be from 1 to 6 months", "R15")]),
        ("project", {"months": "0"}, [("months", "The term must be from 1 to 6 months", "R15")]),
        ("project", {"months": "three"}, [("months", "Enter a whole number, like 12.", "")]),
        ("project", {"language": "en"}, [("language", "Choose one of the list", "")]),
        (
            "project",
            {"goal": "x" * 1001},
            [("goal", "Shorten this to 1000 characters: it has 1001, which is 1 too many", "")],
        ),
        ("target_group", {"vulnerable": "-1"}, [("vulnerable", "This cannot be less than 0", "")]),
        ("target_group", {"people": "0", "vulnerable": ""}, [("people", "At least one person must take part", "")]),
        ("target_group", {"vulnerable": "301"}, [("vulnerable", "This cannot be more than all who take part", "")]),
        ("target_group", {"vulnerable": ""}, []),
        ("work_plan", {"rows": []}, [("rows", "Add at least one step", "")]),
        ("budget", {"requested": "499 999,99"}, [("requested", "sum", "R33")]),
        ("budget", {"requested": "many"}, [("requested", "Enter an amount in tenge, like 500 000.", "")]),
    ],
)
def test_a_fault_stands_at_its_field_with_its_rule(
    call: Call, name: str, typed: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    found = told(sections.faults_in(draft(call, **{name: typed}), name))

    if name == "budget" and expected[0][2]:
        sentence = "The lines come to 500,000\xa0₸ without what you and others pay, but you ask for 499,999.99\xa0₸"
        expected = [("requested", f"{sentence}: change one of them", "R33")]
    assert found == expected


def step(**changes: str) -> dict[str, Any]:
    row = {"activity": "Clean", "first_month": "1", "last_month": "2", "place": "", "outcome": "Clean banks"}
    return {"rows": [row, row | changes]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"first_month": "0"}, ("rows-1-first_month", "Months are counted from 1")),
        ({"first_month": "3"}, ("rows-1-last_month", "The step cannot end before it starts")),
        ({"last_month": "4"}, ("rows-1-last_month", "The project takes 3 months, so no step can end later")),
        ({"outcome": ""}, ("rows-1-outcome", "Enter the result of the step")),
    ],
)
def test_steps_stay_within_the_project(call: Call, changes: dict[str, str], expected: tuple[str, str]) -> None:
    found = sections.faults_in(draft(call, work_plan=step(**changes)), SectionName.WORK_PLAN)

    assert [(fault.field, str(fault.message)) for fault in found] == [expected]


def test_steps_are_not_held_against_a_term_that_cannot_be_read(call: Call) -> None:
    unread = draft(call, project={"months": "x"}, work_plan=step(last_month="40"))

    assert sections.faults_in(unread, SectionName.WORK_PLAN) == []


def line(**changes: str) -> dict[str, str]:
    return {
        "name": "Bags",
        "kind": "direct",
        "quantity": "1",
        "unit": "set",
        "unit_cost": "300000",
        "own": "",
    } | changes


def budget(requested: str, *rows: dict[str, str]) -> dict[str, Any]:
    return {"requested": requested, "rows": list(rows)}


def test_administrative_costs_may_not_exceed_direct_ones(call: Call) -> None:
    typed = budget("400000", line(unit_cost="100000"), line(kind="admin"))

    found = told(sections.faults_in(draft(call, budget=typed), SectionName.BUDGET))

    sentence = "Administrative costs (300,000\xa0₸) may not be higher than direct costs (100,000\xa0₸)"
    assert found == [("rows", sentence, "R32")]


def test_the_request_stays_within_the_range_of_the_call(call: Call) -> None:
    typed = budget("600000", line(), line())

    found = told(sections.faults_in(draft(call, budget=typed), SectionName.BUDGET))

    assert found == [("requested", "You can ask for 100,000\xa0₸ to 500,000\xa0₸", "R21")]


def test_a_line_costs_something_and_more_than_the_own_share(call: Call) -> None:
    typed = budget("300000", line(), line(quantity="0"), line(unit_cost="10", own="11"))

    found = told(sections.faults_in(draft(call, budget=typed), SectionName.BUDGET))

    assert [(field, message) for field, message, _rule in found[:2]] == [
        ("rows-2-own", "This is more than the whole line costs"),
        ("rows-1-quantity", "This must be more than zero"),
    ]


def test_sums_are_not_held_against_lines_that_cannot_be_read(call: Call) -> None:
    typed = budget("300000", line(quantity="several"), line(kind=""))

    found = told(sections.faults_in(draft(call, budget=typed), SectionName.BUDGET))

    assert found == [("rows-0-quantity", "Enter a number.", ""), ("rows-1-kind", "Choose the kind of cost", "")]


def test_what_is_asked_and_the_term_are_read_or_none(call: Call) -> None:
    assert sections.requested(draft(call)) == Decimal("500000.00")
    assert sections.project_months(draft(call)) == 3
    unread = draft(call, project={"months": ""}, budget={"requested": "?"})
    assert (sections.requested(unread), sections.project_months(unread)) == (None, None)


def test_what_others_pay_is_taken_off_and_named(call: Call) -> None:
    paid = line(unit_cost="400000", own="50000", other="50000")
    typed = [budget("300000", paid), budget("300000", paid | {"source": "A fund", "other": "50000"})]
    too_much = budget("100000", line(unit_cost="100000", own="60000", other="60000") | {"source": "A fund"})

    found = [told(sections.faults_in(draft(call, budget=one), SectionName.BUDGET)) for one in (*typed, too_much)]

    assert found[0] == [("rows-0-source", "Name the source that pays this part", "R33")]
    assert found[1] == []
    assert found[2][0] == ("rows-0-other", "This is more than the whole line costs", "R33")


def test_an_indicator_is_one_of_the_catalogue_or_named_with_its_unit(call: Call) -> None:
    Indicator.objects.create(
        code="TRAININGS",
        **{f"name_{code}": f"Trainings {code}" for code in ("kk", "ru", "en")},
        **{f"unit_{code}": f"unit {code}" for code in ("kk", "ru", "en")},
    )
    row = {"name": "", "unit": "", "baseline": "0", "target": "12", "evidence": "Lists"}
    typed = draft(call, indicators={"rows": [row, row | {"indicator": "TRAININGS"}, row | {"indicator": "ODD"}]})

    assert told(sections.faults_in(typed, SectionName.INDICATORS))[:3] == [
        ("rows-2-indicator", "Choose one of the list", ""),
        ("rows-0-name", "Choose an indicator of the catalogue, or say what is counted", ""),
        ("rows-0-unit", "Enter the unit, like people or events", ""),
    ]
    said = sections.canonical(typed)["indicators"]["rows"][1]
    assert (said["indicator"], said["name"], said["unit"]) == ("TRAININGS", "Trainings ru", "unit ru")


@pytest.mark.parametrize("workload", ["0", "101", "-1", "1e9", "half"])
def test_a_share_of_working_time_is_from_1_to_100(call: Call, workload: str) -> None:
    row = typed_sections()[SectionName.TEAM]["rows"][0] | {"workload": workload}

    found = told(sections.faults_in(draft(call, team={"rows": [row]}), SectionName.TEAM))

    assert [field for field, _message, _rule in found] == ["rows-0-workload"]


def test_goals_are_kept_in_their_order_and_unknown_ones_are_refused(call: Call) -> None:
    for number in (3, 11):
        DevelopmentGoal.objects.create(number=number, name_kk="М", name_ru="Ц", name_en=f"Goal {number}")

    assert sections.canonical(draft(call, project={"sdgs": "11,3"}))["project"]["sdgs"] == "3,11"
    assert told(sections.faults_in(draft(call, project={"sdgs": "3,18"}), "project")) == [
        ("sdgs", "Choose one of the list", "")
    ]


def test_the_canonical_document_holds_values_and_keeps_what_cannot_be_read(call: Call) -> None:
    document = sections.canonical(draft(call, budget=budget("300 000", line(unit_cost="about 5"))))

    assert document["budget"] == {
        "requested": "300000.00",
        "rows": [
            {
                "name": "Bags",
                "kind": "direct",
                "quantity": "1",
                "unit": "set",
                "unit_cost": "about 5",
                "own": None,
                "other": None,
                "source": None,
            }
        ],
    }
    assert (document["project"]["months"], document["target_group"]["vulnerable"]) == (3, 40)
    assert list(document) == list(PARTS)


def test_a_fault_away_from_its_form_names_the_section_and_the_row() -> None:
    row = sections.placed(Fault("Enter the quantity", field="rows-1-quantity"), PARTS["budget"])
    field = sections.placed(Fault("Enter the title of the project", field="title"), PARTS["project"])

    assert (row.message, field.message) == (
        "Budget, Line 2: Enter the quantity",
        "Project: Enter the title of the project",
    )


def test_saving_has_only_technical_limits() -> None:
    sections.check_size(PARTS["project"], {"goal": "x" * 600_000})
    sections.check_size(PARTS["team"], {"rows": [{"role": "x"}] * 30})

    with pytest.raises(Invalid, match="There can be 30 rows at most"):
        sections.check_size(PARTS["team"], {"rows": [{"role": "x"}] * 31})
    with pytest.raises(Invalid) as refused:
        sections.check_size(PARTS["project"], {"goal": "x" * 700_000, "problem": "y"})
    assert told(refused.value.faults) == [
        (
            "goal",
            "This is far too long to be kept: it has 700000 characters, which is 699000 too many. Shorten it to 1000.",
            "",
        )
    ]
