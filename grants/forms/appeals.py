"""Forms of appeals."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.core.errors import Fault
from foundation.core.forms import MoneyField, NumberField, UploadField
from foundation.documents import kinds
from grants.choices import AppealGround, AppealStatus, AppealSubject, ApplicationStatus
from grants.models import Appeal
from grants.rules import appeals as rules


def _file(*, required: bool) -> UploadField:
    limits = {"types": kinds.labels(), "size": filesizeformat(kinds.max_bytes())}
    return UploadField(
        label=_("File"),
        help_text=_("%(types)s, up to %(size)s.") % limits,
        accept=kinds.endings(),
        max_bytes=kinds.max_bytes(),
        required=required,
    )


class AppealForm(forms.Form):
    """Ground, text and a first file; more files can be added on the page of the appeal."""

    ground = forms.ChoiceField(
        label=_("Ground of the appeal"),
        choices=AppealGround.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground of the appeal.")},
    )
    text = forms.CharField(
        label=_("What is wrong, and where it can be seen"),
        help_text=_("The reviewer reads it. It is not published."),
        max_length=rules.LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Say what is wrong, and where it can be seen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file(required=False)


class AppealFileForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = _file(required=True)


class AnswerForm(forms.Form):
    """The reviewer's word. What it changes depends on what is appealed against."""

    outcome = forms.ChoiceField(
        label=_("Answer"), widget=forms.RadioSelect, error_messages={"required": _("Choose the answer.")}
    )
    amount = MoneyField(label=_("The grant that is right"), help_text=_("When the appeal is granted."), required=False)
    total = NumberField(
        label=_("The points that are right"),
        help_text=_("When the appeal is granted. The line is drawn anew with them; the published ranking stays."),
        max_digits=12,
        decimal_places=4,
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("It is published: name no people."),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": _("Give the reason. It will be published.")},
    )

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.appeal = appeal
        answers = [AppealStatus.GRANTED, AppealStatus.PARTLY, AppealStatus.DECLINED]
        if appeal.subject == AppealSubject.CHECK:
            answers.remove(AppealStatus.PARTLY)
        self.fields["outcome"].choices = [(one.value, one.label) for one in answers]  # type: ignore[attr-defined]
        has_grant = appeal.application.status == ApplicationStatus.FUNDED
        if appeal.subject == AppealSubject.CHECK or not has_grant:
            del self.fields["amount"]
        if appeal.subject == AppealSubject.CHECK or has_grant:
            del self.fields["total"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        found = rules.decision_faults(
            self.appeal,
            cleaned.get("outcome", ""),
            cleaned.get("reason", ""),
            cleaned.get("amount"),
            cleaned.get("total"),
        )
        for fault in found:
            self._show(fault)
        return cleaned

    def _show(self, fault: Fault) -> None:
        # An empty field has its own sentence already.
        if fault.field not in self.errors:
            self.add_error(fault.field, str(fault.message))
