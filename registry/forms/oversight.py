"""What officers and organisations type when public money is overseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import DateField, UploadField
from foundation.core.text import localized
from registry.actions.taken_files import MAX_BYTES as MAX_SHEET_BYTES
from registry.choices import FlagTopic, PaperKind, SignalRule, SignalStatus
from registry.models import Region


class SheetForm(forms.Form):
    """A table of officers, looked at before anything of it is taken in."""

    file = UploadField(
        label=_("CSV or XLSX file"),
        help_text=_("The first line names the columns."),
        accept=["csv", "xlsx"],
        max_bytes=MAX_SHEET_BYTES,
    )


# What the buttons of each step say.
STEP_LABELS = {
    "answer": _("Send the answer"),
    "keep": _("Keep the signal"),
    "dismiss": _("Dismiss"),
    "confirm": _("Confirm that it is the same"),
    "warn": _("Make it a yellow flag"),
    "raise": _("Make it a red flag"),
    "escalate": _("Escalate"),
    "lower": _("Lower to a yellow flag"),
    "close": _("Close"),
    "verify": _("Verify"),
    "reject": _("Refuse"),
}


class StepForm(forms.Form):
    """A text and the step that it goes with; each step is a button."""

    text = forms.CharField(
        label=_("Your words"),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Write the answer or the reason: it stays in the history.")},
    )
    step = forms.ChoiceField(error_messages={"required": _("Press one of the buttons.")})

    def __init__(self, *args: Any, steps: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.buttons = [(step, STEP_LABELS[step]) for step in steps]
        self.fields["step"].choices = self.buttons  # type: ignore[attr-defined]
        if steps != ["answer"]:
            self.fields["text"].label = _("Reason")


class PaperForm(forms.Form):
    """A document of an organisation with its term."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=PaperKind.choices)
    issued_on = DateField(label=_("Issued on"), required=False)
    valid_until = DateField(label=_("Valid until"), required=False, help_text=_("Leave empty if it has no end."))
    file = UploadField(label=_("File"), accept=["pdf", "jpg", "png"])


class FlagForm(forms.Form):
    """What an officer has observed."""

    topic = forms.ChoiceField(label=_("What it is about"), choices=FlagTopic.choices)
    text = forms.CharField(
        label=_("What was observed"),
        help_text=_("The organisation reads it and can answer. Write no personal data."),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Write what was observed.")},
    )
    source = forms.CharField(
        label=_("Source"),
        help_text=_("A register, a decision with its number, a page, a visit."),
        max_length=500,
        error_messages={"required": _("Name the source.")},
    )
    observed_on = DateField(label=_("Day of the fact"))


class SignalFilterForm(forms.Form):
    """Filters of the list of signals; works by GET, odd values are left out."""

    mark_optional = False
    rule = forms.ChoiceField(label=_("Rule"), required=False, choices=[("", _("Any")), *SignalRule.choices])
    status = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Any")), *SignalStatus.choices])
    region = forms.ChoiceField(label=_("Region"), required=False)

    def __init__(self, data: Mapping[str, str], regions: Iterable[Region]) -> None:
        super().__init__(initial=dict(data))
        self.fields["region"].choices = [  # type: ignore[attr-defined]
            ("", gettext("Any")),
            *((one.pk, localized(one, "name")) for one in regions),
        ]
        self.chosen = {
            name: value
            for name, field in self.fields.items()
            if (value := data.get(name, "")) and field.valid_value(value)  # type: ignore[attr-defined]
        }
