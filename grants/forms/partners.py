"""Forms of partners, and of the files of an application."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import UploadField
from foundation.documents import kinds
from grants.choices import PartnerKind

LONGEST = 2000


class AskForm(forms.Form):
    """An NGO of the registry that is asked for its consent."""

    bin = forms.RegexField(
        r"^\s*\d{12}\s*$",
        label=_("BIN of the organisation"),
        error_messages={"required": _("Enter the BIN"), "invalid": _("A BIN has 12 digits")},
    )
    kind = forms.ChoiceField(
        label=_("What it is in the project"),
        choices=PartnerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what it is in the project")},
    )
    contribution = forms.CharField(
        label=_("What it does in the project"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Say what it does in the project")},
    )
    may_edit = forms.BooleanField(
        label=_("Its people may edit the application too (co-applicants only)"), required=False
    )


class OutsiderForm(forms.Form):
    """Somebody outside the registry, with a letter."""

    name = forms.CharField(
        label=_("Name"), max_length=300, error_messages={"required": _("Enter the name of the partner")}
    )
    contribution = forms.CharField(
        label=_("What it does in the project"),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Say what it does in the project")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"] = upload_field(_("Its letter"))


class AnswerForm(forms.Form):
    """Consent or refusal of a partner's head."""

    reason = forms.CharField(
        label=_("Why not, if you do not consent"), widget=forms.Textarea, max_length=LONGEST, required=False
    )


def upload_field(label: Any) -> UploadField:
    """A file with the limits of every upload of the portal."""
    limits = {"types": kinds.labels(), "size": filesizeformat(kinds.max_bytes())}
    return UploadField(
        label=label,
        help_text=_("%(types)s, up to %(size)s.") % limits,
        accept=kinds.endings(),
        max_bytes=kinds.max_bytes(),
    )


class CvForm(forms.Form):
    """The CV of one person of the team."""

    person = forms.ChoiceField(label=_("Person"), error_messages={"required": _("Choose the person")})

    def __init__(self, *args: Any, people: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", _("Choose")), *((name, name) for name in people)]  # type: ignore[attr-defined]
        self.fields["file"] = upload_field(_("CV"))


class MessageForm(forms.Form):
    """A message in the case of an application."""

    text = forms.CharField(
        label=_("Message"),
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": _("Write the message")},
    )
    wants_answer = forms.BooleanField(label=_("I wait for an answer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = upload_field(_("File"))
        self.fields["file"].required = False


class CopyForm(forms.Form):
    """Which sections of which earlier application are taken over."""

    source = forms.ChoiceField(label=_("From"), widget=forms.RadioSelect, error_messages={"required": _("Choose one")})
    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one section")},
    )

    def __init__(self, *args: Any, sources: list[tuple[str, str]], names: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = sources  # type: ignore[attr-defined]
        self.fields["sections"].choices = names  # type: ignore[attr-defined]
