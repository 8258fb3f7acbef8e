"""The form of an amendment: what an announced call may still change, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.forms.calls import CallForm, initial_of
from grants.models import Call
from grants.rules.amendments import AMENDABLE, LONGEST

KEPT = (*AMENDABLE, "rules", "rule_regions", "rule_months")


class AmendForm(CallForm):
    """Only what may change. ``facts()`` gives it as the action takes it; ``version`` is the one it was begun from."""

    reason = forms.CharField(
        label=_("What is changed and why"),
        help_text=_("Everybody reads this, and everybody who started an application gets it as a message."),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Say why the call is changed. The reason is published.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, call: Call, **options: Any) -> None:
        super().__init__(*args, operators=type(call.operator).objects.filter(pk=call.operator_id), call=call, **options)
        for name in [name for name in self.fields if name not in (*KEPT, "reason", "version")]:
            del self.fields[name]

    def facts(self) -> dict[str, Any]:
        facts = super().facts()
        facts.pop("reason")
        facts.pop("version")
        return facts


def amendment_initial(call: Call, version: int) -> dict[str, Any]:
    """What the form of an amendment starts with."""
    return initial_of(call) | {"version": version}
