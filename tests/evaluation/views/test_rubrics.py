from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import transaction
from django.urls import reverse

from evaluation import queries
from evaluation.actions import rubrics
from evaluation.models import Rubric
from registry.choices import Role
from tests.builders import evaluation as build
from tests.evaluation.views.pages import errors, table, words
from tests.factories.accounts import UserFactory
from tests.factories.registry import BodyFactory, MembershipFactory

pytestmark = pytest.mark.django_db

LANGUAGES = ("kk", "ru", "en")


def page(name: str, *args) -> str:
    return reverse(f"evaluation:{name}", args=args)


@pytest.fixture
def body():
    return BodyFactory(name_en="Invented Operator")


@pytest.fixture
def officer(body, client):
    officer = build.officer_of(body)
    client.force_login(officer)
    return officer


def typed(body, *, rows: int = 2, **changes) -> dict[str, str]:
    """The whole form as a browser sends it."""
    values = {f"title_{code}": f"Trees {code}" for code in LANGUAGES}
    values |= {
        "body": str(body.pk),
        "weighting": "points",
        "maximum_total": "20",
        "pass_mark": "",
        "aggregation": "mean",
        "tie_rule": "shared",
        "criteria-TOTAL_FORMS": str(rows),
        "criteria-INITIAL_FORMS": "0",
    }
    for row in range(rows):
        values |= {f"criteria-{row}-title_{code}": f"Question {row + 1} {code}" for code in LANGUAGES}
        values |= {f"criteria-{row}-{name}": "" for name in ("code", "comment_below", "pass_mark")}
        values |= {f"criteria-{row}-guidance_{code}": "" for code in LANGUAGES}
        values |= {f"criteria-{row}-mark_texts_{code}": "" for code in LANGUAGES}
        values |= {
            f"criteria-{row}-weight": "1",
            f"criteria-{row}-minimum": "0",
            f"criteria-{row}-maximum": "10",
            f"criteria-{row}-step": "1",
            f"criteria-{row}-comment_rule": "always",
        }
    return values | changes


def write(body, officer, **changes) -> Rubric:
    return rubrics.write(body=body, facts={**queries.starters()["social-order"].facts, **changes}, by=officer)


def test_an_officer_writes_a_rubric_and_sees_it_as_an_expert(client, body, officer) -> None:
    marks = {"criteria-0-mark_texts_en": "10 – flawless\n0 – nothing"}

    done = client.post(page("rubric-create"), typed(body, **marks), follow=True)

    rubric = Rubric.objects.get()
    assert done.redirect_chain == [(page("rubric-detail", rubric.pk), 302)]
    assert (rubric.body, rubric.code, rubric.version) == (body, "trees-en", 1)
    assert list(rubric.criteria.values_list("code", "mark_texts_en")) == [
        ("question-1-en", {"10.00": "flawless", "0.00": "nothing"}),
        ("question-2-en", {}),
    ]
    assert "flawless" in words(done)
    assert 'name="mark_question-1-en"' in done.content.decode()


@pytest.mark.parametrize("name", ["social-order", "grant", "premium"])
def test_a_template_fills_the_form_and_is_saved_as_it_stands(client, body, officer, name: str) -> None:
    shown = client.get(page("rubric-create"), {"template": name})
    form, rows = shown.context["form"], shown.context["rows"]
    sent = {f"criteria-{key}": value for key, value in (("TOTAL_FORMS", len(rows.forms)), ("INITIAL_FORMS", 0))}
    for one in (form, *rows.forms):
        sent |= {bound.html_name: bound.value() for bound in one if bound.value() is not None}
    sent["body"] = body.pk

    saved = client.post(page("rubric-create"), sent)

    rubric = Rubric.objects.get()
    assert saved.url == page("rubric-detail", rubric.pk)
    facts = queries.rubric_facts(rubric)
    wanted = queries.starters()[name].facts
    assert {key: facts[key] for key in ("titles", "maximum_total", "weighting", "pass_mark")} == {
        key: wanted[key] for key in ("titles", "maximum_total", "weighting", "pass_mark")
    }
    assert facts["criteria"] == wanted["criteria"]


def test_an_unknown_template_does_not_exist(client, officer) -> None:
    assert client.get(page("rubric-create"), {"template": "law"}).status_code == 404
    assert client.get(page("rubric-create"), {"copy": "x"}).status_code == 404


def test_templates_are_not_shown_as_law(client, officer) -> None:
    assert "Templates are proposals, not law" in words(client.get(page("rubric-list")))


def test_weights_that_do_not_sum_are_refused_with_a_sentence_and_nothing_typed_is_lost(client, body, officer) -> None:
    refused = client.post(page("rubric-create"), typed(body, maximum_total="30"))

    assert refused.status_code == 422
    assert errors(refused) == [
        "Highest total: The highest marks times their weights give 20.00, but the rubric says that the maximum is 30.00."
    ]
    assert 'value="Question 2 en"' in refused.content.decode()
    assert Rubric.objects.count() == 0


def test_percentages_are_whole_and_make_100(client, body, officer) -> None:
    percent = {"weighting": "percent", "maximum_total": "10", "criteria-0-weight": "60", "criteria-1-weight": "30"}

    short = client.post(
        page("rubric-create"),
        typed(
            body,
            **percent,
        ),
    )
    half = client.post(page("rubric-create"), typed(body, **percent | {"criteria-0-weight": "69,5"}))
    right = client.post(page("rubric-create"), typed(body, **percent | {"criteria-1-weight": "40"}))

    assert "How weights are given: The weights are percentages and must make 100; these make 90." in errors(short)
    assert errors(half) == ["Weight: Enter a whole percentage, like 20."]
    assert right.status_code == 302
    assert list(Rubric.objects.get().criteria.values_list("weight", flat=True)) == [Decimal("0.60"), Decimal("0.40")]


def test_a_fault_of_a_criterion_stands_in_its_row(client, body, officer) -> None:
    rows = {
        "criteria-0-step": "3",
        "criteria-1-maximum": "0",
        "criteria-1-mark_texts_ru": "хорошо",
    }

    first = client.post(page("rubric-create"), typed(body, **rows))
    second = client.post(page("rubric-create"), typed(body, **{"criteria-0-step": "3"}))

    assert errors(first) == [
        "The highest mark must be above the lowest one.",
        "What each mark means, in Russian: This line does not start with a mark of its own, like «5 – clearly shown»: хорошо",
    ]
    assert errors(second) == ["Criterion “Question 1 en”: the step does not divide the scale."]


def test_rows_are_added_and_taken_away_without_scripts(client, body, officer) -> None:
    more = client.post(page("rubric-create"), typed(body) | {"row-action": "add:criteria"})
    fewer = client.post(page("rubric-create"), typed(body) | {"row-action": "remove:criteria:0"})

    assert (more.status_code, more.content.decode().count('name="criteria-2-title_en"')) == (200, 1)
    assert 'value="Question 2 en"' in fewer.content.decode()
    assert 'value="Question 1 en"' not in fewer.content.decode()
    assert (errors(more), Rubric.objects.count()) == ([], 0)


def test_a_rubric_is_changed_in_place_until_it_is_frozen_and_then_by_a_new_version(client, body, officer) -> None:
    rubric = write(body, officer)
    shown = client.get(page("rubric-edit", rubric.pk))
    edited = client.post(page("rubric-edit", rubric.pk), typed(body))
    with transaction.atomic():
        rubrics.freeze(rubric=rubric, by=officer)
    refused = client.get(page("rubric-edit", rubric.pk))
    offered = client.get(page("rubric-detail", rubric.pk))
    revised = client.post(page("rubric-revise", rubric.pk), typed(body, pass_mark="12"))

    second = Rubric.objects.get(version=2)
    assert "Relevance" in shown.content.decode()
    assert edited.url == page("rubric-detail", rubric.pk)
    assert refused.status_code == 409
    assert "Make a new version" in words(offered)
    assert "Change the rubric" not in words(offered)
    assert revised.url == page("rubric-detail", second.pk)
    assert (second.code, second.pass_mark, second.frozen_at) == (rubric.code, Decimal(12), None)


def test_a_copy_starts_another_rubric(client, body, officer) -> None:
    rubric = write(body, officer)

    shown = client.get(page("rubric-create"), {"copy": rubric.pk})

    assert "Completion of the plan against the technical specification" in shown.content.decode()


def test_rubrics_of_other_bodies_do_not_exist(client, body) -> None:
    rubric = write(body, build.officer_of(body))
    stranger = build.officer_of(BodyFactory())
    client.force_login(stranger)

    for name in ("rubric-detail", "rubric-edit", "rubric-revise"):
        assert client.get(page(name, rubric.pk)).status_code == 404
    assert client.get(page("rubric-create"), {"copy": rubric.pk}).status_code == 404
    assert "social order" not in words(client.get(page("rubric-list"))).split("Templates")[0]


def test_who_is_no_officer_reads_and_writes_nothing(client, body) -> None:
    rubric = write(body, build.officer_of(body))
    client.force_login(MembershipFactory(organisation=None, body=body, role=Role.SECRETARY).user)
    shown = client.get(page("rubric-detail", rubric.pk))
    refused = client.get(page("rubric-create"))
    client.force_login(UserFactory())
    nothing = client.get(page("rubric-list"))

    assert (shown.status_code, "Change the rubric" in words(shown), refused.status_code) == (200, False, 403)
    assert "There is no rubric yet." in words(nothing)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_number_of_queries(
    client, body, officer, count: int, django_assert_num_queries
) -> None:
    for _number in range(count):
        write(body, officer)
    client.get(page("rubric-list"))

    with django_assert_num_queries(6):
        response = client.get(page("rubric-list"))

    assert len(table(response, "Rubrics and their versions")) == count
