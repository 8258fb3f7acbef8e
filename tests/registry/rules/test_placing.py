"""Places of what people say: in the country or refused, coarse, and drawn where they are."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.models import KatoUnit
from registry.rules.placing import Place, Typed, place_of
from registry.scoring.geography import CENTRES, COUNTRY, frame_of, is_inside
from tests.factories.registry import RegionFactory

HERE = [(51.169, 71.449), (43.238, 76.946), (43.652, 51.157), (54.875, 69.163), (46.98, 85.0), (44.16, 80.0)]
ELSEWHERE = {
    "Moscow": (55.755, 37.617),
    "Novosibirsk": (55.03, 82.92),
    "Omsk": (54.99, 73.37),
    "Ufa": (54.73, 55.97),
    "Urumqi": (43.82, 87.62),
    "Samarkand": (39.65, 66.96),
    "Nukus": (42.46, 59.61),
    "Naryn": (41.43, 75.99),
    "Baku": (40.41, 49.87),
    "nowhere": (0.0, 0.0),
    "the pole": (90.0, 70.0),
}


@pytest.mark.parametrize("point", [*HERE, *CENTRES.values()])
def test_places_of_the_country_are_inside(point: tuple[float, float]) -> None:
    assert is_inside(point)


@pytest.mark.parametrize("point", ELSEWHERE.values(), ids=ELSEWHERE)
def test_places_elsewhere_are_refused(point: tuple[float, float]) -> None:
    latitude, longitude = map(Decimal, map(str, point))

    place, faults = place_of(Typed(latitude=latitude, longitude=longitude))

    assert (place, [(fault.field, str(fault.message)) for fault in faults]) == (
        Place(),
        [("latitude", "This point is not in Kazakhstan.")],
    )


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        (Typed(latitude=Decimal(43)), "longitude", "Enter the longitude too"),
        (Typed(longitude=Decimal(76)), "latitude", "Enter the latitude too"),
        (Typed(latitude=Decimal("76.9"), longitude=Decimal("43.2")), "latitude", "have changed places"),
        (Typed(place="Abai"), "region", "Choose the region"),
    ],
)
def test_half_a_place_is_refused_at_its_field(typed: Typed, field: str, words: str) -> None:
    (fault,) = place_of(typed)[1]

    assert (fault.field, words in str(fault.message)) == (field, True)


def test_a_point_is_kept_to_a_hundred_metres() -> None:
    place, faults = place_of(Typed(latitude=Decimal("43.238949"), longitude=Decimal("76.889709")))

    assert (place, faults) == (Place("", Decimal("43.239"), Decimal("76.890")), [])


@pytest.mark.django_db
def test_a_unit_is_found_by_its_name_or_code_and_the_region_alone_is_enough() -> None:
    region = RegionFactory()
    names = {"name_kk": "Астана қаласы", "name_ru": "г. Астана"}
    city, _is_new = KatoUnit.objects.get_or_create(code=region.pk, defaults=names | {"level": 1})
    KatoUnit.objects.create(code="711110000", name_kk="Алматы ауданы", name_ru="район Алматы", level=2, parent=city)

    found = [place_of(Typed(region=region, place=place)) for place in ("район Алматы", "711110000", "", "Nowhere")]

    assert [(place.kato, len(faults)) for place, faults in found] == [
        ("711110000", 0),
        ("711110000", 0),
        (region.pk, 0),
        (region.pk, 1),
    ]


@given(st.lists(st.sampled_from(list(CENTRES.values())), max_size=4), st.floats(-0.2, 0.2), st.floats(-0.2, 0.2))
def test_every_point_is_in_its_frame_and_in_the_picture(
    towns: list[tuple[float, float]], north: float, east: float
) -> None:
    points = [(town[0] + north, town[1] + east) for town in towns]
    frame = frame_of(points)

    assert all(frame.holds(point) for point in points)
    assert all(0 <= x <= frame.WIDTH and 0 <= y <= frame.height for x, y in map(frame.place, points))
    assert 0 < frame.bar <= frame.WIDTH / 3
    assert (frame == COUNTRY) or frame.east - frame.west <= 16
