"""What the templates of the engine say in one way."""

from django import template

from evaluation.models import Round
from evaluation.visibility import naming

register = template.Library()


@register.filter
def judge(round_: Round, number: int) -> str:
    """«Expert 2», or «Member 2 of the commission» in the second stage: ``{{ round|judge:2 }}``."""
    return naming(round_)(number)
