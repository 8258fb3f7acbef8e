"""Boxes, shares and the formula of the price."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialorder.scoring import boxes, prices, shares

MONEY = st.decimals(min_value=1, max_value=10**9, places=2)


@given(st.binary(min_size=32, max_size=32))
def test_any_two_of_three_shares_restore_the_secret(secret: bytes) -> None:
    divided = shares.divide(secret)

    assert sorted(divided) == [1, 2, 3]
    for pair in combinations(divided.items(), 2):
        assert shares.restore(dict(pair)) == secret


def test_one_share_or_shares_of_two_divisions_restore_nothing() -> None:
    secret = boxes.new_secret()
    old, new = shares.divide(secret), shares.divide(secret)

    with pytest.raises(ValueError, match="two shares"):
        shares.restore({1: old[1]})
    assert shares.restore({1: old[1], 2: new[2]}) != secret
    with pytest.raises(ValueError, match="32 bytes"):
        shares.divide(b"short")


def test_sealed_box_opens_with_its_key_in_its_place_alone() -> None:
    secret = boxes.new_secret()
    box = boxes.seal(b"price 1", boxes.public_key(secret), "bid/a/1")

    assert boxes.unseal(box, secret, "bid/a/1") == b"price 1"
    for wrong, about in ((boxes.new_secret(), "bid/a/1"), (secret, "bid/b/1")):
        with pytest.raises(boxes.NotOpened):
            boxes.unseal(box, wrong, about)
    with pytest.raises(boxes.NotOpened):
        boxes.unseal("no box", secret, "bid/a/1")
    assert boxes.seal(b"price 1", boxes.public_key(secret), "bid/a/1") != box


def test_locked_box_and_codes() -> None:
    key = boxes.new_key()
    box = boxes.lock_up(b"draft", key, "draft/1")

    assert boxes.unlock(box, boxes.from_code(boxes.as_code(key).lower().replace("-", " ")), "draft/1") == b"draft"
    for wrong, about in ((boxes.new_key(), "draft/1"), (key, "draft/2")):
        with pytest.raises(boxes.NotOpened):
            boxes.unlock(box, wrong, about)
    for code in ("", "ABC1", boxes.as_code(key)[:-1] + "!", "AAAA"):
        with pytest.raises(boxes.NotOpened):
            boxes.from_code(code)


@given(MONEY, MONEY, st.integers(0, 100))
def test_lowest_price_gets_all_points_and_a_lower_one_never_fewer(one: Decimal, other: Decimal, most: int) -> None:
    lowest = min(one, other)
    points = {price: prices.price_points(price, lowest, Decimal(most)) for price in (one, other)}

    assert points[lowest] == most
    assert 0 <= points[max(one, other)] <= points[lowest]


def test_figures_beside_each_other() -> None:
    assert prices.price_points(Decimal(3), Decimal(2), Decimal(30)) == Decimal("20.00")
    assert prices.technical_points(Decimal(40), Decimal(50), Decimal(70)) == Decimal("56.00")
    assert prices.percent_of(Decimal(1), Decimal(3)) == Decimal("33.3")
    assert prices.is_low(Decimal("69.99"), Decimal(100), Decimal(70))
    assert not prices.is_low(Decimal(70), Decimal(100), Decimal(70))
    assert prices.spread([]) == {}
    assert prices.spread([Decimal(1), Decimal(4)]) == {
        "count": 2,
        "lowest": Decimal(1),
        "middle": Decimal("2.50"),
        "highest": Decimal(4),
    }
