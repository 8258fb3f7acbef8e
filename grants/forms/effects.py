"""The evaluation of effect as a form."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.choices import EffectConclusion
from grants.rules.effects import LONGEST


class EffectForm(forms.Form):
    """What an officer concludes, and why."""

    conclusion = forms.ChoiceField(
        label=_("Conclusion"),
        choices=EffectConclusion.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the conclusion.")},
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        help_text=_(
            "Everybody reads them. Say what the figures do not: what changed for whom, and what to do next year."
        ),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Give your reasons: everybody reads them.")},
    )
