"""The formal check as a form: eight answers, one conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from grants.choices import ApplicationStatus, CheckConclusion, CheckItem, CheckStage
from grants.models import Application
from grants.rules import checks as rules
from registry.models import Region

YES, NO = "yes", "no"
LISTED = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.RETURNED,
    ApplicationStatus.ADMITTED,
    ApplicationStatus.NOT_ADMITTED,
)


class CheckForm(forms.Form):
    """``values()`` are the arguments of the action but for the application and the actor."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    conclusion = forms.ChoiceField(
        label=_("Conclusion"), widget=forms.RadioSelect, error_messages={"required": _("Choose the conclusion.")}
    )
    reason = forms.CharField(
        label=_("Reason of the conclusion"),
        help_text=_("For «do not admit» and «return for correction». The applicant reads it; it becomes public."),
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in CheckItem:
            self.fields[item.value] = forms.ChoiceField(
                label=item.label,
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Answer yes or no.")},
            )
            self.fields[f"{item.value}_reason"] = forms.CharField(
                label=_("Why not"), max_length=1000, required=False, widget=forms.Textarea
            )
        choices = [(one.value, one.label) for one in rules.open_conclusions(application)]
        self.fields["conclusion"].choices = choices  # type: ignore[attr-defined]
        self.has_return = CheckConclusion.RETURN in dict(choices)

    def rows(self, facts: Mapping[str, Any]) -> list[tuple[Any, BoundField, BoundField]]:
        """For the page: facts, answer and reason of each item."""
        return [(facts[item], self[item.value], self[f"{item.value}_reason"]) for item in CheckItem]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = rules.faults(
            self._answers(cleaned),
            cleaned.get("conclusion", ""),
            cleaned.get("reason", ""),
        )
        for fault in found:
            self._show(fault)
        return cleaned

    def _show(self, fault: Fault) -> None:
        # An empty field has its own sentence already.
        if fault.field not in self.errors:
            self.add_error(fault.field, str(fault.message))

    def _answers(self, cleaned: dict[str, Any]) -> list[rules.Answer]:
        return [
            rules.Answer(item.value, cleaned[item.value] == YES, cleaned.get(f"{item.value}_reason", ""))
            for item in CheckItem
            if item.value in cleaned
        ]

    def values(self) -> dict[str, Any]:
        """Arguments of ``actions.checks.conclude``."""
        cleaned = self.cleaned_data
        names = ("version", "conclusion", "reason")
        return {"answers": self._answers(cleaned), **{name: cleaned[name] for name in names}}


class SendBackForm(forms.Form):
    remark = forms.CharField(
        label=_("What the first officer should look at"),
        max_length=2000,
        widget=forms.Textarea,
        error_messages={"required": _("Say what the first officer should look at.")},
    )


class CheckFilterForm(forms.Form):
    """What the list is narrowed to; a wrong value narrows nothing."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    region = forms.ModelChoiceField(
        label=_("Region"), required=False, queryset=Region.objects.all(), empty_label=_("All regions")
    )
    text = forms.CharField(label=_("Number or title"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses = [("", _("All statuses")), *((one.value, one.label) for one in (CheckStage.PROPOSED, *LISTED))]
        self.fields["status"].choices = statuses  # type: ignore[attr-defined]

    def narrowing(self) -> dict[str, str]:
        """Filters of ``queries.checks.check_page``."""
        self.is_valid()
        cleaned = self.cleaned_data
        region = cleaned.get("region")
        return {
            "status": cleaned.get("status", ""),
            "region": region.pk if region else "",
            "text": cleaned.get("text", "").strip(),
        }
