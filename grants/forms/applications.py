"""Small forms of the applicant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import UploadField
from foundation.documents import kinds

FILES_AT_ONCE = 30


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        help_text=_("The operator of the call sees it."),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )


class SeveralFilesInput(forms.FileInput):
    """Takes any number of files at once."""

    allow_multiple_selected = True


class SeveralFilesField(UploadField):
    """Several files; what is wrong with one of them is said when it is stored, so that the others are taken."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not given:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(given) > FILES_AT_ONCE:
            sentence = _("Choose %(most)s files at most at once: there are %(count)s")
            raise forms.ValidationError(sentence % {"most": FILES_AT_ONCE, "count": len(given)}, code="too_many")
        return given


class AttachmentForm(forms.Form):
    """Files and what one of them is called on the list; the limits are those of every upload of the portal."""

    title = forms.CharField(
        label=_("What is it?"),
        help_text=_("For instance: letter of the school. Several files at once keep their own names."),
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"types": kinds.labels(), "size": filesizeformat(kinds.max_bytes()), "most": FILES_AT_ONCE}
        self.fields["file"] = SeveralFilesField(
            label=_("Files"),
            help_text=_("%(types)s, up to %(size)s each; up to %(most)s at once.") % limits,
            accept=kinds.endings(),
            max_bytes=kinds.max_bytes(),
        )
