"""What a report says: the fields of each section, described once. Indicators are those of its agreement."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from foundation.core import presentation
from foundation.core.content.items import Item, Kind, Part
from grants.choices import ReportSectionName
from grants.models.agreements import AgreementIndicator

NARRATIVE = Part(
    ReportSectionName.NARRATIVE,
    ReportSectionName.NARRATIVE.label,
    intro=_("What was done in this period, what came of it, what did not go as planned."),
    items=(
        Item(
            "done",
            _("What was done"),
            Kind.TEXT,
            _("Say what was done"),
            hint=_("Follow the steps of the work plan."),
            longest=5000,
            lines=10,
        ),
        Item("results", _("What came of it"), Kind.TEXT, _("Say what came of it"), longest=3000, lines=6),
        Item("difficulties", _("What did not go as planned, and what you did about it"), Kind.TEXT, longest=3000),
        Item("links", _("Where it was told of: links to news and posts"), Kind.TEXT, longest=2000, lines=3),
        Item("remains", _("What remains after the money ends"), Kind.TEXT, longest=2000, lines=4),
    ),
)
BENEFICIARIES = Part(
    ReportSectionName.BENEFICIARIES,
    ReportSectionName.BENEFICIARIES.label,
    intro=_("People who took part since the start of the project, each counted once. No names."),
    items=(
        Item("people", _("People in all"), Kind.WHOLE, _("Enter how many people took part"), width=10),
        Item("vulnerable", _("Of them with a disability, a low income or another hardship"), Kind.WHOLE, width=10),
        Item("women", _("Of them women"), Kind.WHOLE, width=10),
        Item("young", _("Of them aged 14 to 34"), Kind.WHOLE, width=10),
        Item("volunteers", _("Volunteers who helped"), Kind.WHOLE, width=10),
        Item("counted", _("How they were counted"), missing=_("Say how people were counted, like lists of events")),
    ),
)


def fact(number: int, what: str) -> str:
    """The control of an indicator: ``what`` is value, evidence or reason."""
    return f"{what}_{number}"


def indicators_part(indicators: Iterable[AgreementIndicator], *, is_final: bool) -> Part:
    """Plan, fact, evidence and reason of each indicator; the final report must fill in each (rule R46)."""
    items: list[Item] = []
    for one in indicators:
        plan = {"target": presentation.figure(one.target.normalize()), "unit": one.unit, "name": one.name}
        items += [
            Item(
                fact(one.number, "value"),
                _("%(name)s: reached since the start, %(unit)s (plan: %(target)s)") % plan,
                Kind.NUMBER,
                _("Enter the figure reached; 0 if there is none") if is_final else "",
                width=10,
            ),
            Item(
                fact(one.number, "evidence"),
                _("How it can be checked"),
                missing=_("Say how the figure can be checked") if is_final else "",
                hint=one.evidence,
                longest=500,
            ),
            Item(
                fact(one.number, "reason"),
                _("Why it differs from the plan, if it does"),
                Kind.TEXT,
                longest=1000,
                lines=2,
            ),
        ]
    return Part(
        ReportSectionName.INDICATORS,
        ReportSectionName.INDICATORS.label,
        intro=_("Figures count from the start of the project, not of this period."),
        items=tuple(items),
    )


def parts(indicators: Iterable[AgreementIndicator], *, is_final: bool) -> dict[str, Part]:
    """Sections of a report in the order of its task list."""
    return {
        NARRATIVE.name: NARRATIVE,
        ReportSectionName.INDICATORS.value: indicators_part(indicators, is_final=is_final),
        BENEFICIARIES.name: BENEFICIARIES,
    }
