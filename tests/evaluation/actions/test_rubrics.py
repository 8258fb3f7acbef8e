from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from evaluation.actions import rubrics
from evaluation.choices import CommentRule
from evaluation.models import Criterion, Rubric
from foundation.audit.models import Event
from foundation.core.errors import Invalid, NotPermitted
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
