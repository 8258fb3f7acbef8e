from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as some

from registry.choices import FundingKind
from registry.models import Body, Funding
from registry.queries.money import arranged

BODIES = [Body(code=f"b{number}", name_kk="", name_ru="", name_en=f"Body {number}") for number in range(3)]
AWARDS = some.builds(
    lambda tiyn, day, kind, payer, name, is_annulled: Funding(
        kind=kind,
        title="Trees",
        amount=Decimal(tiyn) / 100,
        decided_on=day,
        payer=payer,
        payer_name="" if payer else name,
        annulled_at=timezone.now() if is_annulled else None,
    ),
    some.integers(0, 10**15),
    some.dates(dt.date(2016, 1, 1), dt.date(2027, 12, 31)),
    some.sampled_from(FundingKind.values),
    some.sampled_from([*BODIES, None]),
    some.sampled_from(["Ministry", "Akimat"]),
    some.booleans(),
)


@given(some.lists(AWARDS, max_size=30))
def test_every_sum_is_the_sum_of_its_rows_to_the_tiyn(awards: list[Funding]) -> None:
    money = arranged(awards)

    counted = [one for one in awards if one.annulled_at is None]
    tiyn = sum(int(one.amount * 100) for one in counted)
    assert int(money.whole.total * 100) == tiyn
    for parts in (money.years, money.payers):
        assert sum(int(part.total * 100) for part in parts) == tiyn
        assert sum(len(part.rows) for part in parts) == len(counted)
        for part in parts:
            assert int(part.total * 100) == sum(int(row.amount * 100) for row in part.rows)
            assert sum(part.by_kind) == part.total
    assert len(money.annulled) + len(counted) == len(awards)


@given(some.lists(AWARDS, max_size=10), some.randoms())
def test_the_order_of_the_rows_changes_no_sum(awards: list[Funding], chance) -> None:
    before = arranged(awards)
    chance.shuffle(awards)
    after = arranged(awards)

    assert {part.name: part.total for part in before.payers} == {part.name: part.total for part in after.payers}
    assert [(part.name, part.total) for part in before.years] == [(part.name, part.total) for part in after.years]
