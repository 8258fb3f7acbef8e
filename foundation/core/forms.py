"""Form fields that take what people type, keep it when it is wrong, and rows that can be added without JavaScript."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from foundation.core import presentation
from foundation.core.calendar import ALMATY
from foundation.core.errors import Fault

ROW_ACTION = "row-action"
# Outside of these years a date is a slip of the fingers: 202, 20222.
FIRST_YEAR, LAST_YEAR = 1900, 2200
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
# «500000,50»; «500,000.50»; «500.000» and «500,000» are grouped, since tenge have no third decimal place.
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_NOT_A_NUMBER = "?"
REASON_LENGTH = 2000


def add_faults(form: forms.BaseForm, faults: Iterable[Fault]) -> None:
    """Say what an action has refused, each sentence at its field; what has no field here stands above the form."""
    for fault in faults:
        form.add_error(fault.field if fault.field in form.fields else None, str(fault.message))


class ReasonForm(forms.Form):
    """Why something is done. ``label`` and ``hint`` say what is asked when «Reason» alone does not; where the action
    decides whether a reason is needed, the form is made with ``needed=False`` (a form made from it: ``NEEDED``).
    """

    NEEDED = True
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea,
        max_length=REASON_LENGTH,
        error_messages={"required": _("Give the reason.")},
    )

    def __init__(self, *args: Any, label: Any = "", hint: Any = "", needed: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.required = self.NEEDED if needed is None else needed
        # «Optional» would mislead where only the action knows.
        self.mark_optional = field.required
        field.label, field.help_text = label or field.label, hint or field.help_text


def plain_number(text: str) -> str:
    """``text`` as Python reads a number, without grouping and ₸; a question mark when it is no number."""
    text = _SPACES.sub("", text).removesuffix(presentation.TENGE).replace("\u2212", "-")
    if _GROUPED.fullmatch(text):
        grouping = next(sign for sign in text if sign in ",.")
        return text.replace(grouping, "").replace(",", ".")
    return text.replace(",", ".") if _PLAIN.fullmatch(text) else _NOT_A_NUMBER


class NumberField(forms.DecimalField):
    """A Decimal written with a point or a comma: «87,5» and «87.5»."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a number.")}

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = _SPACES.sub("", value).replace(",", ".")
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        text = format(value.normalize(), "f")
        return text if presentation.language() == "en" else text.replace(".", ",")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal"}


class MoneyInput(forms.TextInput):
    """Text input shown with ₸ behind it."""


class MoneyField(forms.DecimalField):
    """Tenge as people write them; gives a Decimal with two places (rule R74)."""

    widget = MoneyInput
    default_error_messages = {"invalid": _("Enter an amount in tenge, like 500 000.")}

    def __init__(self, *, max_digits: int = 18, min_value: Decimal | int | None = 0, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=2, min_value=min_value, **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and value.strip():
            value = plain_number(value)
        amount = super().to_python(value)
        try:
            return amount if amount is None or self._has_more_than_tiyn(amount) else amount.quantize(Decimal("0.01"))
        except InvalidOperation:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    @staticmethod
    def _has_more_than_tiyn(amount: Decimal) -> bool:
        exponent = amount.as_tuple().exponent
        return isinstance(exponent, int) and exponent < -2

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal | int):
            return presentation.tenge(value).removesuffix(f"{presentation.NBSP}{presentation.TENGE}")
        return value

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "decimal", "autocomplete": "off"}


class PartsWidget(forms.MultiWidget):
    """A moment typed in parts; ``labels``: (label, width in characters, input mode) of each part."""

    labels: Sequence[tuple[Any, int, str]] = ()

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([forms.TextInput() for _label in self.labels], attrs)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""


class DateParts(PartsWidget):
    labels = ((_("Day"), 2, "numeric"), (_("Month"), 2, "numeric"), (_("Year"), 4, "numeric"))

    def decompress(self, value: dt.date | None) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class MomentParts(PartsWidget):
    labels = (*DateParts.labels, (_("Time, like 18:00"), 5, "text"))

    def decompress(self, value: dt.datetime | None) -> list[Any]:
        if not value:
            return [None, None, None, None]
        local = presentation.local(value)
        return [local.day, local.month, local.year, f"{local:%H:%M}"]


class DateField(forms.Field):
    """Day, month and year in three inputs; gives a ``date``."""

    widget: Any = DateParts
    default_error_messages = {
        "required": _("Enter the day, month and year."),
        "incomplete": _("The date must have a day, a month and a year."),
        "invalid": _("There is no such day. Check the day, month and year."),
    }
    part_count = 3

    def clean(self, value: Any) -> Any:
        parts = [str(part or "").strip() for part in value or []]
        if not any(parts):
            return super().clean(None)
        if len(parts) != self.part_count or not all(parts):
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        result = self.compress(parts)
        self.run_validators(result)
        return result

    def compress(self, parts: list[str]) -> Any:
        """The date of the filled parts; ValidationError when there is no such day."""
        try:
            day, month, year = (int(part) for part in parts[:3])
            date = dt.date(year, month, day)
        except (ValueError, OverflowError):
            date = dt.date.min
        if not FIRST_YEAR <= date.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return date

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = self.widget.decompress(initial)
        return [str(part or "").strip() for part in data or []] != [str(part or "") for part in before]


class MomentField(DateField):
    """Day, month, year and time on the clocks of Almaty; gives an aware ``datetime``."""

    widget = MomentParts
    default_error_messages = {
        "required": _("Enter the day, month, year and time."),
        "incomplete": _("Enter all of the day, month, year and time."),
        "invalid_time": _("Enter the time as hours and minutes, like 18:00."),
    }
    part_count = 4

    def compress(self, parts: list[str]) -> dt.datetime:
        day = super().compress(parts)
        try:
            time = dt.datetime.strptime(parts[3].replace(".", ":"), "%H:%M").time()  # noqa: DTZ007  made aware below
        except ValueError:
            raise ValidationError(self.error_messages["invalid_time"], code="invalid_time") from None
        return dt.datetime.combine(day, time, tzinfo=ALMATY)


class UploadField(forms.FileField):
    """A file with limits that are said before, checked in the browser, and checked again here by name and size.

    What is really inside is looked at when the file is stored.
    """

    widget = forms.FileInput
    default_error_messages = {
        "required": _("Choose a file."),
        "wrong_type": _("The file must be one of these types: %(types)s."),
        "too_big": _("The file must be smaller than %(size)s."),
        "empty": _("The file is empty. Choose another file."),
        "wrong_content": _(
            "The contents do not fit the name of the file. Save it again in its program, then choose it."
        ),
        "unreadable": _("The file cannot be read. Check that it is still there, then choose it again."),
    }

    def __init__(self, *, accept: Sequence[str] = (), max_bytes: int = 20 * 1024 * 1024, **kwargs: Any) -> None:
        self.accept = [ending.lower().lstrip(".") for ending in accept]
        self.max_bytes = max_bytes
        super().__init__(**kwargs)

    @property
    def limits(self) -> dict[str, str]:
        """Words for the sentences: types and size."""
        return {"types": ", ".join(self.accept).upper(), "size": filesizeformat(self.max_bytes)}

    def check_attrs(self) -> dict[str, Any]:
        """What the check in the browser needs: the limits, and its five sentences in the reader's language."""
        names = ("wrong_type", "too_big", "empty", "wrong_content", "unreadable")
        said = {f"data-{name.replace('_', '-')}": str(self.error_messages[name]) % self.limits for name in names}
        return {"data-accept": " ".join(self.accept), "data-max-bytes": self.max_bytes, **said}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(f".{ending}" for ending in self.accept)} if self.accept else {}

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        _stem, dot, ending = str(file.name).lower().rpartition(".")
        if self.accept and not (dot and ending in self.accept):
            raise ValidationError(self.error_messages["wrong_type"], code="wrong_type", params=self.limits)
        if file.size > self.max_bytes:
            raise ValidationError(self.error_messages["too_big"], code="too_big", params=self.limits)
        return file


class Rows:
    """Formset whose rows are added and taken away by submit buttons named ``row-action``.

    After such a press ``rows_changed`` is true, the formset is not valid and shows no errors.
    """

    rows_changed = False
    default_error_messages: Any = {
        "missing_management_form": _("The page is incomplete. Reload it and try again."),
        "too_few_forms": ngettext_lazy("Fill in at least %(num)d row.", "Fill in at least %(num)d rows.", "num"),
        "too_many_forms": ngettext_lazy(
            "There may be at most %(num)d row.", "There may be at most %(num)d rows.", "num"
        ),
    }

    def __init__(self, data: Any = None, files: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None:
            prefix = kwargs.get("prefix") or self.get_default_prefix()  # type: ignore[attr-defined]
            data, self.rows_changed = with_row_action(data, prefix, self.max_num)  # type: ignore[attr-defined]
        super().__init__(data, files, *args, **kwargs)  # type: ignore[call-arg]

    def is_valid(self) -> bool:
        return not self.rows_changed and super().is_valid()  # type: ignore[misc]

    def full_clean(self) -> None:
        if self.rows_changed:
            self._errors, self._non_form_errors = [], self.error_class()  # type: ignore
        else:
            super().full_clean()  # type: ignore[misc]

    def kept(self) -> list[Any]:
        """The rows of a valid formset that hold something and were not taken away."""
        return [form for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]  # type: ignore[attr-defined]

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Put each sentence of the rules at its field: «<prefix>-<number of a kept row>-<name>», else above the rows."""
        kept = self.kept()
        for fault in faults:
            row, _dash, name = fault.field.removeprefix(f"{self.prefix}-").partition("-")  # type: ignore[attr-defined]
            if row.isdecimal() and int(row) < len(kept) and name in kept[int(row)].fields:
                kept[int(row)].add_error(name, fault.message)
            else:
                self.non_form_errors().append(fault.message)  # type: ignore[attr-defined]

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        if self.rows_changed:
            form._errors = ErrorDict()  # noqa: SLF001  nothing is checked yet
        return form


class RowFormSet(Rows, forms.BaseFormSet):
    """Rows of plain forms."""


class RowModelFormSet(Rows, forms.BaseModelFormSet):
    """Rows of model objects; a stored row that is taken away is marked and deleted on saving."""


class RowInlineFormSet(Rows, forms.BaseInlineFormSet):
    """Rows of model objects of one parent."""


def with_row_action(data: QueryDict, prefix: str, max_num: int) -> tuple[QueryDict, bool]:
    """``data`` after the pressed row button of the formset ``prefix``, and whether there was one.

    Buttons: ``add:<prefix>`` and ``remove:<prefix>:<row>``.
    """
    action, _colon, rest = str(data.get(ROW_ACTION, "")).partition(":")
    name, _colon, row = rest.partition(":")
    if action not in {"add", "remove"} or name != prefix:
        return data, False
    data = data.copy()
    total = _count(data, prefix, "TOTAL")
    if action == "add":
        data[f"{prefix}-TOTAL_FORMS"] = str(min(total + 1, max_num))
    elif row.isdecimal() and int(row) < total:
        _remove_row(data, prefix, int(row), total)
    return data, True


def _count(data: QueryDict, prefix: str, name: str) -> int:
    text = str(data.get(f"{prefix}-{name}_FORMS", ""))
    return int(text) if text.isdecimal() else 0


def _remove_row(data: QueryDict, prefix: str, row: int, total: int) -> None:
    initial = _count(data, prefix, "INITIAL")
    if row < initial:
        # Stored rows keep their place, so that each is compared with itself; they are only marked.
        data[f"{prefix}-{row}-DELETE"] = "on"
        return
    for index in range(row, total):
        for key in [key for key in data if key.startswith(f"{prefix}-{index}-")]:
            values = data.pop(key)
            if index > row:
                data.setlist(f"{prefix}-{index - 1}-{key.removeprefix(f'{prefix}-{index}-')}", values)
    data[f"{prefix}-TOTAL_FORMS"] = str(total - 1)
