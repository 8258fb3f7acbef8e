from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.http import QueryDict
from django.utils.safestring import SafeString

from foundation.core import rendering, sentences
from foundation.core.forms import RowFormSet
from foundation.core.rendering import Problem, field_html
from tests.frontend.gallery import EveryForm, LineFormSet
from tests.frontend.test_tags import show


class PlainForm(forms.Form):
    title = forms.CharField(
        max_length=5, min_length=2, help_text="Short.", widget=forms.TextInput(attrs={"class": "own"})
    )
    mail = forms.EmailField(label="Letters to")
    site = forms.URLField(required=False, assume_scheme="https")
    count = forms.IntegerField(min_value=2, max_value=lambda: 9)
    share = forms.DecimalField(max_digits=3, decimal_places=1, required=False)
    region = forms.ChoiceField(choices=[("1", "One")])
    spheres = forms.MultipleChoiceField(choices=[("1", "One")], widget=forms.CheckboxSelectMultiple, required=False)
    agree = forms.BooleanField()
    hidden = forms.IntegerField(widget=forms.HiddenInput, required=False)
    custom = forms.CharField(error_messages={"required": "Name the custom."})

    def clean(self) -> None:
        raise ValidationError("These do not fit together.")


def plain(**data: Any) -> PlainForm:
    values = QueryDict(mutable=True)
    for name, value in data.items():
        values.setlist(name, value if isinstance(value, list) else [value])
    return PlainForm(values)


def told(form: Any) -> list[tuple[str, str]]:
    return [(problem.target, str(problem.text)) for problem in rendering.problems(form)]


def test_missing_answers_are_named():
    assert told(plain()) == [
        ("id_title", "Fill in «Title»."),
        ("id_mail", "Fill in «Letters to»."),
        ("id_count", "Fill in «Count»."),
        ("id_region", "Choose an answer: «Region»."),
        ("id_agree", "Tick «Agree»."),
        ("id_custom", "Name the custom."),
        ("id_title", "These do not fit together."),
    ]


def test_wrong_answers_say_what_would_be_right():
    form = plain(
        title="too long",
        mail="x",
        site="http://",
        count="77",
        share="123.45",
        region="2",
        spheres=["7"],
        agree="on",
        custom="\x00",
    )

    assert told(form) == [
        ("id_title", "Title: This is too long: 8 characters, and at most 5 are allowed."),
        ("id_mail", "Letters to: Enter an e-mail address, like name@example.kz."),
        ("id_site", "Site: Enter an address, like https://example.kz."),
        ("id_count", "Count: Enter 9 or less."),
        ("id_share", "Share: The number is too long."),
        ("id_region", "Region: Choose one of the answers on the list."),
        ("id_spheres_0", "Spheres: Choose only answers that are on the list."),
        ("id_custom", "Custom: Remove the invisible character from the text."),
        ("id_title", "These do not fit together."),
    ]


@pytest.mark.parametrize(
    ("count", "sentence"), [("1", "Count: Enter 2 or more."), ("x", "Count: Enter a whole number.")]
)
def test_numbers_out_of_range(count: str, sentence: str):
    assert dict(told(plain(count=count)))["id_count"] == sentence


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        ("1.25", "Share: Enter at most 1 digits after the decimal sign."),
        ("123", "Share: Enter at most 2 digits before the decimal sign."),
        ("half", "Share: Enter a number."),
    ],
)
def test_decimals_out_of_range(share: str, sentence: str):
    assert dict(told(plain(share=share)))["id_share"] == sentence


def test_error_of_a_hidden_field_has_no_link():
    assert Problem("Hidden: Enter a whole number.", "") in rendering.problems(plain(hidden="x"))


def test_sentence_that_names_its_field_is_not_prefixed():
    assert sentences.in_summary("Fill in «Title».", "title") == "Fill in «Title»."
    assert sentences.in_summary("Too long.", "") == "Too long."


def test_nothing_is_told_about_forms_that_were_not_sent():
    assert rendering.problems(PlainForm(), None, LineFormSet(prefix="lines")) == []
    assert show("{% form_errors form %}", form=PlainForm()) == ""


# One field


def test_field_is_described_by_hint_and_error():
    html = field_html(plain(title="too long")["title"])

    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'class="govuk-input govuk-input--error own"' in html
    assert 'value="too long"' in html
    assert "maxlength" not in html
    assert html.count('id="id_title_helptext"') == html.count('id="id_title_error"') == 1


def test_number_keeps_words_that_were_typed():
    html = field_html(plain(count="many")["count"])

    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html
    assert 'value="many"' in html
    assert ' min="' not in html
    assert 'inputmode="decimal"' in field_html(PlainForm()["share"])


def test_optional_is_said_only_where_it_helps():
    form = PlainForm()

    assert "(optional)" in field_html(form["site"])
    assert "(optional)" not in field_html(form["title"])
    assert "(optional)" not in field_html(form["site"], optional=False)
    form.mark_optional = False
    assert "(optional)" not in field_html(form["site"])


def test_options_of_a_field():
    html = field_html(PlainForm()["title"], label="Name", hint="", width=10, label_size="l", heading=True)

    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="id_title">Name' in html
    assert "govuk-input--width-10" in html
    assert "aria-describedby" not in html
    legend = field_html(EveryForm()["answer"], heading=True, label_size="m", inline=True)
    assert 'govuk-fieldset__legend--m"><h1 class="govuk-fieldset__heading">' in legend
    assert "govuk-radios--inline" in legend


def test_hidden_field_comes_out_bare():
    assert field_html(PlainForm()["hidden"]) == '<input type="hidden" name="hidden" id="id_hidden">'


def test_textarea_counts_unless_told_not_to():
    form = EveryForm()

    assert 'data-count="50"' in field_html(form["summary"], rows=8)
    assert 'rows="8"' in field_html(form["summary"], rows=8)
    assert "data-count" not in field_html(form["summary"], count=0)


def test_choices_keep_what_was_chosen():
    html = field_html(plain(spheres=["1"])["spheres"])

    assert 'id="id_spheres_0" name="spheres" value="1" checked' in html
    disabled = EveryForm()
    disabled.fields["answer"].disabled = True
    disabled.fields["title"].disabled = True
    assert field_html(disabled["answer"]).count(" disabled") == 2
    assert field_html(disabled["title"]).count(" disabled") == 1


def test_date_keeps_its_parts():
    form = EveryForm(QueryDict("starts_on_0=31&starts_on_1=2&starts_on_2=2026"))
    html = field_html(form["starts_on"])

    assert [part.split('"')[0] for part in html.split(' value="')[1:]] == ["31", "2", "2026"]
    assert html.count("govuk-input--error") == 3
    assert 'aria-describedby="id_starts_on_helptext id_starts_on_error"' in html


def test_file_carries_its_limits_and_five_sentences():
    html = field_html(EveryForm()["paper"], current=SafeString('<a href="/x/">old.pdf</a>'))

    assert 'data-accept="pdf docx" data-max-bytes="1024"' in html
    sentences_given = [
        name for name in ("wrong-type", "too-big", "empty", "wrong-content", "unreadable") if f'data-{name}="' in html
    ]
    assert len(sentences_given) == 5
    assert '<a href="/x/">old.pdf</a>' in html


def test_checkbox_shows_its_error_once():
    html = field_html(plain()["agree"])

    assert html.count("Tick «Agree».") == 1
    assert 'class="govuk-checkboxes__input' in html
    assert field_html(EveryForm(QueryDict("x=1"))["agree"]).count("All of them.") == 1


# Rows and titles


class LockedForm(forms.Form):
    name = forms.CharField()

    def clean(self) -> None:
        raise ValidationError("Never.")


def test_errors_of_rows_are_led_to_their_fields():
    data = QueryDict("lines-TOTAL_FORMS=1&lines-INITIAL_FORMS=0&lines-0-amount=x")

    assert told(LineFormSet(data, prefix="lines")) == [
        ("id_lines-0-name", "Fill in «Name»."),
        ("id_lines-0-amount", "Enter an amount in tenge, like 500 000."),
    ]


def test_row_as_a_whole_may_be_wrong():
    rows = formset_factory(LockedForm, formset=RowFormSet)(
        QueryDict("form-TOTAL_FORMS=1&form-INITIAL_FORMS=1&form-0-name=x")
    )
    html = show('{% formset_rows rows "Rows" hint="Some" %}', rows=rows)

    assert html.count("Never.") == 1
    assert html.count("Add a row") == 1


def test_changing_rows_hides_the_errors_of_the_whole_page():
    data = QueryDict("lines-TOTAL_FORMS=1&lines-INITIAL_FORMS=0&row-action=add:lines")
    form, lines = PlainForm(data), LineFormSet(data, prefix="lines")

    html = show(
        "{% title_prefix %}{% form_errors form lines %}{% fields form %}{% formset_rows lines 'Lines' %}",
        form=form,
        lines=lines,
    )

    assert form.is_bound is True
    assert "error" not in html.lower()
    assert html.count('class="cp-row"') == 2


def test_title_says_that_there_is_an_error():
    assert show("{% title_prefix %}|", form=plain()) == "Error: |"
    assert (
        show(
            "{% title_prefix %}|",
            lines=LineFormSet(QueryDict("lines-TOTAL_FORMS=0&lines-INITIAL_FORMS=0"), prefix="lines"),
        )
        == "Error: |"
    )
    assert show("{% title_prefix %}|", form=PlainForm(), other=1) == "|"


def test_stored_row_that_is_taken_away_stays_for_saving():
    data = QueryDict(
        "lines-TOTAL_FORMS=2&lines-INITIAL_FORMS=2&lines-0-name=a&lines-1-name=b&row-action=remove:lines:0"
    )

    html = show("{% formset_rows lines 'Lines' row_label='Line' %}", lines=LineFormSet(data, prefix="lines"))

    assert html.count('class="cp-row"') == 1
    assert '<input type="hidden" name="lines-0-name" value="a"' in html
    assert '<input type="hidden" name="lines-0-DELETE" value="True"' in html
    assert "Line 1" in html
    assert 'value="remove:lines:1"' in html
