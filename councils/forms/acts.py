"""What is typed about draft acts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from councils.choices.acts import ActKind, Opinion, Stage, Verdict
from councils.models import ActRemark, Article, DraftAct, Motion
from councils.queries.acts import carried_motions, texts_of
from foundation.core.forms import DateField, UploadField
from registry.forms.placing import PlaceFields
from registry.models import Body

FILE_MAX_BYTES = 20 * 1024 * 1024
LONGEST = 400_000
HOW_TO_DIVIDE = _(
    "Begin each article with its number on a new line: «1-бап.», «Статья 1.» or «1.». The portal divides the text by "
    "them; both languages must have the same articles."
)


class TextsForm(forms.Form):
    """A text in both languages, divided into articles by their heads."""

    kazakh = forms.CharField(
        label=_("Text in Kazakh"), widget=forms.Textarea, max_length=LONGEST, required=False, help_text=HOW_TO_DIVIDE
    )
    russian = forms.CharField(
        label=_("Text in Russian"), widget=forms.Textarea, max_length=LONGEST, required=False, help_text=HOW_TO_DIVIDE
    )


class ActForm(TextsForm):
    """A draft act."""

    body = forms.ModelChoiceField(label=_("Body whose draft it is"), queryset=Body.objects.none())
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=500)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=500)
    kind = forms.ChoiceField(label=_("Kind"), choices=ActKind.choices, widget=forms.RadioSelect)
    purpose = forms.CharField(label=_("Why it is needed"), widget=forms.Textarea, max_length=5000)
    file = UploadField(label=_("File"), accept=["pdf", "docx"], max_bytes=FILE_MAX_BYTES, required=False)
    field_order = ("body", "title_kk", "title_ru", "kind", "purpose", "kazakh", "russian", "file")

    def __init__(self, *args: Any, bodies: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(act: DraftAct) -> dict[str, Any]:
        """What the form begins with."""
        names = ("title_kk", "title_ru", "kind", "purpose", "body")
        return {name: getattr(act, name) for name in names} | texts_of(act)


class OpeningForm(forms.Form):
    public_until = DateField(label=_("Last day on which everybody may comment"))


class RemarkForm(forms.Form):
    """A comment or a point; one on the whole act names no article."""

    article = forms.ModelChoiceField(
        label=_("Article"), queryset=Article.objects.none(), required=False, empty_label=_("The whole act")
    )
    text = forms.CharField(label=_("What you propose and why"), widget=forms.Textarea, max_length=5000)

    def __init__(self, *args: Any, act: DraftAct, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        articles = Article.objects.filter(act=act, stage=Stage.DRAFT)
        self.fields["article"].queryset = articles  # type: ignore[attr-defined]


class CommentForm(PlaceFields, RemarkForm):
    """A comment may be about a place; a point of the opinion is not."""

    field_order = ("article", "text")


class OpinionForm(forms.Form):
    """The opinion and what it stands on."""

    opinion = forms.ChoiceField(label=_("Opinion"), choices=Opinion.choices, widget=forms.RadioSelect)
    opinion_text = forms.CharField(label=_("Words of the opinion"), widget=forms.Textarea, max_length=10_000)
    motion = forms.ModelChoiceField(
        label=_("The vote behind it"), queryset=Motion.objects.none(), required=False, empty_label=_("None")
    )
    own_rules = forms.CharField(
        label=_("Or the clause of the council's rules by which no vote is needed"), max_length=300, required=False
    )

    def __init__(self, *args: Any, act: DraftAct, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motion"].queryset = carried_motions(act)  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    verdict = forms.ChoiceField(label=_("Answer"), choices=Verdict.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Reasons"), widget=forms.Textarea, max_length=5000, help_text=_("Everybody reads them.")
    )


class GroupForm(forms.Form):
    """Which other comment says the same."""

    same_as = forms.ModelChoiceField(
        label=_("It says the same as"), queryset=ActRemark.objects.none(), empty_label=_("Choose a comment")
    )

    def __init__(self, *args: Any, remark: ActRemark, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = remark.act.remarks.filter(hidden_at=None, same_as=None).exclude(pk=remark.pk)
        field: Any = self.fields["same_as"]
        field.queryset = others.order_by("number")
        field.label_from_instance = lambda one: f"№ {one.number}: {one.text[:80]}"


class AdoptForm(TextsForm):
    """The act as it was adopted."""

    act_number = forms.CharField(label=_("Number of the act"), max_length=60)
    adopted_on = DateField(label=_("Day of adoption"))
    field_order = ("act_number", "adopted_on", "kazakh", "russian")
