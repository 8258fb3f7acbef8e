"""A BIN that names an organisation of the registry."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext

from registry.models import Organisation
from registry.rules.identifiers import normalised


class ByBin:
    """For a form with the field ``bin``: its value is the organisation, None for an empty one."""

    cleaned_data: dict[str, Any]

    def clean_bin(self) -> Organisation | None:
        number = normalised(self.cleaned_data["bin"])
        if not number:
            return None
        found = Organisation.objects.current().filter(bin=number).first()
        if found is None:
            raise forms.ValidationError(gettext("The registry has no organisation with this BIN."))
        return found
