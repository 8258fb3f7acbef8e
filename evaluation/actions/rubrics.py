"""Writing rubrics and freezing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from evaluation import queries, rules
from evaluation.choices import Aggregation, CommentRule, TieRule
from evaluation.models import Criterion, Rubric
from evaluation.scoring.inputs import highest_total, read_rubric, rubric_faults
from evaluation.scoring.numbers import exact_text, hundredths, text
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid

LANGUAGES = ("kk", "ru", "en")


@transaction.atomic(durable=True)
def create(  # noqa: PLR0913 - all by keyword
    *,
    code: str,
    titles: Mapping[str, str],
    criteria: Sequence[Mapping[str, Any]],
    maximum_total: Decimal,
    by: Any,
    aggregation: str = Aggregation.MEAN,
    tie_rule: str = TieRule.SHARED,
    pass_mark: Decimal | None = None,
) -> Rubric:
    """A new rubric, or the next version of the one with the same code (rule R40).

    ``titles`` maps kk, ru, en to text. Each criterion is a mapping with ``code``, ``titles`` and any of ``guidance``
    (kk, ru, en), ``weight``, ``minimum``, ``maximum``, ``step``, ``pass_mark``, ``comment_rule``, ``comment_below``.
    The sum of weights is checked when the rubric is frozen. Raises NotPermitted.
    """
    rules.check_can_create_rubric(by)
    latest = Rubric.objects.filter(code=code).aggregate(number=Max("version"))["number"] or 0
    rubric = Rubric.objects.create(
        code=code,
        version=latest + 1,
        aggregation=aggregation,
        tie_rule=tie_rule,
        maximum_total=maximum_total,
        pass_mark=pass_mark,
        **_in_languages("title", titles),
    )
    Criterion.objects.bulk_create(
        [_criterion(rubric, position, dict(values)) for position, values in enumerate(criteria, start=1)]
    )
    record("evaluation.rubric.created", rubric, by=by, changes={"criteria": [item["code"] for item in criteria]})
    return rubric


def _in_languages(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": texts[language] for language in LANGUAGES if language in texts}


def _criterion(rubric: Rubric, position: int, values: dict[str, Any]) -> Criterion:
    titles, guidance = values.pop("titles"), values.pop("guidance", {})
    return Criterion(
        rubric=rubric,
        position=position,
        **_in_languages("title", titles),
        **_in_languages("guidance", guidance),
        **values,
    )


def freeze(*, rubric: Rubric, by: Any) -> Rubric:
    """A step: from now on the rubric does not change, the database sees to it. Once frozen it stays as it is.

    Raises Invalid with every fault: no criteria, weights that do not give the stated maximum, steps that do not divide
    the scale, pass marks outside of it, a comment rule without its mark.
    """
    rubric = lock(Rubric, rubric.pk)
    if rubric.frozen_at:
        return rubric
    criteria = list(rubric.criteria.all())
    document = queries.rubric_document(rubric, criteria)
    faults = [_fault(code, name, document) for code, name in rubric_faults(read_rubric(document))]
    faults += [_comment_fault(item) for item in criteria if not _comment_rule_is_whole(item)]
    if faults:
        raise Invalid(*faults, message=_("The rubric cannot be used yet."))
    rubric.frozen_at = clock.now()
    rubric.save(update_fields=["frozen_at"])
    record("evaluation.rubric.frozen", rubric, by=by, changes={"rubric": document})
    return rubric


def _comment_rule_is_whole(criterion: Criterion) -> bool:
    if criterion.comment_rule != CommentRule.BELOW:
        return True
    return criterion.comment_below is not None and criterion.minimum <= criterion.comment_below <= criterion.maximum


def _comment_fault(criterion: Criterion) -> Fault:
    return Fault(
        _("Criterion “%(criterion)s”: say below which mark of its scale a reason is required.")
        % {"criterion": criterion},
        field=criterion.code,
        rule="R40",
    )


def _fault(code: str, criterion: str, document: dict[str, Any]) -> Fault:
    if code == "weights_do_not_sum":
        highest = exact_text(highest_total(read_rubric(document)))
        stated = text(hundredths(document["maximum_total"]))
        return Fault(
            _("The highest marks times their weights give %(sum)s, but the rubric says that the maximum is %(stated)s.")
            % {"sum": highest, "stated": stated},
            field="maximum_total",
            rule="R40",
        )
    messages = {
        "no_criteria": _("The rubric has no criteria."),
        "pass_mark_too_high": _("The pass mark is higher than the maximum."),
        "step_does_not_divide": _("Criterion “%(criterion)s”: the step does not divide the scale."),
        "criterion_pass_mark": _("Criterion “%(criterion)s”: the pass mark is outside the scale."),
    }
    return Fault(messages[code] % {"criterion": criterion}, field=criterion, rule="R40")
