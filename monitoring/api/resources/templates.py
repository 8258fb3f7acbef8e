"""Lists of questions of surveys and visits: read by everybody, written by officers, changed in a next version."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

from django.db.models import QuerySet

from foundation.api.inputs import of_form
from foundation.api.narrowing import by
from foundation.api.page_forms import of_page
from foundation.api.reads import of
from foundation.api.resources import Act, Resource
from foundation.api.serializers import Read
from foundation.core.errors import Invalid
from monitoring.actions import templates as actions
from monitoring.choices import TemplateKind
from monitoring.forms.templates import QuestionForm, TemplateForm, initial_rows, question_of
from monitoring.models import Question, Template
from monitoring.rules import templates as rules
from registry.models import Body
from registry.rules.roles import offices_of

ROW = re.compile(r"^rows(?:-(\d+)-(\w+))?$")


class QuestionRead(Read):
    """One question. `options` are the answers of a choice in three languages."""

    class Meta:
        model = Question
        fields = (
            "code", "kind", "text_kk", "text_ru", "text_en", "options", "is_required", "is_satisfaction", "takes_photo",
        )  # fmt: skip


class TemplateRead(Read):
    """A list of questions. `body` is empty when it comes with the portal."""

    body = of("body.code")
    questions = QuestionRead(many=True)

    class Meta:
        model = Template
        fields = (
            "id", "kind", "code", "version", "title_kk", "title_ru", "title_en", "body", "created_at", "questions",
        )  # fmt: skip


def _said(act: Callable[[], Template]) -> Template:
    """What is wrong with a question is said at its place in what was sent."""
    try:
        return act()
    except Invalid as refusal:
        raise Invalid(
            *[replace(one, field=_path(one.field)) for one in refusal.faults], message=refusal.message
        ) from None


def _path(field: str) -> str:
    found = ROW.match(field)
    if found is None:
        return field
    return f"questions.{found[1]}.{found[2]}" if found[1] else "questions"


def _written(**values: Any) -> Template:
    return _said(lambda: actions.write(**values))


def _next(*, template: Template, **values: Any) -> Template:
    kept: dict[str, Any] = {"kind": template.kind, "body": cast("Body", template.body), "instead_of": template}
    return _said(lambda: actions.write(**kept, **values))


def _facts(form: TemplateForm, questions: list[dict[str, Any]]) -> dict[str, Any]:
    named = {name: form.cleaned_data[name] for name in ("kind", "body") if name in form.cleaned_data}
    return named | {"titles": form.titles(), "questions": [question_of(row) for row in questions]}


def _stands(template: Template) -> dict[str, Any]:
    titles = {name: getattr(template, name) for name in ("title_kk", "title_ru", "title_en")}
    return titles | {"questions": initial_rows(template)}


QUESTION = of_form(QuestionForm, name="Question")
NEW = of_page(
    TemplateForm, name="NewQuestionList", rows={"questions": QUESTION}, values=_facts,
    made=lambda user, _none: {"bodies": offices_of(user), "is_new": True},
)  # fmt: skip
CHANGED = of_page(
    TemplateForm(bodies=Body.objects.none(), is_new=False), name="QuestionListChange", rows={"questions": QUESTION},
    made=lambda _user, _template: {"bodies": Body.objects.none(), "is_new": False}, initial=_stands, values=_facts,
)  # fmt: skip


class Templates(Resource):
    """Lists of questions. Those that come with the portal are read alone; what was asked with a list keeps its version."""

    area = "monitoring"
    title = "Lists of questions"
    read = TemplateRead
    is_public = True
    rows_tell_actions = False
    order = ("-pk",)
    lookup_value_converter = "int"
    filters = by(kind=TemplateKind, code="code", body="body__code")
    region = "body__region_id"
    creates = Act(run=_written, takes=NEW, summary="Write a list of questions")
    acts = {
        "make-version": Act(
            run=_next, subject="template", takes=CHANGED, gives=TemplateRead, check=rules.check_can_change,
            summary="Write the next version of a list; `questions` that are sent replace all",
        ),
    }  # fmt: skip

    def objects(self, reader: Any) -> QuerySet[Template]:
        return Template.objects.select_related("body__region").prefetch_related("questions")
