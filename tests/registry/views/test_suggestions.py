from __future__ import annotations

import re

import pytest

from tests.builders import registry as build
from tests.registry.views.test_public import LIST, boxes, insets, rows

pytestmark = pytest.mark.django_db

SUGGEST = "/en/registry/suggest/"


@pytest.mark.parametrize("typed", ["Invented", "invemted", "вымыш", "45014", "OF Vymyshlennyi", "ойдан шығ"])
def test_the_box_offers_what_the_list_would_find(reference: None, client, typed: str) -> None:
    organisation = build.registered(1)

    response = client.get(SUGGEST, {"q": typed})

    assert response.json() == {
        "suggestions": [
            {
                "text": "Invented Fund 1",
                "hint": f"{organisation.bin} · Astana",
                "url": organisation.get_absolute_url(),
            }
        ]
    }
    assert response["Cache-Control"] == "private, max-age=60"


def test_a_few_are_offered_with_a_constant_number_of_queries(
    reference: None, client, django_assert_num_queries
) -> None:
    for serial in range(1, 12):
        build.registered(serial)

    client.get(SUGGEST, {"q": "invented"})  # the names of the regions are read once a minute
    with django_assert_num_queries(2):
        offered = client.get(SUGGEST, {"q": "invented fund"}).json()["suggestions"]

    assert len(offered) == 8


@pytest.mark.parametrize(
    "typed",
    ["", "a", "щ" * 10_000, '"""', "%_\\", "\x00", "😀", "(a+)+$|[^x]*", "' | !a & (b <-> c):*", "4" * 400, "\u202e"],
)
def test_odd_input_is_offered_nothing(reference: None, client, typed: str) -> None:
    build.registered(1)

    response = client.get(SUGGEST, {"q": typed, "page": "-1", "sdg": "9" * 400, "after": "x"})

    assert (response.status_code, response.json()) == (200, {"suggestions": []})


ODD = [
    {"q": "щ" * 10_000},
    {"q": '"""'},
    {"q": "%_\\"},
    {"q": "a\x00b"},
    {"q": "😀"},
    {"q": "(a+)+$|[^x]*"},
    {"region": "1\x00"},
    {"sdg": "9" * 400},
    {"sphere": "-1", "page": "-1", "after": "W10"},
    {"sort": "'; --"},
]


@pytest.mark.parametrize("parameters", ODD)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_odd_input_gets_a_file(reference: None, client, parameters: dict[str, str], form: str) -> None:
    response = client.get(f"/en/reports/registry/{form}/", parameters)

    assert response.status_code == 200
    assert len(b"".join(response.streaming_content)) > 100


def test_several_values_of_a_facet_are_kept_in_the_address(reference: None, client) -> None:
    build.registered(1)
    build.registered(2, region_id=build.ALMATY)
    build.registered(3, region_id="150000000")

    html = client.get(LIST, {"region": [build.ALMATY, build.ASTANA], "annual": ["filed", "missing"]}).content.decode()

    assert rows(html) == ["Invented Fund 1", "Invented Fund 2"]
    assert {value for value, (checked, _) in boxes(html, "region").items() if checked} == {build.ALMATY, build.ASTANA}
    assert insets(html) == []


def test_the_map_and_its_table_lead_to_each_region(reference: None, client) -> None:
    build.registered(1)
    build.registered(2, region_id=build.ALMATY)

    html = client.get(LIST, {"q": "invented", "region": build.ASTANA, "after": "x"}).content.decode()

    tile = re.search(r'<a class="cp-map__tile [^"]*" href="([^"]+)" aria-label="Almaty 1: Almaty">', html)
    assert tile[1] == f"?q=invented&amp;region={build.ALMATY}#results"
    assert re.search(
        r'class="cp-map__tile cp-map__tile--5 cp-map__tile--chosen" href="[^"]+" aria-label="Astana 1: Astana"', html
    )
    table = html.split('class="cp-map__table"')[1].split("</table>")[0]
    assert len(re.findall(r"<tr><th scope=\"row\"><a", table)) == 20
    assert (
        f'<a class="govuk-link" href="?q=invented&amp;region={build.ALMATY}#results">Almaty</a></th><td class="num">1<'
        in table
    )
    assert " style=" not in html


def test_public_money_is_shown_where_it_is_the_order(reference: None, client) -> None:
    build.registered(1)

    html = client.get(LIST, {"sort": "money"}).content.decode()
    newest = client.get(LIST, {"sort": "newest"}).content.decode()

    assert '<td class="num">0\u00a0₸</td>' in html
    assert "<td>5 May 2020</td>" in newest
