"""Taking a signature from the page: made by NCALayer in the browser, or a file made elsewhere."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.accounts.esignature.signer import REFUSALS
from foundation.core.forms import UploadField

ENDINGS = ["cms", "p7s", "sig"]
MAX_BYTES = 256 * 1024


class SignatureForm(forms.Form):
    """``cleaned_data["signature"]`` are the bytes of a signature, whichever way it came; nothing is checked yet."""

    request = forms.CharField(widget=forms.HiddenInput, required=False, max_length=36)
    made = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2 * MAX_BYTES)
    signature = UploadField(
        label=_("File with the signature"),
        help_text=_("A .cms or .p7s file: a signature apart from the document (detached)."),
        accept=ENDINGS,
        max_bytes=MAX_BYTES,
        required=False,
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        """One of the two ways; a file wins, because choosing one is what a person does last."""
        values = super().clean() or {}
        file, made = values.get("signature"), values.get("made", "").strip()
        if file:
            values["signature"] = file.read()
        elif made:
            values["signature"] = _bytes(made)
        elif "signature" not in self.errors:
            self.add_error("signature", ValidationError(REFUSALS["missing"], code="missing"))
        return values


def _bytes(made: str) -> bytes:
    if made.startswith("-----BEGIN"):
        return made.encode()
    try:
        return base64.b64decode("".join(made.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""
