from __future__ import annotations

from typing import Any

from django import forms

from foundation.notifications.models import MailChoice


class MailChoicesForm(forms.Form):
    """One question for each topic; ``choices`` is a list of (topic, label, choice)."""

    def __init__(self, *args: Any, choices: list[tuple[str, Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic, label, choice in choices:
            self.fields[topic] = forms.ChoiceField(
                label=label, choices=MailChoice.choices, initial=choice, widget=forms.RadioSelect
            )
