"""The questions of a survey as people meet them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import DomainError, Invalid
from foundation.core.forms import add_faults
from foundation.core.text import localized
from monitoring.choices import Access, QuestionKind
from monitoring.models import Question, Survey
from monitoring.queries.results import label_of
from monitoring.rules import surveys as rules

STAMP_SALT = "monitoring.stamp"
# A person reads the questions first; a program does not.
FASTEST_SECONDS = 3
STALE_SECONDS = 24 * 60 * 60


class AnswerForm(forms.Form):
    """One field for each question, named by its code; ``stamp`` says when the page was made."""

    mark_optional = True

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        if survey.access == Access.TICKETS:
            self.fields["ticket"] = forms.CharField(
                label=_("Code of your ticket"),
                help_text=_("The number and the letters under the square picture."),
                max_length=40,
                error_messages={"required": _("Enter the code of your ticket.")},
            )
        for question in survey.template.questions.all():
            self.fields[question.code] = _field(question)
        self.fields["stamp"] = forms.CharField(widget=forms.HiddenInput, required=False)
        self.initial["stamp"] = stamper(survey).sign("0")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        try:
            stamper(self.survey).unsign(cleaned.get("stamp", ""), max_age=STALE_SECONDS)
        except signing.BadSignature:
            raise forms.ValidationError(
                _("This page had been open for long. Look at your answers and send them again.")
            ) from None
        if _age(self.survey, cleaned["stamp"]) < FASTEST_SECONDS:
            raise forms.ValidationError(_("That was very quick. Look at your answers and send them again."))
        return cleaned

    def again(self) -> None:
        """What was typed stays; the next try counts from the page that was made first, or from now when that is stale."""
        given: Any = QueryDict(mutable=True)
        given.update(self.data)
        try:
            stamper(self.survey).unsign(given.get("stamp", ""), max_age=STALE_SECONDS)
        except signing.BadSignature:
            given["stamp"] = self.initial["stamp"]
        self.data = given

    def typed(self) -> dict[str, str]:
        """Code of a question → what was chosen or written."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("ticket", "stamp")}

    def refuse(self, refusal: DomainError) -> None:
        """Show why the answer was not taken."""
        if isinstance(refusal, Invalid):
            add_faults(self, refusal.faults)
        else:
            self.add_error(None, str(refusal))


def stamper(survey: Survey) -> signing.TimestampSigner:
    """Signs the moment at which a page was made, for this survey alone."""
    return signing.TimestampSigner(salt=f"{STAMP_SALT}:{survey.token}")


def _age(survey: Survey, stamp: str) -> float:
    """Seconds since the page was made."""
    for seconds in range(FASTEST_SECONDS):
        try:
            stamper(survey).unsign(stamp, max_age=seconds)
        except signing.SignatureExpired:
            continue
        return seconds
    return FASTEST_SECONDS


def _field(question: Question) -> forms.Field:
    label = localized(question, "text")
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            label=label,
            required=False,
            max_length=rules.LONGEST_REMARK,
            widget=forms.Textarea,
            help_text=_("Write no names, numbers or addresses, neither your own nor those of others."),
        )
    choices = [(code, label_of(question, code)) for code in question.codes]
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=question.is_required,
        widget=forms.RadioSelect,
        error_messages={"required": _("Answer this question.")},
    )
