from __future__ import annotations

import pytest

from registry.actions import duplicates, organisations
from registry.queries.former import former, replaced
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


def test_names_of_before_and_merged_records_are_told(reference: None, client) -> None:
    ours, other = build.registered(1, name_en="Old Name"), build.registered(2, name_en="Twin")
    officer = build.officer()
    for name in ("Older Name", "Old Name", "New Name"):
        organisations.update(organisation=ours, values={"name_en": name}, by=officer, reason="Decision 1")
    pair = duplicates.name_pair(one=ours, other=other, by=officer)
    duplicates.merge(pair=pair, keep=ours, reason="The same charter", by=officer)
    ours.refresh_from_db()

    told = former(ours)

    assert told.names == [("en", "Old Name"), ("en", "Older Name")]
    assert [record.bin for record in told.records] == [other.bin]
    assert (former(build.registered(3)).names, replaced(other.bin), replaced(ours.bin), replaced("45")) == (
        [], ours, None, None,
    )  # fmt: skip
    card = client.get(ours.get_absolute_url()).text
    assert all(text in card for text in ("Older Name", f"Twin (BIN {other.bin})"))
    # Who looks for the old number is led on, and so is its old address.
    found = client.get(f"/en/registry/?q={other.bin}").text
    assert f'is a part of another one now: <a class="govuk-link" href="{ours.get_absolute_url()}">New Name</a>' in found
    assert client.get(f"/en/registry/{other.bin}/").url == ours.get_absolute_url()
