"""Lists of questions, written and changed by officers on their pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.audit.models import Event
from foundation.core.errors import Conflict, NotPermitted
from monitoring.actions import templates as actions
from monitoring.choices import TemplateKind
from monitoring.forms.surveys import SurveyForm
from monitoring.models import Template
from registry.choices import Role
from tests.factories.accounts import UserFactory
from tests.factories.monitoring import TemplateFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db
CREATE, LIST = "monitoring:template-create", "monitoring:template-list"


def officer(body: Any = None) -> Any:
    return MembershipFactory(organisation=None, body=body or BodyFactory(), role=Role.OFFICER)


def question(number: int, kind: str, text: str = "Helped?", **more: str) -> dict[str, str]:
    texts = {f"text_{language}": f"{text} {language}" for language in ("kk", "ru", "en")}
    return {f"rows-{number}-{name}": value for name, value in ({"kind": kind, **texts} | more).items()}


def post(*questions: dict[str, str], **more: str) -> dict[str, str]:
    base = {"rows-TOTAL_FORMS": str(len(questions)), "rows-INITIAL_FORMS": "0", "kind": TemplateKind.SURVEY}
    titles = {"title_kk": "Үйірме", "title_ru": "Кружок", "title_en": "Club"}
    return base | titles | {name: value for one in questions for name, value in one.items()} | more


SATISFIED = {"is_required": "on", "is_satisfaction": "on"}
OPTIONS = "Мектеп | Школа | School\nКөрші | Сосед | Neighbour"


def test_an_officer_writes_a_list_and_a_change_is_a_new_version(client: Client) -> None:
    held = officer()
    client.force_login(held.user)
    assert reverse(CREATE) in client.get(reverse(LIST)).text
    questions = (question(0, "scale", **SATISFIED), question(1, "choice", "Who told you?", options=OPTIONS))

    sent = client.post(reverse(CREATE), post(*questions, body=str(held.body_id)))

    assert sent.status_code == 302
    first = Template.objects.get()
    rows = list(first.questions.values_list("code", "kind", "is_satisfaction", "is_required"))
    assert (first.body, first.version, rows) == (
        held.body,
        1,
        [("q1", "scale", True, True), ("q2", "choice", False, False)],
    )
    assert first.questions.get(code="q2").options[1] == {"code": "o2", "kk": "Көрші", "ru": "Сосед", "en": "Neighbour"}
    page = client.get(reverse("monitoring:template-edit", args=[first.pk]))
    assert [form["text_en"].value() for form in page.context["rows"]] == ["Helped? en", "Who told you? en"]
    kept = question(0, "choice", "Who told you?", options=OPTIONS, code="q2")
    client.post(
        reverse("monitoring:template-edit", args=[first.pk]),
        post(kept, question(1, "scale", **SATISFIED), title_en="Clubs"),
    )
    second = Template.objects.get(version=2)
    assert (second.code, second.title_en) == (first.code, "Clubs")
    assert list(second.questions.values_list("code", "position")) == [("q2", 1), ("q1", 2)]
    assert first.questions.count() == 2
    assert list(SurveyForm().fields["template"].queryset) == [second]
    assert Event.objects.filter(verb="monitoring.template.written").count() == 2
    # Who had the old version open is told, and loses nothing: a new version is never written over a newer one.
    with pytest.raises(Conflict, match="newer version"):
        actions.write(kind="survey", titles={}, questions=[], body=held.body, by=held.user, instead_of=first)
    assert client.get(reverse("monitoring:template-edit", args=[first.pk])).status_code == 404


def test_every_fault_stands_at_its_field_and_nothing_typed_is_lost(client: Client) -> None:
    held = officer()
    client.force_login(held.user)
    faulty = (
        question(0, "choice", options="Мектеп | Школа", text_ru=""),
        question(1, "check", takes_photo="on"),
    )

    answer = client.post(reverse(CREATE), post(*faulty, body=str(held.body_id), title_kk=""))

    rows = answer.context["rows"]
    assert (answer.status_code, Template.objects.count()) == (200, 0)
    assert list(answer.context["form"].errors) == ["title_kk"]
    assert [sorted(form.errors) for form in rows] == [["options", "text_ru"], ["kind", "takes_photo"]]
    assert len(rows[0].errors["options"]) == 2
    assert [str(one) for one in rows.non_form_errors()] == [
        "Mark one scale, and only one, as the satisfaction that the evaluation of effect reads."
    ]
    assert "Мектеп | Школа" in answer.text
    satisfied = question(0, "scale", is_satisfaction="on")
    (form,) = client.post(reverse(CREATE), post(satisfied, body=str(held.body_id))).context["rows"]
    assert list(form.errors) == ["is_satisfaction"]
    empty = client.post(reverse(CREATE), post(body=str(held.body_id)))
    assert [str(one) for one in empty.context["rows"].non_form_errors()] == ["Ask at least one question."]


def test_the_portals_own_lists_are_copied_and_other_bodies_lists_are_left_alone(client: Client) -> None:
    own, held, other = TemplateFactory(), officer(), officer()
    theirs = TemplateFactory(body=other.body)
    client.force_login(held.user)

    copy = client.get(reverse(CREATE) + f"?copy={own.pk}")

    assert [form["text_en"].value() for form in copy.context["rows"]] == [f"Question {n}" for n in (1, 2, 3, 4)]
    for template in (own, theirs):
        assert client.get(reverse("monitoring:template-edit", args=[template.pk])).status_code == 403
    with pytest.raises(NotPermitted):
        actions.write(kind="survey", titles={}, questions=[], body=other.body, by=held.user)
    client.force_login(UserFactory())
    assert client.get(reverse(CREATE)).status_code == 403
    assert reverse(CREATE) not in client.get(reverse(LIST)).text


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_are_read_with_the_same_queries(client: Client, count: int, django_assert_num_queries: Any) -> None:
    TemplateFactory.create_batch(count)

    with django_assert_num_queries(2):
        page = client.get(reverse(LIST))

    assert len(page.context["templates"]) == count
