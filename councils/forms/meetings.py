"""What is typed about meetings and votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.choices import AgendaKind, BallotKind, Choice, Majority
from councils.models import Attendance, Council, Meeting, Voter
from foundation.core.forms import MomentField, UploadField

MATERIAL_MAX_BYTES = 20 * 1024 * 1024


class PlanForm(forms.Form):
    """Topic, moment, place."""

    topic = forms.CharField(label=_("What the meeting is about"), max_length=300)
    held_at = MomentField(label=_("The council meets at"))
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    video_url = forms.URLField(label=_("Video link"), required=False, assume_scheme="https")

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(meeting, name) for name in ("topic", "held_at", "place", "video_url")}


class ItemForm(forms.Form):
    """A point of the agenda."""

    title = forms.CharField(label=_("Point of the agenda"), max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=AgendaKind.choices)
    speaker = forms.CharField(label=_("Who speaks"), max_length=300, required=False)
    proposed_by = forms.CharField(
        label=_("Brought in by"),
        max_length=300,
        required=False,
        help_text=_("A member, an organisation or a citizen. Everybody reads it."),
    )


class MaterialForm(forms.Form):
    title = forms.CharField(label=_("Title of the file"), max_length=200)
    file = UploadField(label=_("File"), accept=["pdf", "docx", "xlsx", "jpg", "png"], max_bytes=MATERIAL_MAX_BYTES)


class RecordForm(forms.Form):
    text = forms.CharField(label=_("What was said"), widget=forms.Textarea, max_length=10_000, required=False)


class MotionForm(forms.Form):
    """What is put to the vote."""

    text = forms.CharField(label=_("What is decided"), widget=forms.Textarea, max_length=3000)
    ballot = forms.ChoiceField(
        label=_("Ballot"), choices=BallotKind.choices, widget=forms.RadioSelect, initial=BallotKind.OPEN
    )
    majority = forms.ChoiceField(
        label=_("Majority"), choices=Majority.choices, widget=forms.RadioSelect, initial=Majority.SIMPLE
    )

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [one for one in BallotKind.choices if one[0] != BallotKind.PAPER or council.paper_rule]
        self.fields["ballot"].choices = offered  # type: ignore[attr-defined]


class AttendanceForm(forms.Form):
    """Who is there: one choice for each member; names are ``seat-<id>``."""

    HERE, VIDEO, ABSENT = "here", "video", "absent"
    CHOICES = [(HERE, _("Here")), (VIDEO, _("By video")), (ABSENT, _("Absent"))]

    def __init__(self, *args: Any, attendance: Sequence[Attendance], **kwargs: Any) -> None:
        self.attendance = attendance
        super().__init__(*args, **kwargs)
        for one in attendance:
            self.fields[f"seat-{one.seat_id}"] = forms.ChoiceField(
                label=str(one.seat), choices=self.CHOICES, widget=forms.RadioSelect, initial=self._now(one)
            )

    def _now(self, one: Attendance) -> str:
        if not one.is_present:
            return self.ABSENT
        return self.VIDEO if one.by_video else self.HERE

    def values(self) -> dict[str, set[int]]:
        """Arguments of ``attendance.mark``."""
        chosen = {one.seat_id: self.cleaned_data[f"seat-{one.seat_id}"] for one in self.attendance}
        return {
            "present": {pk for pk, choice in chosen.items() if choice == self.HERE},
            "by_video": {pk for pk, choice in chosen.items() if choice == self.VIDEO},
        }


class OpenVoteForm(forms.Form):
    """Who steps back from this vote because of a conflict of interest; names are ``conflict-<id of the seat>``."""

    def __init__(self, *args: Any, attendance: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.present = [one for one in attendance if one.is_present]
        for one in self.present:
            self.fields[f"conflict-{one.seat_id}"] = forms.CharField(
                label=str(one.seat), max_length=300, required=False
            )

    def conflicts(self) -> dict[int, str]:
        """Seat (id) → reason, for those who step back."""
        given = {one.seat_id: self.cleaned_data[f"conflict-{one.seat_id}"].strip() for one in self.present}
        return {pk: why for pk, why in given.items() if why}


class VoteForm(forms.Form):
    choice = forms.ChoiceField(label=_("Your vote"), choices=Choice.choices, widget=forms.RadioSelect)


class HandsForm(forms.Form):
    """Raised hands of members without an account; names are ``voter-<id>``."""

    def __init__(self, *args: Any, voters: Sequence[Voter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.voters = [one for one in voters if one.seat.user_id is None and not one.conflict]
        for one in self.voters:
            self.fields[f"voter-{one.pk}"] = forms.ChoiceField(
                label=str(one.seat),
                choices=[("", _("No vote yet")), *Choice.choices],
                required=False,
                initial=one.vote.choice if hasattr(one, "vote") else "",
            )

    def choices(self) -> dict[int, str]:
        """Voter (id) → choice, for those who have voted."""
        given = {one.pk: self.cleaned_data[f"voter-{one.pk}"] for one in self.voters}
        return {pk: choice for pk, choice in given.items() if choice}


class MinutesForm(forms.Form):
    minutes_kk = forms.CharField(label=_("Minutes in Kazakh"), widget=forms.Textarea, max_length=100_000)
    minutes_ru = forms.CharField(label=_("Minutes in Russian"), widget=forms.Textarea, max_length=100_000)
