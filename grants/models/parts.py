"""Which sections an application to a certain call has: those of its kind, and the call's own questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from foundation.core.content.items import Choices, Part
from grants.choices import CallKind, QuestionKind, SectionName
from grants.models import content, questions
from grants.models.premium_content import PREMIUM_PARTS

if TYPE_CHECKING:
    from grants.models.applications import Application
    from grants.models.calls import Call


def parts_of(call: Call) -> Mapping[str, Part]:
    """The sections by name, in the order of the task list."""
    parts = PREMIUM_PARTS if call.kind == CallKind.PREMIUM else content.PARTS
    if not call.questions:
        return parts
    return {**parts, SectionName.QUESTIONS: questions.part_of(call.questions)}


def main_part(call: Call) -> str:
    """The section that names the title, the language, the sphere and the region."""
    return SectionName.NOMINATION if call.kind == CallKind.PREMIUM else SectionName.PROJECT


def choices_of(call: Call, application: Application | None = None) -> Choices:
    """The lists that the choices of an application to ``call`` are taken from.

    With ``application``, its files are among them where a question of the call asks for one.
    """
    lists = content.choices_of(call)
    lists |= {**questions.lists_of(call.questions), questions.FILES: []}
    if application is not None and any(one["kind"] == QuestionKind.FILE for one in call.questions):
        # Files that were taken out stay readable in what was sent with them.
        kept = application.attachments.all()
        lists[questions.FILES] = [(str(file.pk), file.title) for file in kept]
    return lists
