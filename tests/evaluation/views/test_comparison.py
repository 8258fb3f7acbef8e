"""Entries side by side: who may, what is masked, what is matched."""

from __future__ import annotations

import pytest
from django.urls import reverse

from evaluation import queries
from evaluation.models import Entry
from registry.choices import Role
from tests.builders import evaluation as build
from tests.evaluation.views.pages import errors, table, words
from tests.factories.accounts import UserFactory
from tests.factories.evaluation import EntryFactory, RoundFactory
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db


def page(panel: build.Panel, *numbers: int) -> str:
    query = "&".join(f"entry={number}" for number in numbers)
    return reverse("evaluation:entry-compare", args=[panel.round.pk]) + (f"?{query}" if query else "")


def member(panel: build.Panel):
    return MembershipFactory(organisation=None, body=panel.body, role=Role.COMMISSION).user


def test_sections_and_figures_stand_in_columns_and_applicants_are_hidden_until_publication(client) -> None:
    panel, run = build.computed()
    client.force_login(member(panel))

    before = client.get(page(panel, 1, 2))

    assert table(before, "Project") == [["Goal", "Plant 1 trees", "Plant 2 trees"]]
    assert table(before, "Budget") == [["Budget", "Trees · 500 000", "Trees · 500 000"]]
    assert table(before, "Marks of the experts")[:2] == [["Rank", "2", "1"], ["Total", "13.00", "17.00"]]
    assert "Applicants are hidden" in words(before)
    names = [entry.organisation.name_en for entry in panel.entries]
    assert [name for name in names if name in words(before)] == []
    with build.transaction.atomic():
        build.runs.publish(run=run, by=panel.officer)
    after = client.get(page(panel, 1, 2))
    assert table(after, "What they are")[0][1:] == [str(entry.organisation) for entry in panel.entries]


def test_no_figure_stands_there_before_the_ranking(client) -> None:
    panel = build.scoring(entries=3)
    build.submit(panel, panel.seats[0], panel.entries[0], [800, 900])
    client.force_login(panel.officer)

    shown = client.get(page(panel, 1, 3))

    assert ("Marks of the experts" in words(shown), "17.00" in words(shown)) == (False, False)
    assert "Plant 3 trees" in words(shown)


@pytest.mark.parametrize("chosen", [(1,), (1, 2, 3, 4, 5), (9, 10)])
def test_two_to_four_entries_are_chosen(client, chosen) -> None:
    panel = build.prepared(entries=5)
    client.force_login(panel.officer)

    response = client.get(page(panel, *chosen))

    assert response.status_code == 422
    assert len(errors(response)) >= 1


def test_who_may_not_compare(client) -> None:
    panel = build.drawn()
    tied, seated = member(panel), panel.seats[0].expert.user
    MembershipFactory(user=tied, organisation=panel.entries[0].organisation, role=Role.NGO_VIEWER)
    MembershipFactory(organisation=None, user=seated, body=panel.body, role=Role.OFFICER)
    answers = {}
    people = {
        "officer": panel.officer,
        "auditor": UserFactory(is_auditor=True),
        "tied": tied,
        "expert": seated,
        "stranger": UserFactory(),
    }
    for name, person in people.items():
        client.force_login(person)
        answers[name] = client.get(page(panel, 1, 2)).status_code

    assert answers == {"officer": 200, "auditor": 200, "tied": 404, "expert": 404, "stranger": 404}


def test_entries_in_two_languages_are_matched_by_their_order() -> None:
    round_ = RoundFactory()
    contents = (
        [{"heading": "Жоба", "rows": [["Мақсат", "Ағаш"], ["Аймақ", "Абай"]]}],
        [{"heading": "Проект", "rows": [["Цель", "Деревья"], ["Регион", "Абай"]]}],
    )
    for number, content in enumerate(contents, 1):
        EntryFactory(round=round_, number=number, content=content)

    shown = queries.comparison(round_, [1, 2], UserFactory())

    assert [(block.heading, [(row.label, row.cells) for row in block.rows]) for block in shown.blocks] == [
        ("Жоба", [("Мақсат", [["Ағаш"], ["Деревья"]]), ("Аймақ", [["Абай"], ["Абай"]])])
    ]


def test_what_one_does_not_say_is_empty_there() -> None:
    round_ = RoundFactory()
    for number, rows in enumerate(([["Goal", "Trees"]], [["Goal", "Seas"], ["Extra", "Fish\nBoats"]]), 1):
        EntryFactory(round=round_, number=number, content=[{"heading": "Project", "rows": rows}])

    [block] = queries.comparison(round_, [1, 2], UserFactory()).blocks

    assert [(row.label, row.cells) for row in block.rows] == [
        ("Goal", [["Trees"], ["Seas"]]),
        ("Extra", [[], ["Fish", "Boats"]]),
    ]


@pytest.mark.parametrize("count", [2, 4])
def test_the_number_of_queries_does_not_grow(client, django_assert_num_queries, count: int) -> None:
    panel, _run = build.computed([[[800, 600], [700, 500]]] * 4)
    client.force_login(panel.officer)
    address = page(panel, *range(1, count + 1))
    client.get(address)

    with django_assert_num_queries(10):
        assert client.get(address).status_code == 200
    assert Entry.objects.count() == 4
