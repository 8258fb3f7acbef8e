"""Forms of changes of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.choices import AmendmentKind
from grants.models import Amendment


class ProposeForm(forms.Form):
    """The reason of an amendment; an adjustment has none."""

    reason = forms.CharField(
        label=_("Why the agreement has to be changed"),
        max_length=3000,
        widget=forms.Textarea,
        error_messages={"required": _("Give the reason.")},
    )

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if amendment.kind == AmendmentKind.ADJUSTMENT:
            del self.fields["reason"]


class AmendmentDecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, error_messages={"required": _("Choose the decision.")}
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The NGO reads it."),
        max_length=2000,
        widget=forms.Textarea,
        required=False,
    )

    def __init__(self, *args: Any, amendment: Amendment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_adjustment = amendment.kind == AmendmentKind.ADJUSTMENT
        choices: list[tuple[str, Any]] = [("approve", _("Accept")), ("return", _("Return for correction"))]
        field: Any = self.fields["decision"]
        field.choices = choices if is_adjustment else [*choices, ("decline", _("Decline"))]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("decision") in ("return", "decline") and not values.get("reason", "").strip():
            self.add_error("reason", _("Give the reason."))
        return values
