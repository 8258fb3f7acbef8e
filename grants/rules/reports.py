"""Who may do what with a report, and what keeps it from being sent or accepted (rule R46)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.calendar import local_date
from foundation.core.content import reading
from foundation.core.content.items import Choices, Part, Typed
from foundation.core.content.reading import Progress, Reader, State
from foundation.core.errors import Conflict, Fault
from foundation.core.money import ZERO
from grants.choices import ReportSectionName
from grants.models import AgreementIndicator, AgreementLine, Expense, ProjectReport
from grants.models.report_content import fact, parts
from grants.rules import agreements
from grants.scoring.balances import Position, deviation, line_limit

INDICATOR_RULE = "R46"
EXPENSES_MAX, PHOTOS_MAX = 500, 30
CHOICES: Choices = {}


@dataclass(frozen=True)
class Draft:
    """What has been typed in all sections of one report, with the indicators that it tells of."""

    report: ProjectReport
    indicators: Sequence[AgreementIndicator]
    parts: Mapping[str, Part]
    sections: Mapping[str, Typed]

    def url(self, name: str, control: str = "") -> str:
        place = [self.report.agreement.number, self.report.number, name]
        return reading.anchor(reverse("grants:report-section", args=place), control)


def draft_of(report: ProjectReport) -> Draft:
    """The draft of ``report``, whose agreement is known."""
    indicators = list(report.agreement.indicators.filter(is_dropped=False))
    sections = {section.name: section.data for section in report.sections.all()}
    return Draft(report, indicators, parts(indicators, is_final=report.is_final), sections)


def with_typed(draft: Draft, name: str, data: Typed) -> Draft:
    """``draft`` as if ``data`` were saved in the section ``name``."""
    return replace(draft, sections={**draft.sections, name: data})


def check_can_edit(user: Any, report: ProjectReport) -> None:
    """Head or editor, of an agreement in force, until it is sent. Raises NotPermitted or Conflict."""
    agreements.check_can_write_for_ngo(user, report.agreement)
    agreements.check_is_running(report.agreement)
    if not report.is_writable:
        raise Conflict(_("This report has been sent, so it cannot be changed. What you typed just now was not saved."))


def check_can_submit(user: Any, report: ProjectReport, now: Any) -> None:
    """Who may edit, once its period has begun, after the reports before it."""
    check_can_edit(user, report)
    if local_date(now) < report.starts_on:
        text = _("The period of this report begins on %(day)s.")
        raise Conflict(text % {"day": presentation.day(report.starts_on)})
    before = next(
        (one for one in report.agreement.reports.all() if one.number < report.number and one.is_writable), None
    )
    if before:
        raise Conflict(_("Report %(number)s comes before this one: send it first.") % {"number": before.number})


def check_can_decide(user: Any, report: ProjectReport) -> None:
    """An officer, of an agreement in force; raises NotPermitted or Conflict."""
    agreements.check_is_officer(user, report.agreement.application.call)
    agreements.check_is_running(report.agreement)


def faults(draft: Draft, expenses: Sequence[Expense], position: Position) -> list[Fault]:
    """Every fault of the report, with the section in its sentence."""
    found = [reading.placed(one, draft.parts[name]) for name in draft.parts for one in faults_in(draft, name)]
    return [*found, *expense_faults(draft, expenses, position)]


def faults_in(draft: Draft, name: str) -> list[Fault]:
    """Every fault of one section."""
    found: list[Fault] = []
    reader = Reader(CHOICES, lambda control: draft.url(name, control), found)
    values = reader.part(draft.parts[name], draft.sections.get(name, {}))
    if name == ReportSectionName.INDICATORS:
        found = [_ruled(one) for one in found]
        found += _reason_faults(draft, values)
    if name == ReportSectionName.BENEFICIARIES:
        found += _people_faults(draft, values)
    return found


def _ruled(fault: Fault) -> Fault:
    return replace(fault, rule=INDICATOR_RULE)


def _reason_faults(draft: Draft, values: Mapping[str, Any]) -> Iterator[Fault]:
    """The last report says why a figure is further from its plan than the agreement lets pass."""
    if not draft.report.is_final:
        return
    most = draft.report.agreement.indicator_deviation
    for one in draft.indicators:
        value, control = values.get(fact(one.number, "value")), fact(one.number, "reason")
        if value is None or values.get(control):
            continue
        away = deviation(one.target, Decimal(value))
        if (away is None and value) or (away is not None and abs(away) > most):
            text = _("%(name)s: say why the figure differs from the plan by more than %(most)s %%")
            said = {"name": one.name, "most": presentation.figure(most.normalize())}
            yield Fault(text % said, control, INDICATOR_RULE, draft.url(ReportSectionName.INDICATORS, control))


def _people_faults(draft: Draft, values: Mapping[str, Any]) -> Iterator[Fault]:
    people = values.get("people")
    for name in ("vulnerable", "women", "young"):
        part = values.get(name)
        if people is not None and part is not None and part > people:
            url = draft.url(ReportSectionName.BENEFICIARIES, name)
            yield Fault(_("This cannot be more than all who took part"), name, url=url)


def progress(draft: Draft) -> list[Progress]:
    """Every section in the order of the task list."""
    listed = []
    for name, part in draft.parts.items():
        found = faults_in(draft, name)
        is_empty = part.is_empty(draft.sections.get(name, {}))
        state = State.NOT_STARTED if is_empty else State.INCOMPLETE if found else State.COMPLETE
        listed.append(Progress(name, part.label, draft.url(name), state, found))
    return listed


def expense_faults(draft: Draft, expenses: Sequence[Expense], position: Position) -> Iterator[Fault]:
    """Lines are kept to, and nothing is accounted for that was not paid."""
    agreement = draft.report.agreement
    url = reverse("grants:report-expenses", args=[agreement.number, draft.report.number])
    earlier = list(Expense.objects.filter(report__agreement=agreement, removed_at=None).exclude(report=draft.report))
    for line in agreement.lines.all():
        yield from _line_faults(line, [*earlier, *expenses], agreement.line_deviation, url)
    claimed = sum((one.amount for one in expenses), ZERO)
    waiting = sum((_claim(one) for one in earlier), ZERO)
    held = position.paid - position.returned
    if claimed and claimed + waiting > held:
        text = _("The expenses of all reports come to %(spent)s, but only %(paid)s were paid.")
        said = {"spent": presentation.tenge(claimed + waiting), "paid": presentation.tenge(held)}
        yield Fault(text % said, "expenses", "R44", url)


def _claim(expense: Expense) -> Decimal:
    """What an expense of another report takes: what was accepted, or all of it while that is open."""
    return expense.amount if expense.accepted is None else expense.accepted


def _line_faults(line: AgreementLine, expenses: Sequence[Expense], percent: Decimal, url: str) -> Iterator[Fault]:
    spent = sum((_claim(one) for one in expenses if one.line_id == line.pk), ZERO)
    limit = line_limit(line.amount, percent)
    if spent > limit:
        text = _("«%(line)s»: %(spent)s are more than the %(limit)s that the line allows. Ask for an amendment first.")
        said = {"line": line.name, "spent": presentation.tenge(spent), "limit": presentation.tenge(limit)}
        yield Fault(text % said, "expenses", "R33", url)


def new_expense_faults(report: ProjectReport, spent_on: Any, amount: Decimal, now: Any) -> Iterator[Fault]:
    """What is wrong with one expense by itself."""
    agreement = report.agreement
    if amount <= ZERO:
        yield Fault(_("The amount must be more than zero, in tenge and tiyn."), "amount")
    if spent_on > local_date(now):
        yield Fault(_("This date is in the future."), "spent_on")
    elif agreement.starts_on and spent_on < agreement.starts_on:
        text = _("The agreement begins on %(day)s: an earlier expense cannot be paid from the grant.")
        yield Fault(text % {"day": presentation.day(agreement.starts_on)}, "spent_on")
    elif agreement.ends_on and spent_on > agreement.ends_on:
        text = _("The agreement ended on %(day)s: a later expense cannot be paid from the grant.")
        yield Fault(text % {"day": presentation.day(agreement.ends_on)}, "spent_on")


def verdict_faults(expenses: Sequence[Expense], verdicts: Mapping[int, tuple[Decimal, str]]) -> Iterator[Fault]:
    """``verdicts``: key of an expense → (what is accepted of it, why not the whole)."""
    for one in expenses:
        accepted, refusal = verdicts.get(one.pk, (one.amount, ""))
        if not ZERO <= accepted <= one.amount:
            text = _("Accept from nothing to %(sum)s.")
            yield Fault(text % {"sum": presentation.tenge(one.amount)}, f"accepted_{one.pk}")
        elif accepted < one.amount and not refusal.strip():
            yield Fault(_("Say why the expense is not accepted as a whole."), f"refusal_{one.pk}")


def values_of(draft: Draft) -> dict[str, Any]:
    """Fields of the indicators' section by control, None for what cannot be read."""
    part, typed = draft.parts[ReportSectionName.INDICATORS], draft.sections.get(ReportSectionName.INDICATORS, {})
    found: dict[str, Any] = {}
    for item in part.items:
        try:
            found[item.name] = item.read(typed.get(item.name, ""), CHOICES)
        except ValidationError:
            found[item.name] = None
    return found
