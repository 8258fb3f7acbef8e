"""Who writes lists of questions, and what a list needs before people can be asked with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault, NotPermitted
from monitoring.choices import CHECKLIST_KINDS, QuestionKind, TemplateKind
from monitoring.models import Template
from registry.choices import Role
from registry.models import Body
from registry.rules import roles

LANGUAGES = ("kk", "ru", "en")
MOST_QUESTIONS, FEWEST_OPTIONS, MOST_OPTIONS = 30, 2, 12
SURVEY_KINDS = (QuestionKind.SCALE, QuestionKind.YES_NO, QuestionKind.CHOICE, QuestionKind.TEXT)
KINDS = {TemplateKind.SURVEY: SURVEY_KINDS, TemplateKind.CHECKLIST: CHECKLIST_KINDS}

Asked = Mapping[str, Any]


def check_can_write(user: Any, body: Body) -> None:
    """An officer of the body whose list it is. Raises NotPermitted."""
    if not roles.has_role(user, Role.OFFICER, body=body):
        raise NotPermitted(_("Only officers of a state body write lists of questions."))


def check_can_change(user: Any, template: Template) -> None:
    """An officer of the body that wrote it; what comes with the portal is copied, never changed. Raises NotPermitted."""
    if template.body is None:
        raise NotPermitted(_("This list comes with the portal. Make a copy of your own and change that."))
    check_can_write(user, template.body)


def faults(kind: str, titles: Mapping[str, str], questions: Sequence[Asked]) -> list[Fault]:
    """Everything that is missing in a list, each at its field: ``title_kk``, ``rows-0-text_kk`` …"""
    found = [
        Fault(_("Write the name in this language too."), name) for name, text in titles.items() if not text.strip()
    ]
    if not questions:
        found.append(Fault(_("Ask at least one question."), "rows"))
    if len(questions) > MOST_QUESTIONS:
        found.append(
            Fault(_("Ask at most %(most)s questions: people stop reading.") % {"most": MOST_QUESTIONS}, "rows")
        )
    for number, asked in enumerate(questions):
        found += [
            Fault(one.message, f"rows-{number}-{one.field}") for one in _question_faults(TemplateKind(kind), asked)
        ]
    return [*found, *_satisfaction_faults(kind, questions)]


def _question_faults(kind: TemplateKind, asked: Asked) -> Iterator[Fault]:
    if asked["kind"] not in KINDS[kind]:
        yield Fault(_("A question of this kind cannot stand in this list."), "kind")
    for language in LANGUAGES:
        if not asked[f"text_{language}"].strip():
            yield Fault(_("Write the question in this language too."), f"text_{language}")
    if asked["kind"] == QuestionKind.CHOICE:
        yield from _option_faults(asked["options"])
    if asked["takes_photo"] and kind != TemplateKind.CHECKLIST:
        yield Fault(_("Photographs are taken on a visit only."), "takes_photo")


def _option_faults(options: Sequence[Mapping[str, str]]) -> Iterator[Fault]:
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS:
        message = _("Give from %(least)s to %(most)s answers, one on each line.")
        yield Fault(message % {"least": FEWEST_OPTIONS, "most": MOST_OPTIONS}, "options")
    if any(not option[language] for option in options for language in LANGUAGES):
        yield Fault(_("Write each answer in three languages: Kazakh | Russian | English."), "options")


def _satisfaction_faults(kind: str, questions: Sequence[Asked]) -> Iterator[Fault]:
    """The evaluation of effect reads one scale of a survey (rule R47)."""
    marked = [number for number, asked in enumerate(questions) if asked["is_satisfaction"]]
    if kind == TemplateKind.SURVEY and len(marked) != 1 and questions:
        yield Fault(
            _("Mark one scale, and only one, as the satisfaction that the evaluation of effect reads."), "rows", "R47"
        )
    for number in marked:
        if questions[number]["kind"] != QuestionKind.SCALE or not questions[number]["is_required"]:
            message = _("Satisfaction is a scale from 1 to 5 that must be answered.")
            yield Fault(message, f"rows-{number}-is_satisfaction", "R47")
