"""How content beneficiaries are, for the rooms that evaluate what came of a work (rule R47)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from monitoring.choices import SurveyStatus
from monitoring.models import Answer, Question


def marks_of(kind: str, keys: Iterable[str]) -> dict[str, dict[int, int]]:
    """Key of a subject → mark from 1 to 5 → how many gave it, over its closed surveys; two queries.

    Surveys below their own threshold of answers are left out, and so are groups that an officer left out.
    """
    questions = dict(Question.objects.filter(is_satisfaction=True).values_list("template", "code"))
    rows = Answer.objects.filter(
        survey__status=SurveyStatus.CLOSED,
        survey__subject__kind=kind,
        survey__subject__key__in=list(keys),
        batch__isnull=False,
        batch__excluded_at=None,
    ).values_list("survey", "survey__subject__key", "survey__template", "survey__shown_from", "chosen")
    of_survey: dict[tuple[int, str, int], Counter[int]] = defaultdict(Counter)
    for survey, key, template, shown_from, chosen in rows:
        mark = chosen.get(questions.get(template, ""))
        if mark:
            of_survey[survey, key, shown_from][int(mark)] += 1
    found: dict[str, Counter[int]] = defaultdict(Counter)
    for (_survey, key, shown_from), counts in of_survey.items():
        if counts.total() >= shown_from:
            found[key] += counts
    return {key: dict(counts) for key, counts in found.items()}
