"""What the templates of the engine say in one way."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from evaluation.models import Answer, Round
from evaluation.queries.comparison import Column
from evaluation.reports import number
from evaluation.visibility import naming

register = template.Library()


@register.filter
def judge(round_: Round, place: int) -> str:
    """«Expert 2», or «Member 2 of the commission» in the second stage: ``{{ round|judge:2 }}``."""
    return naming(round_)(place)


@register.filter
def of_entry(answers: Mapping[str, Answer], reference: str) -> Answer | None:
    """What the applicant of the entry with this reference answered: ``{{ answers|of_entry:application.number }}``."""
    return answers.get(reference)


@register.filter
def slice_at(listed: Sequence[Any] | None, place: int) -> Any:
    """What stands at ``place`` of a list; None behind its end."""
    return listed[place] if listed and place < len(listed) else None


@register.filter
def reference_at(columns: Sequence[Column], place: int) -> str:
    """Number of the entry of a column of a comparison."""
    return columns[place].entry.reference


@register.filter
def exact(text: str) -> str:
    """A decimal text with all of its places, in the reader's way of writing."""
    return number(text)
