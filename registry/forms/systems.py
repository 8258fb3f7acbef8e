"""What officers enter about the systems of their body."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.api import changes
from foundation.api.models import ApiClient
from foundation.api.scopes import AREAS, SCOPES
from foundation.core.calendar import ALMATY
from foundation.core.forms import DateField, ReasonForm

WAYS = {"read": _("read"), "write": _("read and change")}


def scope_choices() -> list[tuple[str, str]]:
    """Every scope with what it allows."""
    return [(name, f"{AREAS[name.partition(':')[0]]}: {WAYS[name.partition(':')[2]]}") for name in SCOPES]


class TermsForm(forms.Form):
    """What a system may do, and until when."""

    scopes = forms.MultipleChoiceField(
        label=_("What the system may do"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what it needs. Within this the roles of your body decide, as for its officers."),
        error_messages={"required": _("Choose what the system may do.")},
    )
    expires_on = DateField(
        label=_("Last day"), required=False, help_text=_("After this day the key does not work. Empty: without an end.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = scope_choices()  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        """As the action takes them: the end of the last day in Almaty."""
        day = self.cleaned_data["expires_on"]
        end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, ALMATY) if day else None
        return {"scopes": self.cleaned_data["scopes"], "expires_at": end}

    @staticmethod
    def initial_of(client: ApiClient) -> dict[str, Any]:
        """What the form shows at first."""
        end = client.expires_at.astimezone(ALMATY) - dt.timedelta(seconds=1) if client.expires_at else None
        return {"scopes": client.scopes, "expires_on": end.date() if end else None}


class SystemForm(TermsForm):
    """A new key."""

    name = forms.CharField(
        label=_("Name of the system"),
        max_length=200,
        help_text=_("As people will read it in the history of changes, for instance: Document system of the akimat."),
        error_messages={"required": _("Name the system.")},
    )
    field_order = ["name"]


class RevokeForm(ReasonForm):
    """Why a key ends."""

    NEEDED = False


class WebhookForm(forms.Form):
    """Where a system is told what has changed."""

    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_("Like https://system.example.kz/portal. Changes are sent there, signed."),
        error_messages={"required": _("Enter an address like https://system.example.kz/portal.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("About what"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Names of the resources of the API. None chosen: all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(name, name) for name in changes.kinds()]  # type: ignore[attr-defined]
