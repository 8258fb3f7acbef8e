"""What is wrong with the sections of an application, all at once: for the form, the task list and the submission."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.content import reading
from foundation.core.content.items import Choices, Part, Typed
from foundation.core.content.reading import Progress, Reader, State, Values
from foundation.core.errors import Fault, Text
from foundation.core.money import ZERO
from foundation.core.text import localized
from grants.choices import CostKind, SectionName
from grants.models.applications import Application
from grants.models.calls import Call
from grants.models.content import BUDGET, LANGUAGE_NAMES, PROJECT
from grants.models.parts import choices_of, parts_of
from grants.scoring import estimate
from registry.models import Indicator

BUDGET_RULE = "R33"
ADMIN_RULE = "R32"
AMOUNT_RULE = "R21"
TERM_RULE = "R15"
FULL_TIME = 100


@dataclass(frozen=True)
class Draft:
    """What has been typed in all sections of one application, with what it is judged by."""

    call: Call
    number: str
    sections: Mapping[str, Typed]
    choices: Choices

    @cached_property
    def parts(self) -> Mapping[str, Part]:
        """The sections that this call asks for, by name."""
        return parts_of(self.call)

    def url(self, name: str, field: str = "") -> str:
        """Address of a field on the page of its section."""
        return reading.anchor(reverse("grants:section-edit", args=[self.number, name]), field)


def draft_of(application: Application) -> Draft:
    """The draft of ``application``, whose sections should be prefetched."""
    sections = {section.name: section.data for section in application.sections.all()}
    return Draft(application.call, application.number, sections, choices_of(application.call, application))


def with_typed(draft: Draft, name: str, data: Typed) -> Draft:
    """``draft`` as if ``data`` were saved in the section ``name``."""
    return Draft(draft.call, draft.number, {**draft.sections, name: data}, draft.choices)


def faults(draft: Draft) -> dict[str, list[Fault]]:
    """Every fault of every section, by the section's name; an empty list for a complete one."""
    return {name: faults_in(draft, name) for name in draft.parts}


def placed(fault: Fault, part: Part) -> Fault:
    """``fault`` with the section (and the row) in its sentence: for lists that stand away from the form."""
    return reading.placed(fault, part)


def faults_in(draft: Draft, name: str) -> list[Fault]:
    """Every fault of one section. ``Fault.field`` is the name of the control in the section's form."""
    part = draft.parts[name]
    found: list[Fault] = []
    values = read(part, draft.sections.get(name, {}), draft, found)
    # Sums over lines that cannot be read would only add confusion.
    judge = _JUDGES.get(name)
    if judge:
        found += judge(draft, values)
    return found


def progress(draft: Draft) -> list[Progress]:
    """Every section but the files, in the order of the task list."""
    listed = []
    for name, part in draft.parts.items():
        found = faults_in(draft, name)
        if part.is_empty(draft.sections.get(name, {})):
            state = State.NOT_STARTED
        else:
            state = State.INCOMPLETE if found else State.COMPLETE
        listed.append(Progress(name, part.label, draft.url(name), state, found))
    return listed


def read(part: Part, data: Typed, draft: Draft, found: list[Fault]) -> Values:
    """Values of a section: fields by name, and ``rows`` with ``None`` for what cannot be read; adds to ``found``."""
    return Reader(draft.choices, lambda control: draft.url(part.name, control), found).part(part, data)


def check_size(part: Part, typed: Typed) -> None:
    """The only limits of saving: many times more than a section asks for. Raises Invalid."""
    reading.check_size(part, typed)


def canonical(draft: Draft) -> dict[str, Any]:
    """What the sections say, as plain JSON: amounts as «500000.00», what cannot be read as it was typed."""
    document = {name: said(draft, name) for name in draft.parts}
    if SectionName.INDICATORS in document:
        _name_indicators(document[SectionName.INDICATORS]["rows"], str(document[SectionName.PROJECT]["language"] or ""))
    return document


def said(draft: Draft, name: str) -> dict[str, Any]:
    """What one section says, as plain JSON."""
    return reading.canonical(draft.parts[name], draft.sections.get(name, {}), draft.choices)


def _name_indicators(rows: list[dict[str, Any]], language: str) -> None:
    """Name and unit of each indicator of the catalogue, in the language of the application."""
    codes = {row["indicator"] for row in rows if row["indicator"]}
    known = Indicator.objects.in_bulk(codes) if codes else {}
    for row in rows:
        if indicator := known.get(row["indicator"]):
            with translation.override(language if language in LANGUAGE_NAMES else None):
                row["name"], row["unit"] = localized(indicator, "name"), localized(indicator, "unit")


def project_months(draft: Draft) -> int | None:
    """The term that the project section names; None when it cannot be read."""
    item = next(item for item in PROJECT.items if item.name == "months")
    try:
        months = item.read(draft.sections.get(SectionName.PROJECT, {}).get("months", ""), draft.choices)
    except ValidationError:
        return None
    return months if isinstance(months, int) else None


def requested(draft: Draft) -> Decimal | None:
    """What the budget section asks for; None when it cannot be read."""
    item = BUDGET.items[0]
    try:
        amount = item.read(draft.sections.get(SectionName.BUDGET, {}).get("requested", ""), draft.choices)
    except ValidationError:
        return None
    return amount if isinstance(amount, Decimal) else None


def totals_of(draft: Draft) -> estimate.Totals:
    """Sums of the budget lines that can be read."""
    data = draft.sections.get(SectionName.BUDGET, {})
    values = read(BUDGET, data, draft, [])
    return estimate.totals(line for _index, line in _lines(values))


def _lines(values: Values) -> Iterator[tuple[int, estimate.Line]]:
    for index, row in enumerate(values["rows"]):
        if row["quantity"] is not None and row["unit_cost"] is not None:
            yield (
                index,
                estimate.line(
                    quantity=row["quantity"],
                    unit_cost=row["unit_cost"],
                    own=row["own"] or ZERO,
                    is_admin=row["kind"] == CostKind.ADMIN,
                    other=row["other"] or ZERO,
                ),
            )


def _judge_project(draft: Draft, values: Values) -> list[Fault]:
    months, call = values["months"], draft.call
    if months is None or call.months_min <= months <= call.months_max:
        return []
    message = _("The term must be from %(least)s to %(most)s months") % {
        "least": call.months_min,
        "most": call.months_max,
    }
    return [Fault(message, field="months", rule=TERM_RULE, url=draft.url(SectionName.PROJECT, "months"))]


def _judge_target_group(draft: Draft, values: Values) -> list[Fault]:
    people, vulnerable = values["people"], values["vulnerable"]
    if people == 0:
        message, control = _("At least one person must take part"), "people"
    elif people is not None and vulnerable is not None and vulnerable > people:
        message, control = _("This cannot be more than all who take part"), "vulnerable"
    else:
        return []
    return [Fault(message, field=control, url=draft.url(SectionName.TARGET_GROUP, control))]


def _judge_work_plan(draft: Draft, values: Values) -> list[Fault]:
    term, found = project_months(draft), []
    for index, row in enumerate(values["rows"]):
        for control, message in _month_faults(row["first_month"], row["last_month"], term):
            name = f"rows-{index}-{control}"
            found.append(Fault(message, field=name, url=draft.url(SectionName.WORK_PLAN, name)))
    return found


def _month_faults(first: int | None, last: int | None, term: int | None) -> Iterator[tuple[str, Text]]:
    if first == 0:
        yield "first_month", _("Months are counted from 1")
    if first is not None and last is not None and last < first:
        yield "last_month", _("The step cannot end before it starts")
    elif last is not None and term is not None and last > term:
        yield "last_month", _("The project takes %(months)s months, so no step can end later") % {"months": term}


def _judge_budget(draft: Draft, values: Values) -> list[Fault]:
    lines = list(_lines(values))
    found = [
        _budget_fault(
            draft,
            f"rows-{index}-{'own' if line.own > line.cost else 'other'}",
            _("This is more than the whole line costs"),
            BUDGET_RULE,
        )
        for index, line in lines
        if line.asked < 0
    ]
    found += [
        _budget_fault(draft, f"rows-{index}-source", _("Name the source that pays this part"), BUDGET_RULE)
        for index, row in enumerate(values["rows"])
        if row["other"] and not row["source"]
    ]
    found += [
        _budget_fault(draft, f"rows-{index}-{control}", _("This must be more than zero"), BUDGET_RULE)
        for index, row in enumerate(values["rows"])
        for control in ("quantity", "unit_cost")
        if row[control] == 0
    ]
    totals, asked = estimate.totals(line for _index, line in lines), values["requested"]
    if len(lines) == len(values["rows"]) > 0:
        found += _sum_faults(draft, totals, asked)
    if asked is not None and not draft.call.amount_min <= asked <= draft.call.amount_max:
        message = _("You can ask for %(least)s to %(most)s") % _amounts(
            least=draft.call.amount_min, most=draft.call.amount_max
        )
        found.append(_budget_fault(draft, "requested", message, AMOUNT_RULE))
    return found


def _sum_faults(draft: Draft, totals: estimate.Totals, asked: Decimal | None) -> Iterator[Fault]:
    if asked is not None and totals.asked != asked:
        message = _(
            "The lines come to %(lines)s without what you and others pay, but you ask for %(asked)s: change one of them"
        ) % _amounts(lines=totals.asked, asked=asked)
        yield _budget_fault(draft, "requested", message, BUDGET_RULE)
    if totals.has_too_much_admin:
        message = _("Administrative costs (%(admin)s) may not be higher than direct costs (%(direct)s)") % _amounts(
            admin=totals.admin, direct=totals.direct
        )
        yield _budget_fault(draft, "rows", message, ADMIN_RULE)


def _budget_fault(draft: Draft, control: str, message: Text, rule: str) -> Fault:
    return Fault(message, field=control, rule=rule, url=draft.url(SectionName.BUDGET, control))


def _amounts(**amounts: Decimal) -> dict[str, str]:
    return {name: presentation.tenge(amount) for name, amount in amounts.items()}


def _judge_indicators(draft: Draft, values: Values) -> list[Fault]:
    found = []
    for index, row in enumerate(values["rows"]):
        if row["indicator"]:
            continue
        for control, message in _own_indicator_faults(row):
            name = f"rows-{index}-{control}"
            found.append(Fault(message, field=name, url=draft.url(SectionName.INDICATORS, name)))
    return found


def _own_indicator_faults(row: Values) -> Iterator[tuple[str, Text]]:
    if not row["name"]:
        yield "name", _("Choose an indicator of the catalogue, or say what is counted")
    if not row["unit"]:
        yield "unit", _("Enter the unit, like people or events")


def _judge_team(draft: Draft, values: Values) -> list[Fault]:
    found = []
    for index, row in enumerate(values["rows"]):
        if row["workload"] is not None and not 1 <= row["workload"] <= FULL_TIME:
            name = f"rows-{index}-workload"
            message = _("The share of working time is from 1 to 100 %")
            found.append(Fault(message, field=name, url=draft.url(SectionName.TEAM, name)))
    return found


_JUDGES: dict[str, Callable[[Draft, Values], list[Fault]]] = {
    SectionName.PROJECT: _judge_project,
    SectionName.TARGET_GROUP: _judge_target_group,
    SectionName.WORK_PLAN: _judge_work_plan,
    SectionName.INDICATORS: _judge_indicators,
    SectionName.BUDGET: _judge_budget,
    SectionName.TEAM: _judge_team,
}
