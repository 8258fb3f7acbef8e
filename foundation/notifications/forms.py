from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.notifications import topics
from foundation.notifications.models import MailChoice

OF_OFFICIAL = [choice for choice in MailChoice.choices if choice[0] != MailChoice.NEVER]


class MailChoicesForm(forms.Form):
    """One question for each topic; ``choices`` is a list of (topic, label, choice)."""

    def __init__(self, *args: Any, choices: list[tuple[str, Any, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic, label, choice in choices:
            is_official = topics.is_official(topic)
            self.fields[topic] = forms.ChoiceField(
                label=label,
                choices=OF_OFFICIAL if is_official else MailChoice.choices,
                initial=choice,
                widget=forms.RadioSelect,
                help_text=_("Official notices always come by mail.") if is_official else "",
            )
