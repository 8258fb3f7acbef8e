"""The yearly information while it is written: every section with its answers, and what is missing in it."""

from __future__ import annotations

from typing import Any

from foundation.api.resources import Act
from registry.actions import annual
from registry.api.answers import answers_of, section_input
from registry.models import AnnualInformation
from registry.models.annual_content import ANNUAL_PARTS
from registry.queries import annual as reads
from registry.rules import annual as rules


def draft_shown(information: AnnualInformation) -> dict[str, Any]:
    """All sections in the order of the form."""
    draft = rules.draft_of(information)
    versions = {section.name: section.version for section in information.sections.all()}
    remarks = reads.remarks_of(information)
    return {
        one.name: {
            "version": versions.get(one.name, 0),
            "state": one.state.value,
            "answers": answers_of(ANNUAL_PARTS[one.name], draft.sections.get(one.name, {}), draft.choices),
            "faults": [_fault(fault.field, fault.message) for fault in one.faults],
            "remarks": [_fault(remark.control, remark.text) for remark in remarks if remark.section == one.name],
        }
        for one in rules.progress(draft)
    }


def _fault(control: str, text: Any) -> dict[str, str]:
    return {"field": rules.path_of(control), "detail": str(text)}


WRITES: dict[str, Act] = {
    f"write-{name}": Act(
        run=annual.save_section, subject="information", takes=section_input(part), check=rules.check_can_write,
        summary=f"Write the section “{part.label}”, complete or not",
    )
    for name, part in ANNUAL_PARTS.items()
}  # fmt: skip
