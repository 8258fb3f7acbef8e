from __future__ import annotations

import pytest

from registry.actions import founders, logos
from registry.actions.founders import Facts
from registry.choices import FounderKind
from registry.queries import cards, completeness
from registry.queries.completeness import WANTED
from tests.builders import files
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


def test_a_bare_record_misses_everything_but_its_spheres(reference: None, django_assert_num_queries) -> None:
    build.registered()
    organisation = cards().get()

    with django_assert_num_queries(0):
        found = completeness(organisation)

    assert (found.done, found.total, found.percent) == (1, 12, 8)
    assert [item.label for item in found.missing] == [
        "What the organisation does",
        "Goals by the charter",
        "Founders",
        "Head",
        "Public e-mail address",
        "Public phone number",
        "Public address",
        "Website",
        "Working languages",
        "Sustainable Development Goals",
        "Logo",
    ]
    assert all(item.why for item in found.missing)


def test_each_missing_fact_leads_to_its_field(reference: None, client) -> None:
    organisation = build.registered(spheres=())
    client.force_login(build.head_of(organisation))

    for item in completeness(cards().get()).missing:
        page, anchor = item.url.split("#")
        assert f'id="{anchor}"' in client.get(page).content.decode()


def test_a_full_record_misses_nothing(reference: None) -> None:
    names = [name for name, _why, _is_there, page in WANTED if page == "ngo-edit" and name != "spheres"]
    values = dict.fromkeys(names, "https://example.kz") | {"sdgs": [3], "languages": ["kk"]}
    organisation = build.registered(**values)
    founders.replace(organisation=organisation, founders=[Facts(kind=FounderKind.PERSON, name="A")], by=None)
    logos.put(organisation=organisation, upload=files.upload(files.png(), "logo.png"), by=None)

    found = completeness(cards().get())

    assert (found.done, found.total, found.percent, found.missing) == (12, 12, 100, [])
