"""From a bound form field to the component that shows it: which one, with which ids, hints and errors."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME, BaseFormSet
from django.forms.utils import ErrorDict
from django.template.loader import get_template
from django.utils.safestring import SafeString

from foundation.core import sentences
from foundation.core.forms import MoneyInput, PartsWidget, UploadField

# In this order: a check box list is a kind of radio list in Django, and a money input a kind of text input.
_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (PartsWidget, "parts"),
    (MoneyInput, "money"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
)
_CLASSES = {
    "money": "govuk-input cp-money",
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "input": "govuk-input",
}
_ERROR_CLASSES = {"money": "govuk-input", "password": "govuk-input", "input": "govuk-input"}
GROUPS = {"parts", "checkboxes", "radios"}
SENT = (forms.BaseForm, BaseFormSet)


def kind_of(bound: BoundField) -> str:
    """Name of the component (and of its template) for the widget of ``bound``."""
    widget = bound.field.widget
    return next((kind for cls, kind in _KINDS if isinstance(widget, cls)), "input")


def field_html(bound: BoundField, **options: Any) -> SafeString:
    """The whole component: label or legend, hint, errors, control. Hidden fields come out bare.

    Options: label, hint, label_size (s m l xl), heading, optional, width, rows, count, inline, current.
    """
    if bound.is_hidden:
        return bound.as_hidden()
    kind = kind_of(bound)
    context = _context(bound, kind, options)
    if kind in {"radios", "checkboxes"}:
        context["choices"] = _choices(bound)
    elif kind == "parts":
        context["parts"] = _parts(bound, context["id"])
    else:
        context["control"] = _control(bound, kind, context)
    return SafeString(get_template(f"_components/fields/{kind}.html").render(context))


def _context(bound: BoundField, kind: str, options: dict[str, Any]) -> dict[str, Any]:
    hint = options.get("hint", bound.help_text)
    id_ = bound.auto_id
    count = _count(bound, kind, options)
    errors = error_texts(bound)
    described = [f"{id_}_helptext"] * bool(hint) + [f"{id_}_error"] * bool(errors)
    described += [f"{id_}-count"] * bool(count) + [f"{id_}_check"] * (kind == "file")
    return {
        **options,
        "bound": bound,
        "kind": kind,
        "id": id_,
        "label": options.get("label", bound.label),
        "hint": hint,
        "errors": errors,
        "describedby": " ".join(described),
        "is_group": kind in GROUPS,
        "optional": _says_optional(bound, kind, options),
        "count": count,
    }


def error_texts(bound: BoundField) -> list[str]:
    """What is wrong with a field, in our own words."""
    return [sentences.said(error, bound) for error in bound.errors.as_data()]


def _says_optional(bound: BoundField, kind: str, options: dict[str, Any]) -> bool:
    if "optional" in options:
        return bool(options["optional"])
    return not bound.field.required and kind != "checkbox" and getattr(bound.form, "mark_optional", True)


def _count(bound: BoundField, kind: str, options: dict[str, Any]) -> int:
    if kind != "textarea":
        return 0
    return int(options.get("count", getattr(bound.field, "max_length", None) or 0))


def _control(bound: BoundField, kind: str, context: dict[str, Any]) -> SafeString:
    attrs = {"class": _classes(bound, kind, context)} | _attrs(bound, kind, context)
    widget = copy.copy(bound.field.widget)
    if isinstance(widget, forms.NumberInput):
        # A browser sends nothing at all for a number field that holds other text: what was typed would be lost.
        widget.input_type = "text"
        whole = isinstance(bound.field, forms.IntegerField) and not isinstance(bound.field, forms.DecimalField)
        attrs |= {"inputmode": "numeric" if whole else "decimal", "step": False, "min": False, "max": False}
    # Not as_widget: it points at hints that this page leaves out.
    return SafeString(widget.render(bound.html_name, bound.value(), attrs, bound.form.renderer))


def _classes(bound: BoundField, kind: str, context: dict[str, Any]) -> str:
    classes = [_CLASSES[kind]]
    if context["errors"]:
        classes.append(f"{_ERROR_CLASSES.get(kind, _CLASSES[kind])}--error")
    if context.get("width"):
        classes.append(f"govuk-input--width-{context['width']}")
    if own := bound.field.widget.attrs.get("class"):
        classes.append(own)
    return " ".join(classes)


def _attrs(bound: BoundField, kind: str, context: dict[str, Any]) -> dict[str, Any]:
    # A browser that cuts a pasted text short loses it silently; the server says how much is too much.
    attrs: dict[str, Any] = {"id": context["id"], "maxlength": False, "placeholder": False}
    if context["errors"]:
        attrs["aria-invalid"] = "true"
    if bound.field.disabled:
        attrs["disabled"] = True
    if context["describedby"]:
        attrs["aria-describedby"] = context["describedby"]
    if kind == "textarea":
        attrs |= {"rows": context.get("rows", 5), "cols": False}
        if context["count"]:
            attrs["data-count"] = context["count"]
    if isinstance(bound.field, UploadField):
        attrs |= bound.field.check_attrs()
    return attrs


@dataclass(frozen=True)
class Choice:
    """One radio button or check box."""

    id: str
    name: str
    value: str
    label: Any
    hint: Any
    is_selected: bool
    is_disabled: bool


def _choices(bound: BoundField) -> list[Choice]:
    hints = getattr(bound.field, "choice_hints", {})
    return [
        Choice(
            id=data["attrs"].get("id", ""),
            name=data["name"],
            value=str(data["value"]),
            label=data["label"],
            hint=hints.get(str(data["value"]), ""),
            is_selected=bool(data["selected"]),
            is_disabled=bool(data["attrs"].get("disabled")),
        )
        for data in (choice.data for choice in bound.subwidgets)
    ]


def _parts(bound: BoundField, id_: str) -> list[dict[str, Any]]:
    widget = bound.field.widget
    context = widget.get_context(bound.html_name, bound.value(), {"id": id_})
    return [
        {
            "id": part["attrs"]["id"],
            "name": part["name"],
            "value": part["value"],
            "label": label,
            "width": width,
            "mode": mode,
        }
        for part, (label, width, mode) in zip(context["widget"]["subwidgets"], widget.labels, strict=True)
    ]


def target_id(bound: BoundField) -> str:
    """Id of the control that a link in the error summary goes to."""
    kind = kind_of(bound)
    return f"{bound.auto_id}_0" if kind in GROUPS else bound.auto_id


@dataclass(frozen=True)
class Row:
    """A row of a formset: its number from 1, its fields with the width of each of 12 columns."""

    number: int
    index: int
    form: Any
    fields: list[tuple[BoundField, int]]
    is_gone: bool


def rows(formset: Any) -> list[Row]:
    """Rows to show; rows that were taken away stay as hidden fields, so that saving can delete them."""
    shown, number = [], 0
    for index, form in enumerate(formset.forms):
        is_gone = DELETION_FIELD_NAME in form.fields and bool(form[DELETION_FIELD_NAME].value())
        number += not is_gone
        shown.append(Row(number, index, form, _columns(form), is_gone))
    return shown


def _columns(form: Any) -> list[tuple[BoundField, int]]:
    fields = [bound for bound in form.visible_fields() if bound.name not in {DELETION_FIELD_NAME, ORDERING_FIELD_NAME}]
    widths = getattr(form, "row_widths", {})
    equal = max(12 // max(len(fields), 1), 3)
    return [(bound, widths.get(bound.name, equal)) for bound in fields]


@dataclass(frozen=True)
class Problem:
    """A line of the error summary; ``target`` is the id of a control, '' when none is to blame."""

    text: Any
    target: str = ""


def problems(*sources: Any) -> list[Problem]:
    """Every error of the given forms and formsets in page order; none while rows are being added or taken away."""
    given = [source for source in sources if source]
    if any(getattr(source, "rows_changed", False) for source in given):
        for source in given:
            if isinstance(source, forms.BaseForm):
                source._errors = ErrorDict()  # type: ignore[attr-defined]  # noqa: SLF001  the person has not asked for a check yet
        return []
    return [problem for source in given for problem in _problems_of(source)]


def _problems_of(source: Any) -> Iterable[Problem]:
    if isinstance(source, BaseFormSet):
        if not source.is_bound:
            return
        yield from (Problem(text, f"{source.prefix}-rows") for text in source.non_form_errors())
        for form in source.forms:
            yield from _problems_of(form)
        return
    first = next((bound for bound in source.visible_fields()), None)
    for name, errors in source.errors.as_data().items():
        bound = source[name] if name in source.fields else None
        aim = bound or first
        target = target_id(aim) if aim is not None and not aim.is_hidden else ""
        for error in errors:
            text = sentences.said(error, bound)
            yield Problem(sentences.in_summary(text, bound.label if bound else ""), target)


def has_problems(values: Iterable[Any]) -> bool:
    """Whether a bound form or formset among ``values`` has errors that the page will show."""
    # By type, not isinstance: that would wake lazy values of the page, such as the token that sets a cookie.
    sources = [value for value in values if issubclass(type(value), SENT) and value.is_bound]
    if any(getattr(source, "rows_changed", False) for source in sources):
        return False
    return any(_is_wrong(source) for source in sources)


def _is_wrong(source: forms.BaseForm | BaseFormSet) -> bool:
    if isinstance(source, BaseFormSet):
        return any(source.errors) or bool(source.non_form_errors())
    return bool(source.errors)
