"""Our own words for the errors that Django's fields and validators name in general terms.

«This field is required», eight times in the summary, helps nobody: the sentence says which field and what to do.
A sentence that a form has set itself is left alone.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_REQUIRED = forms.Field.default_error_messages["required"]
_CHOICES = (forms.Select, forms.RadioSelect)

# Django's own text → ours. Compared by identity: a translated text may be equal by chance.
_OURS: list[tuple[Any, Any]] = [
    (forms.IntegerField.default_error_messages["invalid"], gettext_lazy("Enter a whole number.")),
    (forms.DecimalField.default_error_messages["invalid"], gettext_lazy("Enter a number.")),
    (forms.FloatField.default_error_messages["invalid"], gettext_lazy("Enter a number.")),
    (
        forms.ChoiceField.default_error_messages["invalid_choice"],
        gettext_lazy("Choose one of the answers on the list."),
    ),
    (
        forms.ModelChoiceField.default_error_messages["invalid_choice"],
        gettext_lazy("Choose one of the answers on the list."),
    ),
    (
        forms.MultipleChoiceField.default_error_messages["invalid_choice"],
        gettext_lazy("Choose only answers that are on the list."),
    ),
    (
        validators.MaxLengthValidator.message,
        gettext_lazy("This is too long: %(show_value)s characters, and at most %(limit_value)s are allowed."),
    ),
    (
        validators.MinLengthValidator.message,
        gettext_lazy("This is too short: %(show_value)s characters, and at least %(limit_value)s are needed."),
    ),
    (validators.MinValueValidator.message, gettext_lazy("Enter %(limit_value)s or more.")),
    (validators.MaxValueValidator.message, gettext_lazy("Enter %(limit_value)s or less.")),
    (validators.EmailValidator.message, gettext_lazy("Enter an e-mail address, like name@example.kz.")),
    (validators.URLValidator.message, gettext_lazy("Enter an address, like https://example.kz.")),
    (forms.URLField.default_error_messages["invalid"], gettext_lazy("Enter an address, like https://example.kz.")),
    (validators.DecimalValidator.messages["max_digits"], gettext_lazy("The number is too long.")),
    (
        validators.DecimalValidator.messages["max_decimal_places"],
        gettext_lazy("Enter at most %(max)s digits after the decimal sign."),
    ),
    (
        validators.DecimalValidator.messages["max_whole_digits"],
        gettext_lazy("Enter at most %(max)s digits before the decimal sign."),
    ),
    (validators.ProhibitNullCharactersValidator.message, gettext_lazy("Remove the invisible character from the text.")),
]


def said(error: ValidationError, bound: BoundField | None) -> str:
    """The sentence for one error of a field; of a form as a whole when ``bound`` is None."""
    if bound is not None and error.message is _REQUIRED:
        return _missing(bound)
    ours = next((ours for theirs, ours in _OURS if error.message is theirs), None)
    if ours is None:
        return str(next(iter(error)))
    return str(ours) % (error.params or {})


def _missing(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick «%(label)s».") % {"label": bound.label}
    if isinstance(widget, _CHOICES):
        return _("Choose an answer: «%(label)s».") % {"label": bound.label}
    return _("Fill in «%(label)s».") % {"label": bound.label}


def in_summary(sentence: str, label: Any) -> str:
    """``sentence`` as it stands in the summary, far from its field: with the field's label unless it names it."""
    label = str(label)
    if not label or label.casefold() in sentence.casefold():
        return sentence
    return f"{label}: {sentence}"
