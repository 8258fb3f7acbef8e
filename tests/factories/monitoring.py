"""What is followed, and lists of questions."""

from __future__ import annotations

import factory

from monitoring.choices import QuestionKind, TemplateKind
from monitoring.models import Question, Subject, Template
from tests.factories.registry import BodyFactory, OrganisationFactory


class SubjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Subject

    kind = "tests.work"
    key = factory.Sequence(lambda n: f"W-{n}")
    title_kk = factory.Sequence(lambda n: f"Ойдан шығарылған жұмыс {n}")
    title_ru = factory.Sequence(lambda n: f"Вымышленная работа {n}")
    title_en = factory.Sequence(lambda n: f"Invented work {n}")
    organisation = factory.SubFactory(OrganisationFactory)
    body = factory.SubFactory(BodyFactory)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    code = factory.LazyAttribute(lambda o: f"q{o.position}")
    text_kk = factory.LazyAttribute(lambda o: f"{o.position}-сұрақ")
    text_ru = factory.LazyAttribute(lambda o: f"Вопрос {o.position}")
    text_en = factory.LazyAttribute(lambda o: f"Question {o.position}")


class TemplateFactory(factory.django.DjangoModelFactory):
    """A survey: satisfaction (scale), yes or no, one of two (optional), own words (optional).

    As a checklist (``kind``): one to check with a photograph, a number, own words (optional).
    """

    class Meta:
        model = Template
        skip_postgeneration_save = True

    kind = TemplateKind.SURVEY
    code = factory.Sequence(lambda n: f"survey-{n}")
    title_kk, title_ru, title_en = "Сауалнама", "Опрос", "Survey"

    @factory.post_generation
    def questions(self, create: bool, extracted: object, **kwargs: object) -> None:
        if self.kind == TemplateKind.CHECKLIST:
            QuestionFactory(template=self, position=1, kind=QuestionKind.CHECK, takes_photo=True)
            QuestionFactory(template=self, position=2, kind=QuestionKind.NUMBER)
            QuestionFactory(template=self, position=3, kind=QuestionKind.TEXT, is_required=False)
            return
        options = [{"code": one, "kk": one, "ru": one, "en": one.title()} for one in ("north", "south")]
        QuestionFactory(template=self, position=1, kind=QuestionKind.SCALE, is_satisfaction=True)
        QuestionFactory(template=self, position=2, kind=QuestionKind.YES_NO)
        QuestionFactory(template=self, position=3, kind=QuestionKind.CHOICE, options=options, is_required=False)
        QuestionFactory(template=self, position=4, kind=QuestionKind.TEXT, is_required=False)
