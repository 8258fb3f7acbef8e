"""What an input that is made from the form of a page takes."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from foundation.api.inputs import of_form
from foundation.core.forms import MoneyField, NumberField


class PriceForm(forms.Form):
    price = MoneyField()
    points = NumberField(max_digits=6, decimal_places=4)
    count = forms.IntegerField()


def test_money_and_points_have_their_places_and_counts_have_none() -> None:
    sent = of_form(PriceForm)(data={"price": "1250.75", "points": "18.5", "count": 3})
    wrong = of_form(PriceForm)(data={"price": "dear", "points": "18.5", "count": "3.5"})

    assert sent.is_valid()
    assert sent.validated_data == {"price": Decimal("1250.75"), "points": Decimal("18.5"), "count": 3}
    assert not wrong.is_valid()
    assert set(wrong.errors) == {"price", "count"}
