"""What is typed about a competition for seats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from councils.actions.composing import Act
from councils.choices import KNOWN, CandidatePaperKind, Choice, Criterion, FormationKind, Side
from councils.forms.bins import ByBin
from councils.forms.councils import REASON_LENGTH
from councils.models import Candidate, CandidateCheck, Formation, GroupMember
from councils.rules.councils import NewSeat
from councils.rules.formation import NewGroupMember
from foundation.accounts.models import User
from foundation.core.forms import DateField, MomentField, RowFormSet, UploadField
from registry.models import Organisation

PAPER_MAX_BYTES = 10 * 1024 * 1024
MOST_PLACES = 500
EVERYBODY = _("Everybody reads it.")


class StartForm(forms.Form):
    """Which seats are to be filled."""

    kind = forms.ChoiceField(label=_("What for"), choices=FormationKind.choices, widget=forms.RadioSelect)
    places = forms.IntegerField(label=_("Seats to be filled"), min_value=1, max_value=MOST_PLACES)
    state_places = forms.IntegerField(
        label=_("Of them for the state"),
        min_value=0,
        max_value=MOST_PLACES,
        initial=0,
        help_text=_("The state body names these people by itself; at most a third of the council."),
    )


class TermsForm(forms.Form):
    """The announcement."""

    places = forms.IntegerField(label=_("Seats to be filled"), min_value=1, max_value=MOST_PLACES)
    state_places = forms.IntegerField(label=_("Of them for the state"), min_value=0, max_value=MOST_PLACES)
    nominations_until = MomentField(label=_("Nominations close at"))
    about_kk = forms.CharField(label=_("Announcement in Kazakh"), widget=forms.Textarea, max_length=10_000)
    about_ru = forms.CharField(label=_("Announcement in Russian"), widget=forms.Textarea, max_length=10_000)

    @classmethod
    def initial_of(cls, formation: Formation) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(formation, name) for name in cls.base_fields}


class GroupMemberForm(ByBin, forms.Form):
    """A member of the working group, by account."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    side = forms.ChoiceField(label=_("Speaks for"), choices=Side.choices)
    bin = forms.CharField(label=_("BIN of the organisation"), max_length=30, required=False)
    is_head = forms.BooleanField(label=_("Head of the group"), required=False)
    row_widths = {"email": 4, "side": 3, "bin": 3, "is_head": 2}

    def clean_email(self) -> User:
        found = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None:
            raise forms.ValidationError(gettext("Nobody has an account with this address. Ask the person to register."))
        return found

    def member(self) -> NewGroupMember:
        """What the action takes."""
        given = self.cleaned_data
        return NewGroupMember(given["email"], given["side"], given["bin"], is_head=given["is_head"])

    @staticmethod
    def initial_of(member: GroupMember) -> dict[str, Any]:
        """A row that stands already."""
        number = member.organisation.bin if member.organisation else ""
        return {"email": member.user.email, "side": member.side, "bin": number, "is_head": member.is_head}


GroupFormSet = forms.formset_factory(
    GroupMemberForm, formset=RowFormSet, extra=0, min_num=1, max_num=50, can_delete=True
)


class ExtendForm(forms.Form):
    mark_optional = False
    until = MomentField(label=_("Nominations close at"))
    reason = forms.CharField(
        label=_("Reason"), widget=forms.Textarea, max_length=REASON_LENGTH, help_text=EVERYBODY, required=False
    )


class NominateForm(forms.Form):
    """The one candidate of an organisation."""

    organisation = forms.ModelChoiceField(label=_("Organisation"), queryset=Organisation.objects.none())
    full_name = forms.CharField(label=_("Full name of the candidate"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the candidate"),
        help_text=_("The person gives consent and statements there. It is never public."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(pk__in=[one.pk for one in organisations])
        self.fields["organisation"].queryset = own.order_by("pk")  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.initial.setdefault("organisation", organisations[0].pk)


class CandidateForm(forms.Form):
    """What the candidate says, states and consents to. All of it is needed to send, nothing to save."""

    mark_optional = False

    full_name = forms.CharField(label=_("Full name"), max_length=200, required=False)
    occupation = forms.CharField(
        label=_("Occupation"), max_length=300, required=False, help_text=_("As everybody reads it.")
    )
    programme = forms.CharField(
        label=_("What you want to do in the council"),
        widget=forms.Textarea,
        max_length=3000,
        required=False,
        help_text=EVERYBODY,
    )
    is_public_servant = forms.BooleanField(label=_("I am in public service"), required=False)
    statements = forms.MultipleChoiceField(label=_("I state"), widget=forms.CheckboxSelectMultiple, required=False)
    consents = forms.BooleanField(
        label=_("I consent to sit in the council, and to my number, first name and initial being public"),
        required=False,
    )

    def __init__(self, *args: Any, asked: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one, Criterion(one).label) for one in asked]
        self.fields["statements"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["statements"]

    def values(self) -> dict[str, Any]:
        """Arguments of the actions."""
        return {"statements": [], **self.cleaned_data}

    @staticmethod
    def initial_of(candidate: Candidate) -> dict[str, Any]:
        """What the form begins with."""
        names = ("full_name", "occupation", "programme", "is_public_servant", "statements")
        return {name: getattr(candidate, name) for name in names} | {"consents": bool(candidate.consented_at)}


class PaperForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=CandidatePaperKind.choices)
    file = UploadField(label=_("File"), accept=["pdf", "docx", "jpg", "png"], max_bytes=PAPER_MAX_BYTES)


class CheckForm(forms.Form):
    """One answer and one reason for each criterion; names are ``met-<code>`` and ``reason-<code>``."""

    MET, UNMET = "met", "unmet"

    def __init__(self, *args: Any, asked: Sequence[str], held: Sequence[CandidateCheck], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [one for one in asked if one not in KNOWN]
        before = {one.criterion: one for one in held}
        for one in self.asked:
            check = before.get(one)
            self.fields[f"met-{one}"] = forms.ChoiceField(
                label=Criterion(one).label,
                choices=[(self.MET, _("Met")), (self.UNMET, _("Not met"))],
                widget=forms.RadioSelect,
                required=False,
                initial=(self.MET if check.is_met else self.UNMET) if check else None,
            )
            self.fields[f"reason-{one}"] = forms.CharField(
                label=_("Reason, if it is not met"),
                max_length=500,
                required=False,
                help_text=EVERYBODY,
                initial=check.reason if check else "",
            )

    def answers(self) -> dict[str, tuple[bool, str]]:
        """Criterion → (met, reason), for those that were answered."""
        given = self.cleaned_data
        return {
            one: (given[f"met-{one}"] == self.MET, given[f"reason-{one}"]) for one in self.asked if given[f"met-{one}"]
        }


class GroupVoteForm(forms.Form):
    """A vote on each candidate; names are ``candidate-<id>``."""

    def __init__(self, *args: Any, candidates: Sequence[Candidate], held: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for one in candidates:
            self.fields[f"candidate-{one.pk}"] = forms.ChoiceField(
                label=f"№ {one.number}. {one.full_name}",
                choices=Choice.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=held.get(one.pk),
            )

    def choices(self) -> dict[int, str]:
        """Candidate (id) → choice."""
        return {one.pk: self.cleaned_data[f"candidate-{one.pk}"] for one in self.candidates}


class OrderForm(forms.Form):
    """The order that approves a composition. After a by-election the term goes on as it was and has no other last day."""

    decision_number = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DateField(label=_("Date of the decision"))
    starts_on = DateField(label=_("First day of the members"))
    ends_on = DateField(label=_("Last day of the term"), required=False)

    def __init__(self, *args: Any, formation: Formation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.formation = formation
        if formation.kind == FormationKind.RENEWAL:
            self.fields["ends_on"].required = True
        else:
            del self.fields["ends_on"]

    def act(self) -> Act:
        """What the action takes."""
        return Act(**{"ends_on": self.formation.term.ends_on, **self.cleaned_data})


class DelegateForm(forms.Form):
    """Somebody whom the state body names by itself."""

    full_name = forms.CharField(label=_("Full name"), max_length=200)
    occupation = forms.CharField(label=_("Post in the state body"), max_length=300)
    row_widths = {"full_name": 6, "occupation": 6}

    def seat(self) -> NewSeat:
        """What the action takes."""
        given = self.cleaned_data
        return NewSeat(given["full_name"], Side.STATE, None, given["occupation"], is_public_servant=True)


DelegateFormSet = forms.formset_factory(DelegateForm, formset=RowFormSet, extra=0, max_num=20, can_delete=True)
