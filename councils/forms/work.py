"""What is typed about controls, reports of heads and appeals, and the filters of the lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.choices.control import Checked, ControlForm, DocumentKind, Part
from councils.models import Control, HeadReport, Seat
from councils.queries.paging import OVERDUE
from foundation.core.forms import DateField, MomentField, RowFormSet, UploadField
from registry.forms.placing import PlaceFields
from registry.models import Body, Organisation
from registry.queries import references
from registry.rules.identifiers import normalised

EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
EVIDENCE = ["jpg", "png", "pdf", "docx", "xlsx"]


class WorkFilterForm(forms.Form):
    """A public list, by GET; a wrong value narrows nothing. ``statuses`` are those of the kind that is listed."""

    status = forms.ChoiceField(label=_("Status"), required=False)
    body = forms.ModelChoiceField(
        label=_("Body"),
        required=False,
        queryset=Body.objects.order_by("name_ru"),
        to_field_name="code",
        empty_label=_("Any"),
    )
    council = forms.SlugField(label=_("Council"), required=False, widget=forms.HiddenInput)
    mark_optional = False

    def __init__(self, *args: Any, statuses: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.value, one.label) for one in statuses if one.value != "draft"]
        self.fields["status"].choices = [("", _("Any")), (OVERDUE, _("Overdue")), *choices]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """Filters of ``queries.work.page_of``."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        return found | ({"body": found["body"].code} if "body" in found else {})


class ControlPlanForm(forms.Form):
    """The plan of a control."""

    body = forms.ModelChoiceField(label=_("Body that is looked at"), queryset=Body.objects.order_by("name_ru"))
    form = forms.ChoiceField(label=_("Form"), choices=ControlForm.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("What it is about"), max_length=300)
    task = forms.CharField(
        label=_("Task"), widget=forms.Textarea, max_length=3000, help_text=_("What is to be found out.")
    )
    programme = forms.CharField(label=_("Plan or programme"), widget=forms.Textarea, max_length=10_000, required=False)
    place = forms.CharField(label=_("Place"), max_length=300)
    starts_at = MomentField(label=_("It begins at"))

    @staticmethod
    def initial_of(control: Control) -> dict[str, Any]:
        """What the form begins with."""
        names = ("body", "form", "title", "task", "programme", "place", "starts_at")
        return {name: getattr(control, name) for name in names}


class ParticipantForm(forms.Form):
    """A member of the council, or somebody else by name."""

    seat = forms.ModelChoiceField(
        label=_("Member of the council"), queryset=Seat.objects.none(), required=False, empty_label=_("Nobody of it")
    )
    full_name = forms.CharField(
        label=_("Full name"), max_length=200, required=False, help_text=_("Of somebody who is no member.")
    )
    bin = forms.CharField(label=_("BIN of the organisation"), max_length=20, required=False)
    part = forms.ChoiceField(label=_("What the person does"), choices=Part.choices, initial=Part.PARTICIPANT)
    has_declared = forms.BooleanField(
        label=_("The person has stated that there is no conflict of interest"), required=False
    )
    conflict = forms.CharField(label=_("Conflict of interest that was declared"), max_length=300, required=False)

    def __init__(self, *args: Any, control: Control, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = Seat.objects.in_force().filter(term__council=control.council_id)
        self.fields["seat"].queryset = seats  # type: ignore[attr-defined]

    def clean_bin(self) -> Organisation | None:
        number = normalised(self.cleaned_data["bin"])
        if not number:
            return None
        found = Organisation.objects.filter(bin=number).first()
        if found is None:
            raise forms.ValidationError(_("There is no organisation with this BIN in the registry."))
        return found

    def values(self) -> dict[str, Any]:
        """Arguments of ``plans.add_participant``."""
        given = dict(self.cleaned_data)
        return given | {"organisation": given.pop("bin"), "user": None}


class QuestionsForm(forms.Form):
    questions = forms.CharField(
        label=_("Questions"), widget=forms.Textarea, max_length=20_000, help_text=_("One on each line.")
    )


class ChecklistForm(forms.Form):
    """Every question with its answer and a note; names are ``answer-<position>`` and ``note-<position>``."""

    mark_optional = False

    def __init__(self, *args: Any, control: Control, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = []
        for one in control.questions.all():
            self.positions.append(one.position)
            self.fields[f"answer-{one.position}"] = forms.ChoiceField(
                label=f"{one.position}. {one.text}",
                choices=Checked.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=one.answer,
            )
            self.fields[f"note-{one.position}"] = forms.CharField(
                label=_("What was seen"), max_length=1000, required=False, initial=one.note
            )

    def answers(self) -> dict[int, tuple[str, str]]:
        """Argument of ``findings.fill_checklist``."""
        given = self.cleaned_data
        return {n: (given[f"answer-{n}"], given[f"note-{n}"].strip()) for n in self.positions if given[f"answer-{n}"]}


class FactForm(PlaceFields):
    """A fact with its place and evidence."""

    field_order = ("text", "upload", "is_public")

    text = forms.CharField(label=_("What was found"), widget=forms.Textarea, max_length=5000)
    upload = UploadField(label=_("Evidence"), accept=EVIDENCE, max_bytes=EVIDENCE_MAX_BYTES, required=False)
    is_public = forms.BooleanField(
        label=_("Everybody may see the file"),
        required=False,
        help_text=_("Only when nobody can be recognised in it, or all have agreed."),
    )


class ProposalForm(forms.Form):
    text = forms.CharField(label=_("Proposal"), widget=forms.Textarea, max_length=5000)


ProposalFormSet = forms.formset_factory(
    ProposalForm, formset=RowFormSet, extra=0, min_num=1, max_num=50, can_delete=True
)


class DocumentForm(forms.Form):
    """The final document; proposals are rows beside it. Empty fields are refused by the rule of the eight fields."""

    kind = forms.ChoiceField(label=_("Kind of the document"), choices=DocumentKind.choices, widget=forms.RadioSelect)
    held_on = DateField(label=_("Date"))
    held_time = forms.CharField(label=_("Time"), max_length=60, required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    task = forms.CharField(label=_("Task"), widget=forms.Textarea, max_length=3000, required=False)
    subjects = forms.CharField(
        label=_("Subjects and whether they fit the demands"),
        widget=forms.Textarea,
        max_length=20_000,
        required=False,
    )
    form = forms.ChoiceField(label=_("Form"), choices=ControlForm.choices)
    facts = forms.CharField(label=_("Facts"), widget=forms.Textarea, max_length=50_000, required=False)


class HeadReportForm(forms.Form):
    """The plan of a report."""

    body = forms.ModelChoiceField(label=_("Body whose head reports"), queryset=Body.objects.order_by("name_ru"))
    topic = forms.CharField(label=_("What the head reports on"), max_length=300)
    head_name = forms.CharField(label=_("Full name of the head"), max_length=200)
    head_post = forms.CharField(label=_("Post of the head"), max_length=300)
    held_at = MomentField(label=_("The report is heard at"))
    place = forms.CharField(label=_("Place"), max_length=300)
    questions_until = DateField(label=_("Last day of questions"))
    upload = UploadField(
        label=_("Text of the report"), accept=["pdf", "docx"], max_bytes=EVIDENCE_MAX_BYTES, required=False
    )

    @staticmethod
    def initial_of(report: HeadReport) -> dict[str, Any]:
        """What the form begins with."""
        names = ("body", "topic", "head_name", "head_post", "held_at", "place", "questions_until")
        return {name: getattr(report, name) for name in names}


class AskForm(PlaceFields):
    field_order = ("text",)
    text = forms.CharField(
        label=_("Your question"),
        widget=forms.Textarea,
        max_length=2000,
        help_text=_("When it is published, your first name and the first letter of your surname stand beside it."),
    )


class ModerateForm(forms.Form):
    step = forms.ChoiceField(
        label=_("What becomes of the question"),
        choices=[("publish", _("Publish it")), ("refuse", _("Do not publish it"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea,
        max_length=2000,
        required=False,
        help_text=_("Why it is not published. Everybody reads it, without the question."),
    )


class QuestionAnswerForm(forms.Form):
    step = forms.ChoiceField(
        label=_("Answer"),
        choices=[("answer", _("The answer")), ("decline", _("It stays without an answer"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("The answer, or the reason why there is none"),
        widget=forms.Textarea,
        max_length=10_000,
        help_text=_("Everybody reads it."),
    )


class AppealForm(forms.Form):
    """What a citizen writes to a council."""

    topic = forms.CharField(label=_("What it is about, in a few words"), max_length=200)
    text = forms.CharField(
        label=_("What you want to tell the council"),
        widget=forms.Textarea,
        max_length=10_000,
        help_text=_("You and the secretariat of the council read it, nobody else."),
    )
    may_publish = forms.BooleanField(
        label=_("The council may publish it with the answer, without anything that tells who I am"), required=False
    )


class SettleForm(forms.Form):
    step = forms.ChoiceField(
        label=_("What becomes of the appeal"),
        choices=[("answer", _("It is answered")), ("decline", _("It is not considered"))],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("The answer, or the reason"),
        widget=forms.Textarea,
        max_length=10_000,
        help_text=_("The author reads it, nobody else."),
    )


class PublishForm(forms.Form):
    """The words that everybody will read."""

    public_topic = forms.CharField(label=_("What it is about"), max_length=200)
    public_text = forms.CharField(label=_("The appeal without personal data"), widget=forms.Textarea, max_length=10_000)
    public_answer = forms.CharField(
        label=_("The answer without personal data"), widget=forms.Textarea, max_length=10_000
    )


class JoinForm(forms.Form):
    """What a recommendation or a control is joined to: one of what was found for the words in the address."""

    target = forms.ChoiceField(label=_("Call, grant or order"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Why they belong together"), max_length=300, required=False)

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = references.money_found(words)
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            (f"{one.kind}:{one.key}", f"{one.label}: {one.title}") for one in self.found
        ]
