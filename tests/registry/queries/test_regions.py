from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.queries import public_names
from registry.queries.regions import PLACES, bands, region_map, shade
from tests.builders import registry as build


@pytest.mark.django_db
def test_every_region_has_a_place_of_its_own(reference: None) -> None:
    codes = {str(region.pk)[:2] for region in public_names().regions}

    assert codes == set(PLACES)
    assert len({place[:2] for place in PLACES.values()}) == 20
    assert {len({place[language] for place in PLACES.values()}) for language in (2, 3, 4)} == {20}


@pytest.mark.django_db
def test_tiles_tell_counts_and_what_is_chosen(reference: None) -> None:
    shown = region_map(public_names().regions, {build.ASTANA: 10, build.ALMATY: 1}, [build.ALMATY])
    tiles = {tile.code: tile for tile in shown.tiles}

    assert (tiles[build.ASTANA].number, tiles[build.ASTANA].shade, tiles[build.ASTANA].is_chosen) == (10, 5, False)
    assert (tiles[build.ALMATY].number, tiles[build.ALMATY].shade, tiles[build.ALMATY].is_chosen) == (1, 1, True)
    assert {tile.shade for code, tile in tiles.items() if code not in (build.ASTANA, build.ALMATY)} == {0}


@given(most=st.integers(0, 10**7), count=st.integers(0, 10**7))
def test_the_legend_says_of_each_count_the_shade_it_has(most: int, count: int) -> None:
    count = min(count, most)
    named = [band.shade for band in bands(most) if band.first <= count <= band.last]

    assert named == ([shade(count, most)] if count else [])
