"""Forms of questions about a call."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from grants.rules.enquiries import LONGEST


class AskForm(forms.Form):
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("It is published together with the answer, without your name. Write no personal data."),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Write your question")},
    )


class AnswerForm(forms.Form):
    """An answer; a correction also says why."""

    text = forms.CharField(
        label=_("Answer"),
        help_text=_("Everybody reads it at once; everybody who started an application gets a message."),
        widget=forms.Textarea,
        max_length=LONGEST,
        error_messages={"required": _("Write the answer")},
    )


class CorrectForm(AnswerForm):
    reason = forms.CharField(
        label=_("Why the answer is corrected"),
        max_length=300,
        error_messages={"required": _("Say why the answer is corrected. The reason is published.")},
    )


class WithholdForm(forms.Form):
    reason = forms.CharField(
        label=_("Why the question is not published"),
        help_text=_("For instance: it names a private person. The reason is published, the question is not."),
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": _("Say why the question is not published. The reason is published.")},
    )
