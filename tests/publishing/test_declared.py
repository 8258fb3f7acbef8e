"""Nothing leaves in open data that is not declared public, and no number of a person, wherever it was typed."""

from __future__ import annotations

import io
import json
import re
from contextlib import suppress
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, models, transaction
from django.test import Client

from foundation.core import privacy
from foundation.core.screening import TAKEN_OUT, without_iin
from grants.models import Section
from publishing.management.commands import undeclared_fields
from publishing.opendata import datasets, declared, popolo
from publishing.opendata.declared import NotPublic, Public
from registry.models import Organisation
from registry.rules import identifiers as rules
from tests.builders import agreements, grants, opendata, registry
from tests.builders import councils as build_councils
from tests.factories.registry import OrganisationFactory
from tests.publishing.test_grants360 import past

IIN = "900101300123"
# What rows are found by in the same breath, not text: the database lets a number into it, and a reader would lose the way.
KEYS = ("reference", "slug", "page")
SPELLINGS = (IIN, "900101-300123", "900101 300 123", "9001 01\u00a0300123", f"ИИН {IIN}.", f"({IIN})", f"{IIN}\n{IIN}")


def test_every_field_of_every_model_is_declared() -> None:
    missing = {model._meta.label: names for model in declared.own_models() if (names := declared.undeclared(model))}
    assert missing == {}, "run manage.py undeclared_fields: it prints what to add to privacy.py of the room"
    assert declared.vanished() == []


def test_a_name_is_declared_once_and_nothing_is_public_by_silence() -> None:
    with pytest.raises(ValueError, match="twice: bin"):
        privacy.fields(public="bin", personal="bin name")
    said = privacy.fields(public="a", internal="b", personal="c", parts={"c": "d"})
    assert [said.kind(name) for name in "abcd"] == ["public", "internal", "personal", None]
    assert said.names == {"a", "b", "c"}


def test_the_command_prints_what_to_paste(monkeypatch, settings) -> None:
    out = io.StringIO()
    call_command("undeclared_fields", stdout=out)
    assert out.getvalue() == "every field is declared\n"
    said = declared.of_app("registry")
    monkeypatch.setitem(said, "Claim", privacy.fields(internal="id organisation", personal="gone"))
    monkeypatch.setitem(said, "Unheard", privacy.fields())
    declared.of.cache_clear()
    out = io.StringIO()
    try:
        with pytest.raises(CommandError, match="10 undeclared, 2 gone"):
            call_command("undeclared_fields", stdout=out)
    finally:
        declared.of.cache_clear()
    text = out.getvalue()
    assert '# registry/privacy.py\n    "Claim": fields(\n        internal="id organisation way status' in text
    assert 'personal="user' in text
    assert "# is there no more: registry.Claim.gone\n# is there no more: registry.Unheard\n" in text
    assert undeclared_fields._guess(Organisation._meta.get_field("phone")) == "personal"


@pytest.mark.django_db
def test_a_row_shows_what_is_public_and_refuses_the_rest() -> None:
    ngo = OrganisationFactory(head_iin=IIN, name_en=f"Fund of {IIN}", description="x" * 40)
    seen = Public(ngo)
    assert (seen.bin, seen.name_en, seen.region.code, seen.region_id) == (
        ngo.bin,
        f"Fund of {TAKEN_OUT}",
        ngo.region_id,
        ngo.region_id,
    )
    for name in ("head_iin", "head_name", "phone", "email", "logo", "logo_id", "created_at", "pk", "delete", "objects"):
        with pytest.raises(NotPublic):
            getattr(seen, name)
    for name in ("spheres", "bids", "memberships"):
        with pytest.raises(NotPublic, match="not chosen by the query"):
            seen.rows(name)
    with pytest.raises(NotPublic):
        seen.label("head_name")
    with pytest.raises(NotPublic):
        declared.column(Organisation, "head_iin")
    assert declared.column(Organisation, "region") == "region_id"
    assert seen.one("as_body") is None
    assert seen.named("name")["en"] == f"Fund of {TAKEN_OUT}"
    with pytest.raises(NotPublic):
        Public(Section(data={"problem": "x"})).part("data", "problem")
    with pytest.raises(NotPublic):
        Public(ngo).part("data", "problem")
    rows = {"rows": [{"kato": "190000000", "towns": "x"}, {"kato": ""}], "sdgs": "4"}
    assert Public(Section(data=rows)).part("data", "rows.kato") == ["190000000"]
    assert declared.cleaned({"a": [IIN, 1], "b": None}) == {"a": [TAKEN_OUT, 1], "b": None}


def test_a_model_that_says_nothing_shows_nothing() -> None:
    class Silent(models.Model):
        name = models.CharField(max_length=10)

        class Meta:
            app_label = "publishing"
            managed = False

        def __str__(self) -> str:
            return self.name

    try:
        assert declared.undeclared(Silent) == ["id", "name"]
        with pytest.raises(NotPublic):
            _shown = Public(Silent(name="x")).name
        with pytest.raises(NotPublic):
            Public(Silent(name="x")).part("name", "x")
    finally:
        from django.apps import apps  # noqa: PLC0415

        del apps.all_models["publishing"]["silent"]
        apps.clear_cache()


@pytest.mark.parametrize("text", SPELLINGS)
def test_numbers_of_people_go_and_numbers_of_organisations_stay(text: str) -> None:
    cleaned = without_iin(f"До {text} после, БСН 450140300004")
    assert "900101" not in cleaned
    assert "123" not in cleaned.replace("450140300004", "")
    assert cleaned.endswith("после, БСН 450140300004")
    assert without_iin(cleaned) == cleaned


@pytest.mark.parametrize(
    "text", ["450140300004", "1234567890123", "KZ900101300123", "a900101300123f", "901301300123", "900132300123", "2022-07-01"]
)  # fmt: skip
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert without_iin(text) == text


def plant() -> int:
    """The number of a person in every text that some field of open data may carry, as far as the database lets it in."""
    count = 0
    for model in dict.fromkeys([*datasets.all_models(), *popolo_models()]):
        for field in model._meta.fields:
            is_text = isinstance(field, models.CharField | models.TextField) and not field.primary_key
            if not is_text or field.name in KEYS:
                continue
            with suppress(DatabaseError), transaction.atomic():
                count += model.objects.update(**{field.name: SPELLINGS[count % 4]})
    return count


def popolo_models() -> list[Any]:
    from councils import models as councils  # noqa: PLC0415

    return [councils.AgendaItem, councils.Voter]


@pytest.mark.django_db
def test_no_package_carries_the_number_of_a_person() -> None:
    opendata.ordered()
    deal = agreements.paid()
    grants.call_at(slug="open-now", number_prefix="OPEN")
    past()
    council = build_councils.sitting(3)
    build_councils.decided(council, build_councils.opened(council, present=3), "ffa")
    registry.registered(1)
    assert plant() > 200
    assert re.sub(r"\D", "", Organisation.objects.first().name_kk) == IIN
    assert deal.agreement.pk

    found = {path: everything(path) for path in addresses()}

    for path, text in found.items():
        assert IIN not in re.sub(r"[ \t\u00a0.–-]", "", text), path
        for number in re.findall(r"(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])", text):
            # Whatever has twelve digits is the number of an organisation.
            assert number[4] in "456", (path, number)
    joined = "".join(found.values())
    assert joined.count(TAKEN_OUT) > 50
    assert rules.iin_faults(IIN, on=deal.agreement.created_at.date()) is not None


def addresses() -> list[str]:
    live = [file.live for dataset in datasets.DATASETS for file in dataset.files]
    return [*live, "/data/catalog.jsonld", "/common-grants/opportunities", "/en/data/", *popolo_addresses()]


def popolo_addresses() -> list[str]:
    return [f"/data/popolo/{name}.json" for name in popolo.LISTS]


def everything(path: str) -> str:
    answer = Client().get(path)
    assert answer.status_code == 200, path
    text: str = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
    return (
        json.dumps(json.loads(text), ensure_ascii=False)
        if "json" in answer["Content-Type"] and "jsonl" not in path
        else text
    )
