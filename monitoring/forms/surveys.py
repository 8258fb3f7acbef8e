"""Officers' forms of surveys."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.core import clock
from foundation.core.forms import MomentField
from monitoring.choices import Access, TemplateKind
from monitoring.models import Template
from monitoring.models.surveys import FEWEST
from monitoring.rules.surveys import MOST_TICKETS

USUAL_TICKETS = 40
USUAL_DAYS = 14
FACTS = ("template", "access", "opens_at", "closes_at", "shown_from", "reached", "per_address", "per_hour")


class TicketForm(forms.Form):
    """How many tickets are added."""

    tickets = forms.IntegerField(
        label=_("How many tickets"),
        min_value=1,
        max_value=MOST_TICKETS,
        error_messages={"required": _("Enter how many tickets are to be made.")},
    )


class SurveyForm(forms.Form):
    """``facts()`` are those of ``actions.surveys.plan``."""

    template = forms.ModelChoiceField(
        label=_("Questions"),
        queryset=Template.objects.none(),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose the list of questions.")},
    )
    access = forms.ChoiceField(
        label=_("How people get to it"),
        choices=Access.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how people get to the survey.")},
    )
    tickets = forms.IntegerField(
        label=_("How many tickets"),
        help_text=_("Only for printed tickets. More can be made later."),
        required=False,
        min_value=1,
        max_value=MOST_TICKETS,
    )
    opens_at = MomentField(label=_("Takes answers from"))
    closes_at = MomentField(label=_("Takes answers until"))
    reached = forms.IntegerField(
        label=_("How many people the work has reached"),
        help_text=_("If you know it: the results say what part of them has answered."),
        required=False,
        min_value=1,
        max_value=100_000_000,
    )
    shown_from = forms.IntegerField(
        label=_("Results are shown from so many answers"),
        help_text=_("At least five, so that nobody can be told from the others."),
        min_value=FEWEST,
        max_value=1000,
        initial=FEWEST,
    )
    per_address = forms.IntegerField(
        label=_("Answers from one network in a day"),
        help_text=_("Only for an open link. A school or a village often shares one network."),
        min_value=1,
        max_value=1000,
        initial=20,
    )
    per_hour = forms.IntegerField(
        label=_("Answers in an hour"), help_text=_("Only for an open link."), min_value=1, max_value=10_000, initial=300
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = clock.now().replace(second=0, microsecond=0)
        self.fields["template"].queryset = Template.objects.newest().filter(kind=TemplateKind.SURVEY)  # type: ignore[attr-defined]
        self.fields["opens_at"].initial = now
        self.fields["closes_at"].initial = now + dt.timedelta(days=USUAL_DAYS)
        self.fields["tickets"].initial = USUAL_TICKETS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("access") == Access.TICKETS and not cleaned.get("tickets") and "tickets" not in self.errors:
            self.add_error("tickets", _("Enter how many tickets are to be made."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """Arguments ``facts`` and ``tickets`` of the action."""
        cleaned = self.cleaned_data
        return {"facts": {name: cleaned[name] for name in FACTS}, "tickets": cleaned["tickets"] or 0}
