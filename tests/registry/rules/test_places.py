from __future__ import annotations

import pytest

from foundation.core.errors import Invalid
from registry.actions import organisations
from registry.models import KatoUnit, Region
from registry.models.places import codes_above, level_of
from registry.rules.places import kato_faults
from tests.builders import registry as build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("code", "level"),
    [("100000000", 1), ("101000000", 2), ("101033000", 3), ("101033102", 4), ("100000100", 4), ("100033000", 3)],
)
def test_the_level_is_told_by_the_trailing_zeros(code: str, level: int) -> None:
    assert level_of(code) == level


def test_the_units_above_end_in_zeros() -> None:
    assert codes_above("101033102") == ["100000000", "101000000", "101033000", "101033102"]
    assert codes_above("101000000") == ["100000000", "101000000"]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("71", "A KATO code has exactly 9 digits."),
        ("٧١١١١٠٠٠٠", "A KATO code has exactly 9 digits."),
        ("101033102", "The first two digits of the KATO code are not those of the region."),
    ],
)
def test_a_code_of_another_region_is_refused_at_its_field(reference: None, code: str, sentence: str) -> None:
    organisation = build.registered()

    with pytest.raises(Invalid) as refused:
        organisations.update(organisation=organisation, values={"kato": code}, by=build.officer())

    assert [(str(one.message), one.field, one.rule) for one in refused.value.faults] == [(sentence, "kato", "R07")]


def test_moving_to_another_region_asks_for_another_code(reference: None) -> None:
    organisation = build.registered(kato="711110000")

    with pytest.raises(Invalid, match="not those of the region"):
        organisations.update(
            organisation=organisation, values={"region": Region.objects.get(pk=build.ALMATY)}, by=build.officer()
        )


def test_where_the_classifier_is_loaded_the_code_is_one_of_it(reference: None) -> None:
    organisation = build.registered()
    organisation.kato = "711110000"
    assert kato_faults(organisation) == []

    KatoUnit.objects.create(code="711210000", name_kk="а", name_ru="а", level=3, parent_id=build.ASTANA)

    assert [str(fault.message) for fault in kato_faults(organisation)] == [
        "The classifier has no unit with this code. Check the digits."
    ]
    organisation.kato = "711210000"
    assert kato_faults(organisation) == []
