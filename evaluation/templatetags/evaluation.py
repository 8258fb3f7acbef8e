"""What the templates of the engine say in one way."""

from collections.abc import Mapping

from django import template

from evaluation.models import Answer, Round
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
def exact(text: str) -> str:
    """A decimal text with all of its places, in the reader's way of writing."""
    return number(text)
