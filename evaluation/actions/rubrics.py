"""Writing rubrics and freezing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from evaluation import queries, rules
from evaluation.choices import Aggregation, CommentRule, TieRule, Weighting
from evaluation.models import Criterion, Rubric
from evaluation.scoring.inputs import highest_total, read_rubric, rubric_faults
from evaluation.scoring.mark_texts import short
from evaluation.scoring.numbers import exact_text, hundredths, text
from evaluation.scoring.weights import make_a_whole, percent_sum
from foundation.audit.record import record
from foundation.core import clock
from foundation.core.db import lock
from foundation.core.errors import Fault, Invalid
from foundation.core.text import localized
from registry.models import Body

LANGUAGES = ("kk", "ru", "en")
FACTS = ("weighting", "aggregation", "tie_rule", "maximum_total", "pass_mark", "shows_comments")
CODE_LENGTH = 40
# Where a fault of the whole rubric is shown.
FIELDS = {"pass_mark_too_high": "pass_mark"}


@transaction.atomic(durable=True)
def create(  # noqa: PLR0913 - all by keyword
    *,
    code: str,
    titles: Mapping[str, str],
    criteria: Sequence[Mapping[str, Any]],
    maximum_total: Decimal,
    by: Any,
    body: Body | None = None,
    weighting: str = Weighting.POINTS,
    aggregation: str = Aggregation.MEAN,
    tie_rule: str = TieRule.SHARED,
    pass_mark: Decimal | None = None,
) -> Rubric:
    """A new rubric, or the next version of the one with the same code (rule R40). Without a ``body`` it is everybody's.

    ``titles`` maps kk, ru, en to text. Each criterion is a mapping with ``code``, ``titles`` and any of ``guidance``
    (kk, ru, en), ``mark_texts`` (kk, ru, en → mark → text), ``weight``, ``minimum``, ``maximum``, ``step``,
    ``pass_mark``, ``comment_rule``, ``comment_below``. Faults are told when it is frozen; ``write`` tells them at once.
    Raises NotPermitted.
    """
    rules.check_can_create_rubric(by)
    facts = {
        "titles": titles,
        "criteria": criteria,
        "maximum_total": maximum_total,
        "weighting": weighting,
        "aggregation": aggregation,
        "tie_rule": tie_rule,
        "pass_mark": pass_mark,
    }
    return _created(Rubric(code=code, body=body), facts, by)


@transaction.atomic(durable=True)
def write(*, body: Body, facts: Mapping[str, Any], by: Any, code: str = "") -> Rubric:
    """An officer's rubric of ``body``: a new one, or with ``code`` the next version of an old one; whole from the start.

    ``facts``: what ``create`` takes besides. Raises NotPermitted, and Invalid with every fault.
    """
    lock(Body, body.pk)
    rules.check_can_write_rubric(by, body, code)
    rubric = _created(Rubric(code=code or _free_code(facts["titles"]["en"]), body=body), facts, by)
    _check_whole(rubric)
    return rubric


@transaction.atomic(durable=True)
def edit(*, rubric: Rubric, facts: Mapping[str, Any], by: Any) -> Rubric:
    """Change a rubric by which nothing has been announced. Raises Conflict once it is frozen, and Invalid with every
    fault."""
    rubric = lock(Rubric, rubric.pk)
    rules.check_can_edit_rubric(by, rubric)
    before = queries.rubric_document(rubric, rubric.criteria.all())
    rubric.criteria.all().delete()
    _fill(rubric, facts)
    _check_whole(rubric)
    after = queries.rubric_document(rubric, rubric.criteria.all())
    changes = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    record("evaluation.rubric.edited", rubric, by=by, changes=changes)
    return rubric


def _created(rubric: Rubric, facts: Mapping[str, Any], by: Any) -> Rubric:
    latest = Rubric.objects.filter(code=rubric.code).aggregate(number=Max("version"))["number"] or 0
    rubric.version = latest + 1
    _fill(rubric, facts)
    changes = {"criteria": [item["code"] for item in facts["criteria"]]}
    record("evaluation.rubric.created", rubric, by=by, changes=changes)
    return rubric


def _fill(rubric: Rubric, facts: Mapping[str, Any]) -> None:
    """Write everything that ``facts`` say; criteria are new rows."""
    faults = [fault for item in facts["criteria"] for fault in _shape_faults(item)]
    if faults:
        raise Invalid(*faults, message=_("The rubric cannot be used yet."))
    values = {name: facts[name] for name in FACTS if name in facts} | _in_languages("title", facts["titles"])
    for name, value in values.items():
        setattr(rubric, name, value)
    rubric.save()
    Criterion.objects.bulk_create(
        [_criterion(rubric, position, dict(item)) for position, item in enumerate(facts["criteria"], start=1)]
    )


def _shape_faults(item: Mapping[str, Any]) -> list[Fault]:
    """What the database would refuse, in sentences."""
    low, high = item.get("minimum", Decimal(0)), item.get("maximum", Decimal(10))
    checks = (
        (item.get("weight", 1) <= 0, _("The weight must be above zero.")),
        (item.get("step", 1) <= 0, _("The step must be above zero.")),
        (low < 0 or low >= high, _("The highest mark must be above the lowest one.")),
    )
    return [Fault(message, field=item["code"], rule="R40") for is_wrong, message in checks if is_wrong]


def _free_code(title: str) -> str:
    """A code from the English title that no rubric has."""
    stem = slugify(title)[:CODE_LENGTH].strip("-") or "rubric"
    taken = set(Rubric.objects.filter(code__startswith=stem).values_list("code", flat=True))
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _in_languages(name: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{language}": texts[language] for language in LANGUAGES if language in texts}


def _criterion(rubric: Rubric, position: int, values: dict[str, Any]) -> Criterion:
    titles, guidance, marks = values.pop("titles"), values.pop("guidance", {}), values.pop("mark_texts", {})
    return Criterion(
        rubric=rubric,
        position=position,
        **_in_languages("title", titles),
        **_in_languages("guidance", guidance),
        **_in_languages("mark_texts", marks),
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
    document = _check_whole(rubric)
    rubric.frozen_at = clock.now()
    rubric.save(update_fields=["frozen_at"])
    record("evaluation.rubric.frozen", rubric, by=by, changes={"rubric": document})
    return rubric


def _check_whole(rubric: Rubric) -> dict[str, Any]:
    """The rubric's document; Invalid with every fault that keeps it from being used."""
    criteria = list(rubric.criteria.all())
    document = queries.rubric_document(rubric, criteria)
    faults = [_fault(code, name, document) for code, name in rubric_faults(read_rubric(document))]
    faults += _percent_faults(rubric, criteria)
    faults += [_comment_fault(item) for item in criteria if not _comment_rule_is_whole(item)]
    faults += [fault for item in criteria for fault in _mark_text_faults(item)]
    if faults:
        raise Invalid(*faults, message=_("The rubric cannot be used yet."))
    return document


def _percent_faults(rubric: Rubric, criteria: list[Criterion]) -> list[Fault]:
    weights = [item.weight for item in criteria]
    if rubric.weighting != Weighting.PERCENT or not criteria or make_a_whole(weights):
        return []
    message = _("The weights are percentages and must make 100; these make %(sum)d.")
    return [Fault(message % {"sum": percent_sum(weights)}, field="weighting", rule="R40")]


def _mark_text_faults(criterion: Criterion) -> list[Fault]:
    """Texts for marks that nobody can give."""
    texts = {mark for language in LANGUAGES for mark in getattr(criterion, f"mark_texts_{language}")}
    strangers = sorted((mark for mark in texts if not is_on_scale(criterion, hundredths(mark))), key=hundredths)
    message = _("Criterion “%(criterion)s”: there is a text for the mark %(mark)s, which is not on the scale.")
    return [
        Fault(message % {"criterion": criterion, "mark": short(mark)}, field=criterion.code, rule="R40")
        for mark in strangers
    ]


def is_on_scale(criterion: Criterion, mark: int) -> bool:
    """Whether ``mark`` (hundredths) lies on the criterion's scale and on a step of it."""
    low, high, step = (hundredths(value) for value in (criterion.minimum, criterion.maximum, criterion.step))
    return low <= mark <= high and step > 0 and (mark - low) % step == 0


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
    named = messages[code] % {"criterion": _title(criterion, document)}
    return Fault(named, field=criterion or FIELDS.get(code, ""), rule="R40")


def _title(code: str, document: dict[str, Any]) -> str:
    """The criterion's title in the reader's language, with its code where no language has one."""
    titles: dict[str, str] = next((item["title"] for item in document["criteria"] if item["code"] == code), {})
    return localized(SimpleNamespace(**_in_languages("title", titles)), "title") or code
