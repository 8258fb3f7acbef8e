from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import formset_factory
from django.http import QueryDict
from django.utils import translation

from foundation.core.calendar import ALMATY
from foundation.core.forms import (
    DateField,
    MomentField,
    MoneyField,
    NumberField,
    ReasonForm,
    RowFormSet,
    UploadField,
    plain_number,
    with_row_action,
)


def said(field: forms.Field, value: Any) -> list[str]:
    with pytest.raises(forms.ValidationError) as caught:
        field.clean(value)
    return caught.value.messages


# Money and numbers


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("500000", "500000.00"),
        ("500 000", "500000.00"),
        ("500\xa0000,50\xa0₸", "500000.50"),
        ("500\u202f000,5", "500000.50"),
        ("500,000.50", "500000.50"),
        ("500.000,50", "500000.50"),
        ("500.000", "500000.00"),
        ("1,500,000", "1500000.00"),
        ("0,5", "0.50"),
        ("12,50", "12.50"),
    ],
)
def test_money_is_taken_as_people_write_it(typed: str, expected: str):
    amount = MoneyField().clean(typed)

    assert str(amount) == expected
    assert isinstance(amount, Decimal)


@pytest.mark.parametrize("typed", ["пятьсот", "5 тыс", "1,2,3,", "--5", "NaN", "1.5.5"])
def test_money_refuses_words(typed: str):
    assert said(MoneyField(), typed) == ["Enter an amount in tenge, like 500 000."]


def test_money_refuses_less_than_a_tiyn_and_less_than_nothing():
    assert said(MoneyField(), "10,123 4") == ["Ensure that there are no more than 2 decimal places."]
    assert said(MoneyField(), "-5") == ["Ensure this value is greater than or equal to 0."]
    assert said(MoneyField(), "9" * 40) != []


def test_optional_money_may_be_empty():
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize(("language", "shown"), [("kk", "500\xa0000"), ("en", "500,000")])
def test_money_is_shown_again_in_groups_and_can_be_read_back(language: str, shown: str):
    with translation.override(language):
        assert MoneyField().prepare_value(Decimal("500000.00")) == shown
        assert MoneyField().clean(shown) == Decimal("500000.00")
    assert MoneyField().prepare_value("пять") == "пять"


def test_number_takes_comma_and_point():
    field = NumberField(max_digits=5, decimal_places=2)

    assert field.clean("87,5") == field.clean(" 87.5 ") == Decimal("87.5")
    assert said(field, "много") == ["Enter a number."]
    assert field.prepare_value(Decimal("87.50")) == "87.5"
    with translation.override("ru"):
        assert field.prepare_value(Decimal("87.50")) == "87,5"
    assert field.prepare_value("много") == "много"


@pytest.mark.parametrize("text", ["", "1e5", "1.5.5", "1,2,3", "1,000,00", "0,000,000"])
def test_plain_number_is_sure_or_says_so(text: str):
    assert plain_number(text) == "?"


# Dates


def test_date_is_made_of_its_parts():
    assert DateField().clean(["1", " 7 ", "2022"]) == dt.date(2022, 7, 1)
    assert DateField(required=False).clean(["", None, " "]) is None


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (["", "", ""], "Enter the day, month and year."),
        (None, "Enter the day, month and year."),
        (["1", "", "2022"], "The date must have a day, a month and a year."),
        (["31", "2", "2022"], "There is no such day. Check the day, month and year."),
        (["one", "2", "2022"], "There is no such day. Check the day, month and year."),
        (["1", "2", "22"], "There is no such day. Check the day, month and year."),
        (["1", "2", "99999999999999999999"], "There is no such day. Check the day, month and year."),
    ],
)
def test_date_says_what_is_wrong(parts: list[str] | None, sentence: str):
    assert said(DateField(), parts) == [sentence]


def test_moment_is_aware_and_in_almaty():
    moment = MomentField().clean(["20", "6", "2022", "18.00"])

    assert moment == dt.datetime(2022, 6, 20, 18, 0, tzinfo=ALMATY)
    assert moment.utcoffset() == dt.timedelta(hours=6)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (["20", "6", "2022", ""], "Enter all of the day, month, year and time."),
        (["20", "6", "2022", "25:00"], "Enter the time as hours and minutes, like 18:00."),
        (["31", "6", "2022", "18:00"], "There is no such day. Check the day, month and year."),
    ],
)
def test_moment_says_what_is_wrong(parts: list[str], sentence: str):
    assert said(MomentField(), parts) == [sentence]


def test_dates_know_whether_they_changed():
    day, moment = dt.date(2022, 7, 1), dt.datetime(2022, 6, 20, 12, 0, tzinfo=dt.UTC)

    assert DateField().has_changed(day, ["1", "7", "2022"]) is False
    assert DateField().has_changed(day, ["2", "7", "2022"]) is True
    assert DateField().has_changed(None, ["", "", ""]) is False
    assert MomentField().has_changed(moment, ["20", "6", "2022", "18:00"]) is False
    assert MomentField().has_changed(None, None) is True
    assert DateField().widget.id_for_label("id_x") == "id_x_0"


# Files


def upload(name: str, size: int = 10) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"x" * size)


def test_upload_is_limited_by_name_and_size():
    field = UploadField(accept=[".PDF", "docx"], max_bytes=100)

    assert field.clean(upload("a.PDF")).name == "a.PDF"
    assert said(field, upload("a.exe")) == ["The file must be one of these types: PDF, DOCX."]
    assert said(field, upload("pdf")) == ["The file must be one of these types: PDF, DOCX."]
    assert said(field, upload("a.pdf", 101)) == ["The file must be smaller than 100\xa0bytes."]
    assert said(field, upload("a.pdf", 0)) == ["The file is empty. Choose another file."]
    assert said(field, None) == ["Choose a file."]
    assert UploadField(required=False).clean(None) is None
    assert UploadField().clean(upload("anything")).name == "anything"


# Rows


class LineForm(forms.Form):
    name = forms.CharField()
    amount = forms.IntegerField()


LineFormSet = formset_factory(
    LineForm, formset=RowFormSet, extra=0, min_num=1, validate_min=True, max_num=3, can_delete=True
)


def posted(*names: str, action: str = "", initial: int = 0, **more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"lines-TOTAL_FORMS": str(len(names)), "lines-INITIAL_FORMS": str(initial)})
    for index, name in enumerate(names):
        data.update({f"lines-{index}-name": name, f"lines-{index}-amount": str(index)})
    if action:
        data["row-action"] = action
    data.update(more)
    return data


def names(formset: Any) -> list[str]:
    return [form["name"].value() for form in formset.forms]


def test_rows_are_ordinary_without_a_row_button():
    rows = LineFormSet(posted("a", "b"), prefix="lines")

    assert rows.rows_changed is False
    assert rows.is_valid() is True


def test_added_row_is_empty_and_shows_no_error():
    rows = LineFormSet(posted("", "b", action="add:lines"), prefix="lines")

    assert names(rows) == ["", "b", None]
    assert rows.rows_changed is True
    assert rows.is_valid() is False
    assert rows.errors == []
    assert list(rows.non_form_errors()) == []
    assert [form.errors for form in rows.forms] == [{}, {}, {}]


def test_no_more_rows_than_allowed():
    assert len(LineFormSet(posted("a", "b", "c", action="add:lines"), prefix="lines").forms) == 3


def test_removed_row_is_gone_and_the_others_move_up():
    rows = LineFormSet(posted("a", "b", "c", action="remove:lines:1"), prefix="lines")

    assert names(rows) == ["a", "c"]
    assert [form["amount"].value() for form in rows.forms] == ["0", "2"]


def test_stored_row_keeps_its_place_and_is_marked():
    rows = LineFormSet(posted("a", "b", action="remove:lines:0", initial=2), prefix="lines")

    assert names(rows) == ["a", "b"]
    assert [form["DELETE"].value() for form in rows.forms] == [True, False]


@pytest.mark.parametrize("action", ["add:other", "remove:other:0", "burn:lines", "", "add"])
def test_button_of_another_table_changes_nothing(action: str):
    data = posted("a", action=action)

    assert with_row_action(data, "lines", 3) == (data, False)


@pytest.mark.parametrize("action", ["remove:lines:9", "remove:lines:x", "remove:lines:-1"])
def test_row_that_is_not_there_cannot_be_removed(action: str):
    assert names(LineFormSet(posted("a", action=action), prefix="lines")) == ["a"]


def test_ill_formed_counts_are_taken_for_none():
    changed, was = with_row_action(posted(action="add:lines", **{"lines-TOTAL_FORMS": "x"}), "lines", 3)

    assert (changed["lines-TOTAL_FORMS"], was) == ("1", True)


def test_too_few_rows_are_told_in_words():
    rows = LineFormSet(posted(), prefix="lines")

    assert rows.is_valid() is False
    assert list(rows.non_form_errors()) == ["Fill in at least 1 row."]


def test_a_reason_is_asked_as_the_step_wants_it() -> None:
    plain, optional = ReasonForm({"reason": " "}), ReasonForm({"reason": ""}, needed=False)
    named = ReasonForm(label="Why it is changed", hint="Everybody reads it.")

    assert plain.errors == {"reason": ["Give the reason."]}
    assert optional.is_valid()
    assert (named["reason"].label, named["reason"].help_text, named.fields["reason"].required) == (
        "Why it is changed",
        "Everybody reads it.",
        True,
    )
    # One form leaves the next as it was.
    assert (ReasonForm()["reason"].label, ReasonForm()["reason"].help_text) == ("Reason", "")
    assert not ReasonForm({"reason": "x" * 2001}).is_valid()
