"""Forms of a sitting: its plan, agenda and materials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.accounts.models import User
from foundation.core.forms import MomentField, UploadField
from grants.actions.commission.agenda import Agenda
from grants.actions.commission.meetings import Plan
from grants.models import AgendaItem, Application, Call, Meeting
from registry.choices import Role
from registry.models import Membership

MATERIAL_MAX_BYTES = 20 * 1024 * 1024
TITLE_LENGTH = 300
FIELDS = ("protocol_number", "held_at", "place", "video_url", "chair", "chair_decides")


class PlanForm(forms.Form):
    """Number, moment, place, chair."""

    protocol_number = forms.CharField(
        label=_("Number of the protocol"),
        max_length=40,
        error_messages={"required": _("Enter the number of the protocol.")},
    )
    held_at = MomentField(label=_("The commission meets at"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    video_url = forms.URLField(label=_("Video link"), max_length=500, required=False, assume_scheme="https")
    chair = forms.ModelChoiceField(label=_("Chair"), queryset=User.objects.none(), required=False)
    chair_decides = forms.BooleanField(
        label=_("The chair’s vote decides where as many are for as against"),
        help_text=_("Only where the rules of this commission say so; without it such a proposal is not adopted."),
        required=False,
    )

    def __init__(self, *args: Any, call: Call, meeting: Meeting | None = None, **kwargs: Any) -> None:
        if meeting is not None:
            kwargs.setdefault("initial", {name: getattr(meeting, name) for name in FIELDS})
        super().__init__(*args, **kwargs)
        members = Membership.objects.in_force().filter(body=call.operator, role=Role.COMMISSION)
        people = User.objects.filter(pk__in=members.values("user")).order_by("full_name", "pk")
        self.fields["chair"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("chair_decides") and not cleaned.get("chair"):
            self.add_error("chair", _("Choose the chair whose vote decides."))
        return cleaned

    def plan(self) -> Plan:
        """What was typed, as the action takes it."""
        return Plan(**self.cleaned_data)


class AgendaForm(forms.Form):
    """The order of the applications as numbers beside them, and other points before and after, one in a line."""

    before = forms.CharField(
        label=_("Other points before the applications"),
        help_text=_("One in each line, for example «Quorum and conflicts of interest»."),
        max_length=3000,
        required=False,
        widget=forms.Textarea,
    )
    after = forms.CharField(
        label=_("Other points after the applications"),
        help_text=_("One in each line."),
        max_length=3000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        self.points = [item for item in items if item.application_id]
        first = min((item.position for item in self.points), default=0)
        others = [item for item in items if not item.application_id]
        initial = {
            "before": "\n".join(item.title for item in others if item.position < first),
            "after": "\n".join(item.title for item in others if item.position >= first),
        }
        numbers = {f"place-{item.application.number}": place for place, item in enumerate(self.points, 1)}  # type: ignore[union-attr]
        kwargs.setdefault("initial", initial | numbers)
        super().__init__(*args, **kwargs)
        for item in self.points:
            application: Any = item.application
            self.fields[f"place-{application.number}"] = forms.IntegerField(
                label=f"{application.number} {application.title}",
                min_value=1,
                max_value=10_000,
                error_messages={"required": _("Enter the place of this application.")},
            )

    def clean_before(self) -> list[str]:
        return self._lines("before")

    def clean_after(self) -> list[str]:
        return self._lines("after")

    def _lines(self, name: str) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        if any(len(line) > TITLE_LENGTH for line in lines):
            raise forms.ValidationError(_("A point of the agenda has 300 characters at most."))
        return lines

    def agenda(self) -> Agenda:
        """What was typed; applications with the same place stay in the order that they had."""
        numbers = [item.application.number for item in self.points if item.application]
        numbers.sort(key=lambda number: self.cleaned_data[f"place-{number}"])
        return Agenda(self.cleaned_data["before"], numbers, self.cleaned_data["after"])

    @property
    def places(self) -> list[Any]:
        """The inputs of the applications."""
        return [self[name] for name in self.fields if name.startswith("place-")]


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("Title of the file"), max_length=200, required=False)
    application = forms.ModelChoiceField(
        label=_("About which application"),
        help_text=_("A file about one application is not shown to members who take no part in it."),
        queryset=Application.objects.none(),
        empty_label=_("About the whole meeting"),
        required=False,
    )
    file = UploadField(label=_("File"), accept=["pdf", "docx", "xlsx", "jpg", "png"], max_bytes=MATERIAL_MAX_BYTES)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_list = Application.objects.filter(proposal__meeting=meeting).order_by("number")
        self.fields["application"].queryset = on_list  # type: ignore[attr-defined]
