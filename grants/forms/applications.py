"""Small forms of the applicant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.core.forms import UploadField
from foundation.documents import kinds


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        help_text=_("The operator of the call sees it."),
        widget=forms.Textarea,
        max_length=1000,
        required=False,
    )


class AttachmentForm(forms.Form):
    """A file and what it is called on the list; the limits are those of every upload of the portal."""

    title = forms.CharField(
        label=_("What is it?"), help_text=_("For instance: letter of the school."), max_length=200, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = {"types": kinds.labels(), "size": filesizeformat(kinds.max_bytes())}
        self.fields["file"] = UploadField(
            label=_("File"),
            help_text=_("%(types)s, up to %(size)s.") % limits,
            accept=kinds.endings(),
            max_bytes=kinds.max_bytes(),
        )
