"""Who may change an agreement, and what a change must keep to: the sum of the grant, above all (rules R32, R33)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.content import reading
from foundation.core.content.items import Choices, Part, Typed
from foundation.core.content.reading import Progress, Reader, State, Values
from foundation.core.errors import Conflict, Fault, NotPermitted
from foundation.core.money import ZERO
from grants.choices import AgreementStatus, AmendedPart, AmendmentKind, AmendmentStatus, Side
from grants.models import Agreement, Amendment
from grants.models.agreement_content import ADJUSTED, AMENDED, TERM
from grants.models.content import choices_of
from grants.rules import agreements
from grants.scoring.agreed_budget import agreed_lines, placed, totals

ADMIN_RULE, BUDGET_RULE, TERM_RULE = "R32", "R33", "R15"


@dataclass(frozen=True)
class Draft:
    """What has been typed in all parts of one amendment."""

    agreement: Agreement
    number: int
    parts: Mapping[str, Part]
    sections: Mapping[str, Typed]
    choices: Choices

    def url(self, name: str, control: str = "") -> str:
        return reading.anchor(
            reverse("grants:amendment-section", args=[self.agreement.number, self.number, name]), control
        )


def parts_of(amendment: Amendment) -> Mapping[str, Part]:
    """What this change may change."""
    return ADJUSTED if amendment.kind == AmendmentKind.ADJUSTMENT else AMENDED


def draft_of(amendment: Amendment) -> Draft:
    """The draft of ``amendment``, whose agreement is known with its parties."""
    sections = {section.name: section.data for section in amendment.sections.all()}
    choices = choices_of(amendment.agreement.application.call)
    return Draft(amendment.agreement, amendment.number, parts_of(amendment), sections, choices)


def with_typed(draft: Draft, name: str, data: Typed) -> Draft:
    """``draft`` as if ``data`` were saved in the part ``name``."""
    return replace(draft, sections={**draft.sections, name: data})


def months_of(amendment: Amendment) -> int | None:
    """The term that an amendment wants; None when it leaves it or it cannot be read."""
    section = amendment.sections.filter(name=AmendedPart.TERM).first()
    try:
        months = TERM.items[0].read(section.data.get("months", "") if section else "", {})
    except ValidationError:
        return None
    return months if isinstance(months, int) else None


def check_can_start(user: Any, agreement: Agreement, side: str) -> None:
    """Head or editor for the NGO, an officer for the body, of an agreement in force without an open change."""
    check_is_of_side(user, agreement, side)
    agreements.check_is_running(agreement)


def check_is_of_side(user: Any, agreement: Agreement, side: str) -> None:
    """Raises NotPermitted."""
    if side == Side.BODY:
        agreements.check_is_officer(user, agreement.application.call)
    else:
        agreements.check_can_write_for_ngo(user, agreement)


def check_can_edit(user: Any, amendment: Amendment) -> None:
    """Its own side, while it is being written. Raises NotPermitted or Conflict."""
    check_is_of_side(user, amendment.agreement, amendment.side)
    if amendment.status != AmendmentStatus.DRAFT:
        raise Conflict(_("This change has been sent, so it cannot be changed now."))
    check_agreement_waits(amendment)


def check_agreement_waits(amendment: Amendment) -> None:
    """An adjustment belongs to an agreement that waits for it, an amendment to one in force; raises Conflict."""
    if amendment.kind == AmendmentKind.AMENDMENT:
        agreements.check_is_running(amendment.agreement)
    elif amendment.agreement.status != AgreementStatus.ADJUSTING:
        raise Conflict(_("The agreement does not wait for an adjustment any more."))


def check_can_decide(user: Any, amendment: Amendment) -> None:
    """An officer other than the one who proposed it; raises NotPermitted or Conflict."""
    agreements.check_is_officer(user, amendment.agreement.application.call)
    if amendment.proposed_by_id == user.pk:
        raise NotPermitted(_("You have proposed this change: another officer decides on it."))
    check_agreement_waits(amendment)


def check_can_withdraw(user: Any, amendment: Amendment) -> None:
    """Its own side; an adjustment is never withdrawn, because the agreement waits for it."""
    check_is_of_side(user, amendment.agreement, amendment.side)
    if amendment.kind == AmendmentKind.ADJUSTMENT:
        raise Conflict(_("The agreement waits for this adjustment, so it cannot be withdrawn."))


def faults(draft: Draft) -> list[Fault]:
    """Every fault of every part, with the part in its sentence."""
    return [reading.placed(one, draft.parts[name]) for name in draft.parts for one in faults_in(draft, name)]


def faults_in(draft: Draft, name: str) -> list[Fault]:
    """Every fault of one part."""
    found: list[Fault] = []
    reader = Reader(draft.choices, lambda control: draft.url(name, control), found)
    values = reader.part(draft.parts[name], draft.sections.get(name, {}))
    if name == AmendedPart.BUDGET and not found:
        found += _budget_faults(draft, values)
    if name == AmendedPart.TERM:
        found += _term_faults(draft, values)
    return found


def progress(draft: Draft) -> list[Progress]:
    """Every part in the order of the task list."""
    listed = []
    for name, part in draft.parts.items():
        found = faults_in(draft, name)
        state = State.INCOMPLETE if found else State.COMPLETE
        listed.append(Progress(name, part.label, draft.url(name), state, found))
    return listed


def _budget_faults(draft: Draft, values: Values) -> Iterator[Fault]:
    """Lines come to the sum of the grant exactly; none goes below what is accounted for on it already."""
    agreement, lines = draft.agreement, agreed_lines(values["rows"])
    sums, url = totals(lines), draft.url(AmendedPart.BUDGET, "rows")
    if sums.asked != agreement.amount:
        text = _("The lines come to %(lines)s without your own share, but the grant is %(amount)s: change one of them")
        said = {"lines": presentation.tenge(sums.asked), "amount": presentation.tenge(agreement.amount)}
        yield Fault(text % said, "rows", BUDGET_RULE, url)
    if sums.has_too_much_admin:
        text = _("Administrative costs (%(admin)s) may not be higher than direct costs (%(direct)s)")
        said = {"admin": presentation.tenge(sums.admin), "direct": presentation.tenge(sums.direct)}
        yield Fault(text % said, "rows", ADMIN_RULE, url)
    for index, line in enumerate(lines):
        if line.amount < 0:
            control = f"rows-{index}-own"
            text = _("This is more than the whole line costs")
            yield Fault(text, control, BUDGET_RULE, draft.url(AmendedPart.BUDGET, control))
    yield from _spent_faults(agreement, lines, url)


def _spent_faults(agreement: Agreement, lines: Any, url: str) -> Iterator[Fault]:
    known = list(agreement.lines.all())
    numbers = placed([line.name for line in lines], [(one.number, one.name) for one in known])
    wanted = dict(zip(numbers, lines, strict=True))
    for one in known:
        spent = sum((item.amount for item in one.expenses.filter(removed_at=None)), ZERO)
        left = wanted[one.number].amount if one.number in wanted else ZERO
        if spent > left:
            text = _("%(sum)s of «%(line)s» are spent already: the line cannot be lower")
            said = {"sum": presentation.tenge(spent), "line": one.name}
            yield Fault(text % said, "rows", BUDGET_RULE, url)


def _term_faults(draft: Draft, values: Values) -> Iterator[Fault]:
    months, url = values["months"], draft.url(AmendedPart.TERM, "months")
    if months is not None and not 1 <= months <= agreements.MOST_MONTHS:
        text = _("The term must be from 1 to %(most)s months") % {"most": agreements.MOST_MONTHS}
        yield Fault(text, "months", TERM_RULE, url)
