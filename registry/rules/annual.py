"""For which years an NGO tells the database of NGOs, what is wrong with what it says, and who may do what (R09–R11)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.content import reading
from foundation.core.content.changes import decimal
from foundation.core.content.items import Choices, Typed, filled_rows
from foundation.core.content.reading import Progress, Reader, State, Values
from foundation.core.errors import Conflict, Fault, Invalid, NotPermitted, Text
from foundation.core.money import ZERO
from registry.choices import AnnualSectionName, AnnualWay, Role
from registry.models import AnnualInformation, Funding, Organisation
from registry.models.annual_content import ANNUAL_PARTS, ROWS_OR_NONE, annual_choices
from registry.rules import roles

# The base was created at the end of 2015; filing began with 2016.
FIRST_YEAR = 2016
SUM_RULE = "R09"
# Of paper only the day is known.
RECEIVED_AT = dt.time(12, 0)
RECEIVED_WRONG = _("The day must be after the end of the year and not in the future.")


def check_year(year: int, on: dt.date) -> None:
    """A year from 2016 on that is over on the day ``on``; raises Invalid."""
    if not FIRST_YEAR <= year < on.year:
        raise Invalid(Fault(_("Information is filed for a year that is over, from 2016 on."), "year", "R09"))


def check_can_start(user: Any, organisation: Organisation, way: str) -> None:
    """Head and editors begin on the portal, officers enter what came on paper; raises NotPermitted."""
    if way == AnnualWay.PAPER:
        roles.check_can_accept_annual_information(user)
    else:
        roles.check_can_edit_organisation(user, organisation)


def is_entered(user: Any, information: AnnualInformation) -> bool:
    """Whether ``user`` enters it from paper, as an officer, and is not of the organisation, which writes for itself."""
    is_own = roles.has_role(user, roles.EDITORS, organisation=information.organisation)
    return information.way == AnnualWay.PAPER and not is_own and roles.has_role(user, Role.OFFICER)


def check_can_change(user: Any, information: AnnualInformation) -> None:
    """Head and editors, and officers what they enter from paper; raises NotPermitted."""
    if not is_entered(user, information):
        roles.check_can_edit_organisation(user, information.organisation)


def check_can_write(user: Any, information: AnnualInformation) -> None:
    """Whoever may change it writes while it is to be written; raises NotPermitted or Conflict."""
    check_can_change(user, information)
    if not information.is_writable:
        raise Conflict(_("The information for this year has been submitted already."))


def check_can_submit(user: Any, organisation: Organisation) -> None:
    """Only the head states that it is true and sends it; raises NotPermitted."""
    if not roles.has_role(user, roles.HEAD, organisation=organisation):
        raise NotPermitted(_("Only the head of the organisation can state that this is true and submit it."))


def check_can_send(user: Any, information: AnnualInformation) -> None:
    """The head, or the officer who enters what the head has signed on paper; raises NotPermitted."""
    if not is_entered(user, information):
        check_can_submit(user, information.organisation)


def received_faults(year: int, day: dt.date | None, today: dt.date) -> list[Fault]:
    """What is wrong with the day on which paper about ``year`` came."""
    if day is not None and dt.date(year, 12, 31) < day <= today:
        return []
    return [Fault(RECEIVED_WRONG, "received_on")]


def origin_of(award: Funding) -> str:
    """How a project of the form names an award of the portal."""
    return f"{award.kind}:{award.reference}"


def known_awards(organisation: Organisation, year: int) -> list[Funding]:
    """Public money that the portal knows was awarded to the organisation in ``year``."""
    rows = Funding.objects.filter(organisation=organisation, decided_on__year=year, annulled_at=None)
    return list(rows.select_related("payer").order_by("decided_on", "pk"))


@dataclass(frozen=True)
class Draft:
    """What has been typed in all sections for one year, with what it is judged by."""

    number: str
    year: int
    sections: Mapping[str, Typed]
    choices: Choices
    awards: Mapping[str, Funding]

    def url(self, name: str, control: str = "") -> str:
        """Address of a control on the page of its section."""
        return reading.anchor(reverse("registry:annual-section", args=[self.number, self.year, name]), control)


def draft_of(information: AnnualInformation) -> Draft:
    """The draft of ``information``."""
    organisation = information.organisation
    return Draft(
        organisation.bin or "",
        information.year,
        {section.name: section.data for section in information.sections.all()},
        annual_choices(),
        {origin_of(award): award for award in known_awards(organisation, information.year)},
    )


def with_typed(draft: Draft, name: str, data: Typed) -> Draft:
    """``draft`` as if ``data`` were saved in the section ``name``."""
    return Draft(draft.number, draft.year, {**draft.sections, name: data}, draft.choices, draft.awards)


def faults(draft: Draft) -> list[Fault]:
    """Everything that keeps the information from being sent, each with its section in the sentence and in the field:
    «spheres.rows.0.sphere».
    """
    return [
        replace(reading.placed(fault, part), field=f"{name}.{path_of(fault.field)}")
        for name, part in ANNUAL_PARTS.items()
        for fault in faults_in(draft, name)
    ]


def path_of(control: str) -> str:
    """The control of a form as a path into its section: «rows-0-sphere» is «rows.0.sphere»."""
    return control.replace("-", ".")


def faults_in(draft: Draft, name: str) -> list[Fault]:
    """Every fault of one section. ``Fault.field`` is the name of the control in the section's form."""
    found: list[Fault] = []
    values = read(draft, name, found)
    judges: list[Judge] = [_judge_rows_or_none] if name in ROWS_OR_NONE else []
    judges += [_JUDGES[name]] if name in _JUDGES else []
    for judge in judges:
        found += [
            Fault(message, field=control, rule=SUM_RULE, url=draft.url(name, control))
            for control, message in judge(draft, values)
        ]
    return found


def read(draft: Draft, name: str, found: list[Fault] | None = None) -> Values:
    """Values of a section; what cannot be read is None."""
    found = found if found is not None else []
    reader = Reader(draft.choices, lambda control: draft.url(name, control), found)
    return reader.part(ANNUAL_PARTS[name], draft.sections.get(name, {}))


def progress(draft: Draft) -> list[Progress]:
    """Every section in the order of the task list."""
    listed = []
    for name, part in ANNUAL_PARTS.items():
        found = faults_in(draft, name)
        if part.is_empty(draft.sections.get(name, {})):
            state = State.NOT_STARTED
        else:
            state = State.INCOMPLETE if found else State.COMPLETE
        listed.append(Progress(name, part.label, draft.url(name), state, found))
    return listed


def figures(sections: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a document that stand in lists."""
    people = sections.get(AnnualSectionName.PEOPLE, {})
    return {
        "staff": people.get("staff"),
        "volunteers": people.get("volunteers"),
        "income": decimal(sections.get(AnnualSectionName.INCOME, {}).get("total")),
        "expenses": decimal(sections.get(AnnualSectionName.EXPENSES, {}).get("total")),
    }


Found = Iterator[tuple[str, Text]]
Judge = Callable[["Draft", Values], Found]


def _judge_rows_or_none(_draft: Draft, values: Values) -> Found:
    if values["rows"] and values["none"]:
        yield "none", _("There are rows below: take them away or untick this")
    if not values["rows"] and not values["none"]:
        yield "none", _("Add a row, or tick this")


def _judge_spheres(_draft: Draft, values: Values) -> Found:
    seen: set[Any] = set()
    for index, row in enumerate(values["rows"]):
        if row["sphere"] is not None and row["sphere"] in seen:
            yield f"rows-{index}-sphere", _("This sphere stands in another row already")
        seen.add(row["sphere"])


def _judge_people(_draft: Draft, values: Values) -> Found:
    staff, women = values["staff"], values["staff_women"]
    if staff is not None and women is not None and women > staff:
        yield "staff_women", _("This cannot be more than all employees")


def _judge_projects(draft: Draft, values: Values) -> Found:
    named: set[str] = set()
    for index, row in enumerate(values["rows"]):
        award = draft.awards.get(str(row["origin"]))
        if award is None:
            continue
        if str(row["origin"]) in named:
            yield f"rows-{index}-name", _("This award of the portal stands in another row already")
        named.add(str(row["origin"]))
        if row["amount"] is not None and row["amount"] != award.amount and not row["deviation"]:
            yield (
                f"rows-{index}-deviation",
                _("The portal knows %(amount)s: say why yours differs") % {"amount": presentation.tenge(award.amount)},
            )
    missing = [award.title for origin, award in draft.awards.items() if origin not in named]
    if missing and not values["left_out"]:
        yield "left_out", _("Say why these are not among the projects: %(names)s") % {"names": "; ".join(missing)}


def _judge_income(_draft: Draft, values: Values) -> Found:
    yield from _sum(values, _("The sources come to %(rows)s, but the total is %(total)s: change one of them"))


def _judge_expenses(draft: Draft, values: Values) -> Found:
    yield from _sum(values, _("The directions come to %(rows)s, but the total is %(total)s: change one of them"))
    income = read(draft, AnnualSectionName.INCOME)
    parts = (income["opening"], income["total"], values["total"], values["closing"])
    if any(part is None for part in parts):
        return
    opening, came, went, closing = parts
    if opening + came - went != closing:
        amounts = {"opening": opening, "income": came, "expenses": went, "left": opening + came - went}
        yield (
            "closing",
            _("%(opening)s at the beginning and %(income)s of income without %(expenses)s of spending leave %(left)s")
            % _amounts(amounts),
        )


def _sum(values: Values, sentence: Text) -> Found:
    """The rows must come to the total; rows that cannot be read would only add confusion."""
    amounts = [row["amount"] for row in values["rows"]]
    if values["total"] is None or None in amounts:
        return
    together = sum(amounts, ZERO)
    if together != values["total"]:
        yield "total", sentence % _amounts({"rows": together, "total": values["total"]})


def _amounts(amounts: Mapping[str, Decimal]) -> dict[str, str]:
    return {name: presentation.tenge(amount) for name, amount in amounts.items()}


_JUDGES: dict[str, Judge] = {
    AnnualSectionName.SPHERES: _judge_spheres,
    AnnualSectionName.PEOPLE: _judge_people,
    AnnualSectionName.PROJECTS: _judge_projects,
    AnnualSectionName.INCOME: _judge_income,
    AnnualSectionName.EXPENSES: _judge_expenses,
}


def answer_count(sections: Mapping[str, Typed]) -> int:
    """How many answers hold something."""
    return sum(
        len([1 for key, value in data.items() if key != "rows" and value])
        + sum(1 for row in filled_rows(data) for value in row.values() if value)
        for data in sections.values()
    )
