from __future__ import annotations

from decimal import Decimal

import factory

from evaluation.choices import CommentRule
from evaluation.models import Criterion, Entry, Round, Rubric
from tests.factories.registry import BodyFactory, OrganisationFactory


class RubricFactory(factory.django.DjangoModelFactory):
    """Two criteria from 0 to 10, together 20 points; pass ``criteria=0`` for none."""

    class Meta:
        model = Rubric
        skip_postgeneration_save = True

    code = factory.Sequence(lambda n: f"rubric-{n}")
    title_kk, title_ru, title_en = "Өлшемшарттар", "Критерии", "Criteria"
    maximum_total = Decimal("20.00")

    @factory.post_generation
    def criteria(self, create: bool, extracted: int | None, **kwargs) -> None:
        for position in range(1, (2 if extracted is None else extracted) + 1):
            CriterionFactory(rubric=self, position=position)


class CriterionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Criterion

    position = factory.Sequence(lambda n: n + 1)
    code = factory.LazyAttribute(lambda o: f"c{o.position}")
    title_kk = factory.LazyAttribute(lambda o: f"{o.position}-өлшем")
    title_ru = factory.LazyAttribute(lambda o: f"Критерий {o.position}")
    title_en = factory.LazyAttribute(lambda o: f"Criterion {o.position}")
    comment_rule = CommentRule.NEVER


class RoundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Round

    body = factory.SubFactory(BodyFactory)
    rubric = factory.SubFactory(RubricFactory)
    subject_type = "tests.subject"
    subject_id = factory.Sequence(str)
    title_kk, title_ru, title_en = "Байқау", "Конкурс", "Contest"


class EntryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Entry

    round = factory.SubFactory(RoundFactory)
    number = factory.Sequence(lambda n: n + 1)
    reference = factory.LazyAttribute(lambda o: f"A-{o.number}")
    title = factory.LazyAttribute(lambda o: f"Project {o.number}")
    organisation = factory.SubFactory(OrganisationFactory)
