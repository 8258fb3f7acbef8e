"""One application as the members of the commission read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from evaluation.models import Criterion
from evaluation.visibility import masked
from grants.choices import FileKind
from grants.models import Application, Attachment
from grants.queries.applications import Block, latest_version, outline, partner_blocks
from grants.queries.decisions import Line, Sitting
from grants.queries.results import criteria_of


@dataclass(frozen=True, slots=True)
class Case:
    """What was sent, the experts' means, the files; personal numbers and addresses in the text are left out."""

    line: Line
    blocks: Sequence[Block]
    cvs: Sequence[Attachment]
    files: Sequence[Attachment]
    means: Sequence[tuple[Criterion, Decimal]]


def case_of(sitting: Sitting, number: str, reader: Any) -> Case | None:
    """The application of ``number``; None where it is not on the list, or not for this reader."""
    line = next((one for one in sitting.lines if one.application.number == number), None)
    if line is None or sitting.must_declare:
        return None
    application = Application.objects.with_place().get(pk=line.application.pk)
    version = latest_version(application)
    document = version.document if version else {}
    sections, asked = document.get("sections", {}), document.get("questions", [])
    files = Attachment.objects.visible_to(reader).filter(versions=version).select_related("document")
    found = list(files.order_by("title", "pk")) if version else []
    means = [Decimal(mean) for mean in line.result.criterion_means] if line.result else []
    return Case(
        line=line,
        blocks=[_masked(block) for block in [*outline(application, sections, asked=asked), *partner_blocks(document)]],
        cvs=[one for one in found if one.kind == FileKind.CV],
        files=[one for one in found if one.kind != FileKind.CV],
        means=list(zip(criteria_of(sitting.meeting.run.round), means, strict=False)),
    )


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, list):
        return [_masked(item) for item in value]
    if isinstance(value, dict):
        return {key: _masked(item) for key, item in value.items()}
    return value
