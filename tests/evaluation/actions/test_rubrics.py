from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from evaluation import queries
from evaluation.actions import rubrics
from evaluation.choices import CommentRule
from evaluation.models import Criterion, Rubric
from foundation.audit.models import Event
from foundation.core.errors import Conflict, Invalid, NotPermitted
from tests.builders import evaluation as build
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import RubricFactory
from tests.factories.registry import BodyFactory

pytestmark = pytest.mark.django_db


def create(by, **values):
    criteria = [
        {"code": "goal", "titles": {"kk": "Мақсат", "ru": "Цель", "en": "Goal"}, "weight": Decimal("1.50")},
        {
            "code": "plan",
            "titles": {"kk": "Жоспар", "ru": "План", "en": "Plan"},
            "guidance": {"en": "Is it real?"},
            "maximum": Decimal(5),
            "step": Decimal("0.50"),
        },
    ]
    titles = {"kk": "Шағын", "ru": "Малые", "en": "Small"}
    return rubrics.create(
        **{"code": "small", "titles": titles, "criteria": criteria, "maximum_total": Decimal(20), "by": by, **values}
    )


def freeze(rubric: Rubric, by) -> Rubric:
    with transaction.atomic():
        return rubrics.freeze(rubric=rubric, by=by)


def test_a_changed_rubric_is_a_new_version() -> None:
    officer = build.officer_of(BodyFactory())

    first, second = create(officer), create(officer, pass_mark=Decimal(12))

    assert [(first.version, first.pass_mark), (second.version, second.pass_mark)] == [(1, None), (2, Decimal(12))]
    assert list(second.criteria.values_list("position", "code", "weight", "maximum", "step", "guidance_en")) == [
        (1, "goal", Decimal("1.50"), Decimal(10), Decimal(1), ""),
        (2, "plan", Decimal(1), Decimal(5), Decimal("0.50"), "Is it real?"),
    ]
    assert list(Event.objects.values_list("verb", "actor_id")) == [("evaluation.rubric.created", str(officer.pk))] * 2


def test_only_officers_write_rubrics() -> None:
    with pytest.raises(NotPermitted, match="Only an officer"):
        create(UserFactory())

    assert Rubric.objects.count() == 0


def test_freezing_keeps_the_whole_rubric_in_the_audit_and_is_done_once() -> None:
    officer = build.officer_of(BodyFactory())
    rubric = create(officer)

    frozen = freeze(rubric, officer)
    again = freeze(rubric, officer)

    assert again.frozen_at == frozen.frozen_at
    event = Event.objects.get(verb="evaluation.rubric.frozen")
    assert [item["code"] for item in event.changes["rubric"]["criteria"]] == ["goal", "plan"]


@pytest.mark.parametrize(
    ("values", "criteria", "message"),
    [
        (
            {"maximum_total": Decimal(30)},
            2,
            "The highest marks times their weights give 20.00, but the rubric says that the maximum is 30.00.",
        ),
        ({}, 0, "The rubric has no criteria."),
    ],
)
def test_an_unusable_rubric_is_refused_with_its_reason(values: dict, criteria: int, message: str) -> None:
    rubric = RubricFactory(criteria=criteria, **values)

    with pytest.raises(Invalid) as refusal:
        freeze(rubric, UserFactory())

    assert [str(fault.message) for fault in refusal.value.faults] == [message]
    rubric.refresh_from_db()
    assert rubric.frozen_at is None


def test_all_faults_of_a_rubric_are_told_at_once() -> None:
    rubric = RubricFactory(maximum_total=Decimal(40))
    rubric.criteria.filter(code="c1").update(step=Decimal(3), comment_rule=CommentRule.BELOW)
    rubric.criteria.filter(code="c2").update(pass_mark=Decimal(11), comment_rule=CommentRule.BELOW, comment_below=12)

    with pytest.raises(Invalid) as refusal:
        freeze(rubric, UserFactory())

    assert [fault.field for fault in refusal.value.faults] == ["maximum_total", "c1", "c2", "c1", "c2"]
    assert [fault.rule for fault in refusal.value.faults] == ["R40"] * 5


def test_the_database_refuses_to_change_a_frozen_rubric() -> None:
    rubric = RubricFactory()
    freeze(rubric, UserFactory())
    criterion = rubric.criteria.first()
    attempts = [
        lambda: Rubric.objects.filter(pk=rubric.pk).update(pass_mark=1),
        lambda: Criterion.objects.filter(pk=criterion.pk).update(weight=2),
        lambda: Criterion.objects.filter(pk=criterion.pk).delete(),
        lambda: Criterion.objects.create(rubric=rubric, position=9, code="late", title_en="Late"),
    ]

    for attempt in attempts:
        with pytest.raises(IntegrityError, match="a frozen rubric never changes"), transaction.atomic():
            attempt()


def facts(**changes) -> dict:
    """The premium template: three criteria in percentages."""
    return {**queries.starters()["premium"].facts, **changes}


def test_an_officer_writes_a_rubric_of_the_own_body_and_changes_it_until_it_is_frozen() -> None:
    body = BodyFactory()
    officer = build.officer_of(body)

    rubric = rubrics.write(body=body, facts=facts(), by=officer)
    edited = rubrics.edit(rubric=rubric, facts=facts(pass_mark=Decimal(3)), by=officer)

    assert (edited.pk, edited.body, edited.version, edited.code) == (
        rubric.pk,
        body,
        1,
        "evaluation-of-nominees-for-a-premium",
    )
    assert list(edited.criteria.values_list("code", "weight", "minimum", "maximum", "step")) == [
        ("effectiveness", Decimal("0.40"), Decimal(1), Decimal(5), Decimal("0.50")),
        ("experience", Decimal("0.40"), Decimal(1), Decimal(5), Decimal("0.50")),
        ("use", Decimal("0.20"), Decimal(1), Decimal(5), Decimal("0.50")),
    ]
    assert edited.criteria.get(code="use").mark_texts_en["1.00"] == "not shown"
    assert Event.objects.get(verb="evaluation.rubric.edited").changes == {"pass_mark": [None, "3.00"]}


def test_a_changed_rubric_is_a_new_version_and_a_running_round_keeps_its_own() -> None:
    body = BodyFactory()
    officer = build.officer_of(body)
    first = rubrics.write(body=body, facts=facts(), by=officer)
    panel = build.scoring(rubric=first, main=1, entries=1)

    second = rubrics.write(body=body, facts=facts(pass_mark=Decimal(4)), by=officer, code=first.code)
    with pytest.raises(Conflict, match="Make a new version"):
        rubrics.edit(rubric=first, facts=facts(pass_mark=Decimal(4)), by=officer)

    panel.round.refresh_from_db()
    assert (second.code, second.version, second.frozen_at) == (first.code, 2, None)
    assert (panel.round.rubric, panel.round.rubric.pass_mark) == (first, None)
    assert list(Rubric.objects.newest_versions()) == [second]


@pytest.mark.parametrize("weights", [(40, 40, 10), (40, 40, 30)])
def test_percentages_that_do_not_make_100_are_refused(weights) -> None:
    criteria = [
        {**item, "weight": Decimal(weight) / 100} for item, weight in zip(facts()["criteria"], weights, strict=True)
    ]
    body = BodyFactory()

    with pytest.raises(Invalid) as refusal:
        rubrics.write(
            body=body,
            facts=facts(criteria=criteria, maximum_total=Decimal(sum(weights) * 5) / 100),
            by=build.officer_of(body),
        )

    total = sum(weights)
    assert [(fault.field, str(fault.message)) for fault in refusal.value.faults] == [
        ("weighting", f"The weights are percentages and must make 100; these make {total}.")
    ]
    assert Rubric.objects.count() == 0


def test_weights_that_do_not_give_the_stated_total_are_refused_at_once() -> None:
    body = BodyFactory()

    with pytest.raises(Invalid, match=r"give 5\.00, but the rubric says that the maximum is 6\.00"):
        rubrics.write(body=body, facts=facts(maximum_total=Decimal(6)), by=build.officer_of(body))

    assert Rubric.objects.count() == 0


def test_what_the_database_would_refuse_is_said_in_sentences_first() -> None:
    body = BodyFactory()
    wrong = {"minimum": Decimal(5), "maximum": Decimal(5), "step": Decimal(0), "weight": Decimal(0)}
    criteria = [{**facts()["criteria"][0], **wrong}]

    with pytest.raises(Invalid) as refusal:
        rubrics.write(body=body, facts=facts(criteria=criteria), by=build.officer_of(body))

    assert [str(fault.message) for fault in refusal.value.faults] == [
        "The weight must be above zero.",
        "The step must be above zero.",
        "The highest mark must be above the lowest one.",
    ]


def test_a_text_for_a_mark_that_nobody_can_give_is_refused() -> None:
    body = BodyFactory()
    first, *rest = facts()["criteria"]
    first = {**first, "mark_texts": {"en": {"5.00": "fine", "4.20": "?", "6.00": "?"}}}

    with pytest.raises(Invalid) as refusal:
        rubrics.write(body=body, facts=facts(criteria=[first, *rest]), by=build.officer_of(body))

    assert [(fault.field, str(fault.message)) for fault in refusal.value.faults] == [
        ("effectiveness", "Criterion “Effectiveness”: there is a text for the mark 4.2, which is not on the scale."),
        ("effectiveness", "Criterion “Effectiveness”: there is a text for the mark 6, which is not on the scale."),
    ]


def test_another_bodys_rubric_is_neither_changed_nor_continued() -> None:
    body = BodyFactory()
    rubric = rubrics.write(body=body, facts=facts(), by=build.officer_of(body))
    other = BodyFactory()
    stranger = build.officer_of(other)
    shared = create(stranger)

    with pytest.raises(NotPermitted, match="Only an officer of"):
        rubrics.edit(rubric=rubric, facts=facts(), by=stranger)
    with pytest.raises(NotPermitted, match="belongs to another body"):
        rubrics.write(body=other, facts=facts(), by=stranger, code=rubric.code)
    with pytest.raises(NotPermitted, match="Only an officer of"):
        rubrics.write(body=body, facts=facts(), by=stranger)
    with pytest.raises(NotPermitted, match="belongs to no body"):
        rubrics.edit(rubric=shared, facts=facts(), by=stranger)

    assert Rubric.objects.filter(code=rubric.code).count() == 1


def test_rubrics_with_one_title_get_codes_of_their_own() -> None:
    body = BodyFactory()
    officer = build.officer_of(body)

    codes = [rubrics.write(body=body, facts=facts(), by=officer).code for _ in range(3)]

    stem = "evaluation-of-nominees-for-a-premium"
    assert codes == [stem, f"{stem}-2", f"{stem}-3"]


@pytest.mark.parametrize("name", ["social-order", "grant", "premium"])
def test_every_template_is_a_whole_rubric(name: str) -> None:
    body = BodyFactory()

    rubric = rubrics.write(body=body, facts=queries.starters()[name].facts, by=build.officer_of(body))

    assert freeze(rubric, UserFactory()).frozen_at is not None
    assert all(
        getattr(item, f"{field}_{language}")
        for item in rubric.criteria.all()
        for field in ("title", "guidance", "mark_texts")
        for language in ("kk", "ru", "en")
    )
