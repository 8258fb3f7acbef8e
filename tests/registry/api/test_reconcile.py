from __future__ import annotations

import json
from typing import Any

import pytest

from registry.choices import LegalForm
from registry.models import Organisation
from registry.visibility import PERSONAL
from tests.builders import registry as build
from tests.factories.registry import demo_bin

pytestmark = pytest.mark.django_db
SERVICE = "/reconcile/"


@pytest.fixture(autouse=True)
def _reference(reference: None) -> None:
    """Regions and spheres."""


def young(serial: int = 1, **values: Any):
    names = {"name_kk": "«Жас Ұлан» РҚБ", "name_ru": "РОО «Жас Ұлан»", "name_en": ""}
    return build.registered(serial, **(names | {"legal_form": LegalForm.PUBLIC_ASSOCIATION} | values))


def asked(client, **queries: Any) -> dict[str, Any]:
    response = client.post(f"{SERVICE}?lang=en", {"queries": json.dumps(queries)})
    assert response.status_code == 200, response.content
    return {key: answer["result"] for key, answer in response.json().items()}


def test_the_manifest_says_what_the_service_can(client) -> None:
    response = client.get(SERVICE, {"lang": "en"})

    told = response.json()
    assert (told["versions"], response["Access-Control-Allow-Origin"]) == (["0.2"], "*")
    assert told["view"]["url"] == "http://testserver/reconcile/en/view/{{id}}/"
    assert told["suggest"]["entity"] == {
        "service_url": "http://testserver/reconcile/en/suggest/entities/",
        "service_path": "",
    }
    assert {"name", "identifierSpace", "schemaSpace", "preview", "extend", "defaultTypes"} <= set(told)


def test_a_name_is_matched_in_any_alphabet(client) -> None:
    ours = young()
    build.registered(2)

    found = asked(
        client, a={"query": "жас улан"}, b={"query": "Jas Ulan"}, c={"query": "ОО Ұлан Жас"}, d={"query": "Ничто"}
    )

    identifier = f"KZ-BIN-{ours.bin}"
    assert [[one["id"], one["score"], one["match"]] for one in found["a"]] == [[identifier, 100.0, True]]
    assert [[one["id"], one["score"], one["match"]] for one in found["b"]] == [[identifier, 100.0, True]]
    # Another form of the same kind in the list costs little; the words are there in another order.
    assert [[one["id"], one["score"], one["match"]] for one in found["c"]] == [[identifier, 97.0, True]]
    assert found["d"] == []
    assert found["a"][0] == {
        "id": identifier,
        "name": "РОО «Жас Ұлан»",
        "description": f"Public association · Astana · {ours.bin}",
        "type": [{"id": "public_association", "name": "Public association"}],
        "score": 100.0,
        "match": True,
        "features": [{"id": "name_similarity", "value": 1.0}],
    }


def test_a_number_is_matched_in_both_ways_of_writing(client) -> None:
    ours = young()

    found = asked(client, a={"query": ours.bin}, b={"query": f"KZ-BIN-{ours.bin}"}, c={"query": demo_bin(77)})

    assert [(one["id"], one["score"], one["match"]) for one in found["a"] + found["b"]] == [
        (f"KZ-BIN-{ours.bin}", 100.0, True),
        (f"KZ-BIN-{ours.bin}", 100.0, True),
    ]
    assert found["c"] == []


def test_namesakes_are_no_match_until_the_list_says_which(client) -> None:
    astana, almaty = young(), young(2, region_id=build.ALMATY)
    region = {"pid": "region", "v": "г. Алматы"}

    found = asked(
        client,
        a={"query": "Жас Ұлан"},
        b={"query": "Жас Ұлан", "properties": [region]},
        c={"query": "Жас Ұлан", "properties": [{"pid": "bin", "v": f"KZ-BIN-{astana.bin}"}]},
        d={"properties": [{"pid": "bin", "v": almaty.bin}]},
    )

    assert [(one["score"], one["match"]) for one in found["a"]] == [(100.0, False), (100.0, False)]
    assert [(one["id"][7:], one["score"], one["match"]) for one in found["b"]] == [
        (almaty.bin, 100.0, True),
        (astana.bin, 85.0, False),
    ]
    assert [(one["id"][7:], one["score"], one["match"]) for one in found["c"]] == [
        (astana.bin, 100.0, True),
        (almaty.bin, 40.0, False),
    ]
    assert [(one["id"][7:], one["match"]) for one in found["d"]] == [(almaty.bin, True)]


def test_a_region_in_kazakh_counts_as_well_as_its_code(client) -> None:
    astana, almaty = young(), young(2, region_id=build.ALMATY)

    found = asked(client, a={"query": "Жас Ұлан", "properties": [{"pid": "region", "v": {"id": build.ALMATY}}]})

    assert [(one["id"][7:], one["score"], one["match"]) for one in found["a"]] == [
        (almaty.bin, 100.0, True),
        (astana.bin, 85.0, False),
    ]


def test_a_town_that_the_list_adds_does_not_hide_the_name(client) -> None:
    young(name_kk="", name_ru="ОФ «Молодая гвардия Карагандинской степи»")

    found = asked(client, a={"query": "Молодая гвардия Карагандинской степи город Темиртау"})

    assert [(one["name"], one["match"]) for one in found["a"]] == [("ОФ «Молодая гвардия Карагандинской степи»", False)]


def test_a_type_may_be_a_wish_or_a_condition(client) -> None:
    young()

    found = asked(
        client,
        wish={"query": "Жас Ұлан", "type": "public_fund"},
        condition={"query": "Жас Ұлан", "type": ["public_fund"], "type_strict": "any"},
        any={"query": "Жас Ұлан", "type": "organisation", "type_strict": "any"},
    )

    assert [(one["score"], one["match"]) for one in found["wish"]] == [(85.0, False)]
    assert found["condition"] == []
    assert [(one["score"], one["match"]) for one in found["any"]] == [(100.0, True)]


def test_as_many_as_asked_for(client) -> None:
    for serial in range(1, 5):
        young(serial)

    found = asked(client, a={"query": "Жас Ұлан", "limit": 2}, b={"query": "Жас Ұлан"})

    assert (len(found["a"]), len(found["b"])) == (2, 4)


def extended(client, ids: list[str], names: list[str]) -> dict[str, Any]:
    extend = {"ids": ids, "properties": [{"id": name} for name in names]}
    return client.post(f"{SERVICE}?lang=en", {"extend": json.dumps(extend)}).json()


def test_columns_are_fetched_for_what_was_matched(client) -> None:
    ours = young(spheres=(3, 10))
    identifier = f"KZ-BIN-{ours.bin}"

    told = extended(
        client, [identifier, "KZ-BIN-000000000000"], ["bin", "region", "spheres", "registered_on", "website"]
    )

    assert [one["id"] for one in told["meta"]] == ["bin", "region", "spheres", "registered_on", "website"]
    assert told["rows"] == {
        identifier: {
            "bin": [{"str": ours.bin}],
            "region": [{"str": "Astana"}],
            "spheres": [{"int": 3}, {"int": 10}],
            "registered_on": [{"date": "2020-05-05T00:00:00"}],
            "website": [],
        },
        "KZ-BIN-000000000000": {name: [] for name in ("bin", "region", "spheres", "registered_on", "website")},
    }


@pytest.mark.parametrize("count", [1, 3])
def test_columns_are_fetched_with_a_constant_number_of_queries(client, django_assert_num_queries, count: int) -> None:
    ids = [f"KZ-BIN-{young(serial).bin}" for serial in range(1, count + 1)]

    with django_assert_num_queries(4):
        told = extended(client, ids, ["bin"])

    assert sorted(told["rows"]) == sorted(ids)


def test_nothing_personal_can_be_fetched(client) -> None:
    ours = young(private_phone="+7 700 000 00 00", private_address="Home 1")
    Organisation.objects.update(head_iin="990101500016")

    told = extended(client, [f"KZ-BIN-{ours.bin}"], [*PERSONAL, "bin"])
    found = asked(client, a={"query": "Жас Ұлан", "properties": [{"pid": "head_iin", "v": "990101500016"}]})

    assert told["rows"] == {f"KZ-BIN-{ours.bin}": {"bin": [{"str": ours.bin}]}}
    # A property that is not public neither agrees nor contradicts: guessing an IIN tells nothing.
    assert found["a"][0]["features"] == [{"id": "name_similarity", "value": 1.0}]


def test_suggestions_come_by_the_beginning(client) -> None:
    ours = young()

    def names(kind: str, prefix: str) -> list[str]:
        response = client.get(f"{SERVICE}suggest/{kind}/", {"prefix": prefix, "lang": "en"})
        return [one["id"] for one in response.json()["result"]]

    assert names("entities", "Жас Ұл") == names("entities", ours.bin[:8]) == [f"KZ-BIN-{ours.bin}"]
    assert names("entities", "") == []
    assert names("types", "public f") == ["public_fund"]
    assert names("properties", "region") == ["region"]
    proposed = client.get(f"{SERVICE}properties/", {"type": "public_fund", "limit": "2", "lang": "en"}).json()
    assert proposed == {
        "type": "public_fund",
        "properties": [{"id": "bin", "name": "BIN"}, {"id": "name_kk", "name": "Name in Kazakh"}],
    }


def test_openrefine_walks_from_the_address_to_new_columns(client) -> None:
    """Its own steps: it reads the manifest, guesses the type of a column, matches it, and asks for more columns. It
    puts the parts of an address together as texts and adds its questions behind a mark of its own."""
    head = young(description="Plants trees")
    facts = {"bin": "450741000429", "legal_form": LegalForm.BRANCH, "parent": head, "name_ru": "Филиал в Алматы"}
    branch = young(2, **facts, is_charity=True, sdgs=[4, 13])

    manifest = client.get(f"{SERVICE}kk/").json()

    def address(part: dict[str, str]) -> str:
        return (part["service_url"] + part["service_path"]).removeprefix("http://testserver")

    guessed = client.post(
        f"{SERVICE}kk/", {"queries": json.dumps({f"q{place}": {"query": "Жас Ұлан", "limit": 3} for place in range(3)})}
    ).json()
    assert {key: answer["result"][0]["type"][0]["id"] for key, answer in guessed.items()} == dict.fromkeys(
        ("q0", "q1", "q2"), "public_association"
    )
    # A service that speaks JSONP hands its answer to the function that is named.
    proposed = client.get(f"{address(manifest['extend']['propose_properties'])}?type=organisation&callback=jQuery1_2")
    text = proposed.content.decode()
    assert (proposed["Content-Type"], text[:16], text[-2:]) == (
        "text/javascript; charset=utf-8", "/**/jQuery1_2({\"", ");",
    )  # fmt: skip
    names = {one["id"]: one["name"] for one in json.loads(text[14:-2])["properties"]}
    assert (names["region"], {"kato", "parent", "is_charity", "sdgs", "founders"} <= set(names)) == ("Өңір", True)
    for wrong in ("alert(1)", "a" * 200, "</script>"):
        asked_wrongly = client.get(f"{SERVICE}kk/", {"callback": wrong})
        assert asked_wrongly["Content-Type"] == "application/json"
    typed = client.get(f"{address(manifest['suggest']['property'])}?prefix=өңі&type=organisation").json()
    assert [one["id"] for one in typed["result"]] == ["region"]
    told = extended(client, [f"KZ-BIN-{branch.bin}"], ["parent", "is_charity", "sdgs", "has_volunteers", "founders"])
    assert told["rows"][f"KZ-BIN-{branch.bin}"] == {
        "parent": [{"id": f"KZ-BIN-{head.bin}", "name": head.name_ru}],
        "is_charity": [{"bool": True}],
        "sdgs": [{"int": 4}, {"int": 13}],
        "has_volunteers": [{"bool": False}],
        "founders": [],
    }
    shown = client.get(manifest["preview"]["url"].replace("{{id}}", f"KZ-BIN-{head.bin}"))
    assert (shown.status_code, "Plants trees" in shown.content.decode()) == (200, True)
    assert (manifest["preview"]["width"], manifest["preview"]["height"]) == (420, 260)


def test_what_a_record_does_not_say_contradicts_nothing(client) -> None:
    ours = young(website="")

    found = asked(
        client,
        a={"query": "Жас Ұлан", "properties": [{"pid": "website", "v": "https://example.kz"}]},
        b={"query": "Жас Ұлан", "properties": [{"pid": "status", "v": "suspended"}]},
    )

    assert [(one["id"], one["score"]) for one in found["a"]] == [(f"KZ-BIN-{ours.bin}", 100.0)]
    assert found["b"][0]["score"] == 85.0


def test_a_record_without_a_number_is_known_by_its_key(client) -> None:
    nameless = young(bin=None, status="no_bin")

    found = asked(client, a={"query": "Жас Ұлан"})["a"][0]

    assert found["id"] == f"KZ-PORTAL-{nameless.pk}"
    assert client.get(f"{SERVICE}view/{found['id']}/?lang=en").url == f"/en/registry/no-bin/{nameless.pk}/"


def test_an_identifier_leads_to_the_card_and_to_a_preview(client) -> None:
    ours = young()

    card = client.get(f"{SERVICE}view/KZ-BIN-{ours.bin}/?lang=ru")
    preview = client.get(f"{SERVICE}preview/KZ-BIN-{ours.bin}/?lang=ru")

    assert (card.status_code, card.url) == (302, f"/ru/registry/{ours.bin}/")
    assert (preview.status_code, "X-Frame-Options" in preview) == (200, False)
    assert "frame-ancestors *" in preview["Content-Security-Policy"]
    assert "Жас Ұлан" in preview.content.decode()
    assert client.get(f"{SERVICE}view/KZ-BIN-{demo_bin(99)}/").status_code == 404
    assert client.get(f"{SERVICE}view/KZ-PORTAL-{'9' * 30}/").status_code == 404


@pytest.mark.parametrize(
    "queries",
    [
        "{",
        "[]",
        "[" * 100_000,
        '{"a": 1}',
        '{"a": {"query": 1}}',
        '{"a": {}}',
        '{"a": {"query": "x", "limit": -1}}',
        '{"a": {"query": "x", "limit": Infinity}}',
        '{"a": {"query": "x", "limit": true}}',
        '{"a": {"query": "x", "type": 5}}',
        '{"a": {"query": "x", "properties": {"pid": "bin"}}}',
        '{"a": {"query": "x", "properties": [{"v": 1}]}}',
        json.dumps({str(number): {"query": "x"} for number in range(101)}),
    ],
)
def test_what_is_not_of_the_protocol_is_refused_with_a_sentence(client, queries: str) -> None:
    response = client.post(f"{SERVICE}?lang=en", {"queries": queries})

    assert (response.status_code, response.json()["status"]) == (400, "error")
    assert response.json()["message"].endswith(".")


@pytest.mark.parametrize(
    "extend", ["[]", '{"ids": [1], "properties": []}', '{"ids": [], "properties": {}}', '{"ids": ["x"]}']
)
def test_a_wrong_request_for_columns_is_refused(client, extend: str) -> None:
    assert client.post(SERVICE, {"extend": extend}).status_code == 400


@pytest.mark.parametrize("text", ["\x00", "%_\\", "«»\"'", "🌳", "a" * 10_000, "(.*)+", "' OR 1=1 --", "9" * 40])
def test_odd_texts_find_nothing_and_break_nothing(client, text: str) -> None:
    young()

    assert asked(client, a={"query": text})["a"] == []
    assert client.get(f"{SERVICE}suggest/entities/", {"prefix": text}).json() == {"result": []}


def test_people_read_how_to_use_it(client) -> None:
    text = client.get("/en/registry/matching/").content.decode()

    assert "http://testserver/reconcile/en/" in text
